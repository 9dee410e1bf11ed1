#include <string>
#include <utility>
#include <vector>

#include "shift.hpp"

using namespace tip_jar_tests;
using testing::AllOf;
using testing::SizeIs;
using testing::UnorderedElementsAre;

namespace {

/// The same tips, each told when the one before it has been dealt with.
std::vector<Arrival> one_by_one(std::vector<Event> tips) {
  std::vector<Arrival> arrivals;
  for (Event& tip : tips) arrivals.emplace_back(std::move(tip), arrivals.size() * 1min);
  return arrivals;
}

/// The same scenario; at its end another jar is counted, too.
Scenario also_counting(const std::string& jar_id, Scenario scenario) {
  scenario.events.emplace_back(bistro::shift_ended(jar_id), 14h);
  return scenario;
}

/// What is said of one jar.
auto sum_of(const char* jar_id, int cents) {
  return AllOf(has_data("jarId", jar_id), has_data("cents", cents));
}

const Event terrace = bistro::given({.tip_id = "boris-2", .cents = 90, .jar_id = "terrace"});

const Rule every_tip_once{
    .says = "the jar holds every tip once",
    .hint = "What makes a tip the same tip: the event that tells of it, or its `tipId`?"};
const Rule none_forgotten{.says = "the jar holds every tip once, whatever came before its copy",
                          .hint = "Which tips does your jar still know when the copy comes?"};
const Rule a_jar_for_itself{.says = "a tip is in its own jar and in no other",
                            .hint = "`jarId` says which jar. What is your row called?"};

}  // namespace

TEST(order, one_count_for_each_shift) {
  const Rule one_count{
      .says = "a jar is counted once for each shift that ends, and never for a tip",
      .hint = "Which event asks for a count? Look who publishes in the schedule."};
  for (const Outcome& shift : every_outcome_of(shift_with({anna, boris}, Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), SizeIs(1)) << shift.story(one_count);
}

TEST(order, empty_jar) {
  const Rule nothing_is_a_sum{.says = "a jar that nobody put anything into is counted too: 0",
                              .hint = "Who waits for the count of this jar, and for how long?"};
  for (const Outcome& shift : every_outcome_of(shift_with({}, Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(0)) << shift.story(nothing_is_a_sum);
}

TEST(order, two_tips) {
  for (const Outcome& shift :
       every_outcome_of(shift_with(one_by_one({anna, anna_retold}), Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(200)) << shift.story(every_tip_once);
  for (const Outcome& shift : every_outcome_of(
           shift_with(one_by_one({anna, boris, anna_retold}), Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(none_forgotten);
}

TEST(order, tips_that_look_alike) {
  const Rule each_for_itself{
      .says = "two tips are two tips, however alike they look",
      .hint = "`tipId` says which tip it is: all of it, letter by letter, and nothing else does."};
  const Event one_zero = bistro::given({.tip_id = "anna-10", .cents = 200});
  const Event hanna = bistro::given({.tip_id = "hanna-1", .cents = 200});
  for (const Outcome& shift :
       every_outcome_of(shift_with({anna, one_zero, hanna}, Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(600)) << shift.story(each_for_itself);
}

TEST(order, a_full_jar) {
  const Rule to_the_cent{
      .says = "twelve tips of 49.90, each of them told twice, are 598.80, to the cent",
      .hint = "How many tips does your jar know, and how much can it hold without rounding?"};
  std::vector<Arrival> tips;
  for (const std::string told : {"told-", "told-again-"}) {
    for (int i = 1; i <= 12; ++i) {
      const std::string id = "tip-" + std::to_string(i);
      tips.push_back(bistro::given({.tip_id = id, .cents = 4990, .told_as = told + id}));
    }
  }
  const Outcome shift = run(shift_with(std::move(tips), Overlap::none_any_order));
  ASSERT_THAT(counted(shift), one_sum_of(12 * 4990)) << shift.story(to_the_cent);
}

TEST(order, two_jars) {
  for (const Outcome& shift : every_outcome_of(also_counting(
           "terrace",
           shift_with(one_by_one({anna, terrace, anna_retold}), Overlap::none_any_order))))
    ASSERT_THAT(counted(shift), UnorderedElementsAre(sum_of("bar", 200), sum_of("terrace", 90)))
        << shift.story(a_jar_for_itself);
}

TEST(order, jars_that_look_alike) {
  const Event twelve = bistro::given({.tip_id = "12", .cents = 200, .jar_id = "bar"});
  const Event two = bistro::given({.tip_id = "2", .cents = 90, .jar_id = "bar1"});
  for (const Outcome& shift :
       every_outcome_of(also_counting("bar1", shift_with({twelve, two}, Overlap::none_any_order))))
    ASSERT_THAT(counted(shift), UnorderedElementsAre(sum_of("bar", 200), sum_of("bar1", 90)))
        << shift.story(a_jar_for_itself);
}

TEST(reorder, two_tips) {
  for (const Outcome& shift :
       every_outcome_of(shift_with({anna, boris, anna_retold}, Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(none_forgotten);
}

TEST(reorder, older_tip_told_later) {
  const Rule in_any_order{.says = "a tip counts although a newer one was told before it",
                          .hint = "What does the `time` of one tip say of another tip?"};
  const Event older =
      bistro::given({.tip_id = "boris-3", .cents = 150, .given_at = "2026-01-13T09:55:00Z"});
  for (const Outcome& shift : every_outcome_of(shift_with({anna, older}, Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(in_any_order);
}

TEST(duplicate, same_tip_twice) {
  const Rule one_after_the_other{.says = "a tip that is told twice is counted once",
                                 .hint = none_forgotten.hint};
  const Rule at_once{.says = "a tip that is told twice at the same time is counted once",
                     .hint = "The check and the write are two steps; a twin slipped between them."};
  for (const auto& [overlap, rule] :
       {std::pair{Overlap::none_any_order, one_after_the_other}, std::pair{Overlap::full, at_once}})
    for (const Outcome& shift :
         every_outcome_of(shift_with({anna, boris}, overlap, {.duplicates_per_event_max = 1})))
      ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(rule);
}

TEST(duplicate, hours_later) {
  const Rule for_the_whole_shift{
      .says = "a tip that is told again hours later, or after closing, is still counted once",
      .hint = "How long do you, or the store, remember which tips have been counted?"};
  for (const Outcome& shift : every_outcome_of(shift_with(
           {anna, boris, {anna, 25min}, {anna_retold, 12h}, {boris, 13h + 30min}}, Overlap::full)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(for_the_whole_shift);
}

TEST(concurrency, three_waiters) {
  const Rule all_tips_count{
      .says = "what three waiters put into the jar at the same time is all in the jar",
      .hint =
          "Each write needs the condition, and each refusal another round: read again, add again."};
  for (const Outcome& shift : every_outcome_of(shift_with({anna, boris, clara}, Overlap::full)))
    ASSERT_THAT(counted(shift), one_sum_of(425)) << shift.story(all_tips_count);
}

TEST(concurrency, two_jars) {
  const Rule nothing_in_common{
      .says = "tips that go into two jars at the same time are counted, and counted once",
      .hint = "What have the two jars in common in your store, and who guards it?"};
  const Event terrace_retold = bistro::given(
      {.tip_id = "boris-2", .cents = 90, .jar_id = "terrace", .told_as = "told-again-boris-2"});
  for (const Outcome& shift : every_outcome_of(also_counting(
           "terrace", shift_with({anna, terrace, {anna_retold, 5min}, {terrace_retold, 5min}},
                                 Overlap::full))))
    ASSERT_THAT(counted(shift), UnorderedElementsAre(sum_of("bar", 200), sum_of("terrace", 90)))
        << shift.story(nothing_in_common);
}

TEST(crash, after_put) {
  const Rule crashed{
      .says = "a tip is counted once although its handler died and it was told again",
      .hint =
          "The handler died after a write. What tells the next one whether the tip is in the sum?"};
  for (const Outcome& shift : every_outcome_of(shift_with(
           {anna, boris}, Overlap::full, {.duplicates_per_event_max = 1, .crashes_max = 1})))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(crashed);
}
