#include <string>
#include <utility>
#include <vector>

#include "shift.hpp"

using namespace tip_jar_tests;
using testing::AllOf;
using testing::SizeIs;

namespace {

/// The same scenario; at its end another jar is counted, too.
Scenario also_counting(const std::string& jar_id, Scenario scenario) {
  scenario.events.emplace_back(bistro::shift_ended(jar_id), 14h);
  return scenario;
}

/// The sum of one jar.
auto sum_of(const std::string& jar_id, int cents) {
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
  for (const Outcome& shift : every_outcome_of(calm_shift_with({anna, boris})))
    ASSERT_THAT(counted(shift), SizeIs(1)) << shift.story(one_count);

  const Rule a_fact_each{
      .says = "two shifts without a tip between them are two counts",
      .hint =
          "Facts are told apart by `source` and `id`. What is the count of a shift named after?"};
  for (const Outcome& shift : every_outcome_of(calm_shift_with({anna, {lunch_ended(), 5h}})))
    ASSERT_THAT(counted(shift), SizeIs(2)) << shift.story(a_fact_each);
}

TEST(order, empty_jar) {
  const Rule nothing_is_a_sum{.says = "a jar that nobody put anything into is counted too: 0",
                              .hint = "Who waits for the count of this jar, and for how long?"};
  always(calm_shift_with({}), one_sum_of(0), nothing_is_a_sum);
}

TEST(order, two_tips) {
  always(calm_shift_with(one_by_one({anna, anna_retold})), one_sum_of(200), every_tip_once);
  always(calm_shift_with(one_by_one({anna, boris, anna_retold})), one_sum_of(350), none_forgotten);
}

TEST(order, tips_that_look_alike) {
  const Rule each_for_itself{
      .says = "two tips are two tips, however alike they look",
      .hint = "`tipId` says which tip it is: all of it, letter by letter, and nothing else does."};
  for (const std::string like : {"anna-10", "hanna-1", "Anna-1", "anna-1 "})
    always(calm_shift_with({anna, bistro::given({.tip_id = like, .cents = 200})}), one_sum_of(400),
           each_for_itself);

  const std::string number(30, '4');
  always(calm_shift_with({bistro::given({.tip_id = number + "1", .cents = 200}),
                          bistro::given({.tip_id = number + "2", .cents = 200})}),
         one_sum_of(400), each_for_itself);

  Event of_another_till = bistro::given({.tip_id = "clara-1", .cents = 200, .told_as = anna.id});
  of_another_till.source = "till-2";
  always(calm_shift_with({anna, of_another_till}), one_sum_of(400), each_for_itself);
}

TEST(order, a_full_jar) {
  const Rule to_the_cent{
      .says = "twelve tips of 999,999.99, each of them told twice, are 11,999,999.88, to the cent",
      .hint = "How many tips does your jar know, and how much can it hold without rounding?"};
  std::vector<Arrival> tips;
  for (const std::string told : {"told-", "told-again-"}) {
    for (int i = 1; i <= 12; ++i) {
      const std::string id = "tip-" + std::to_string(i);
      tips.push_back(bistro::given({.tip_id = id, .cents = 99'999'999, .told_as = told + id}));
    }
  }
  const Outcome shift = run(calm_shift_with(std::move(tips)));
  ASSERT_THAT(shift, one_sum_of(12 * 99'999'999)) << shift.story(to_the_cent);
}

TEST(order, two_jars) {
  always(also_counting("terrace", calm_shift_with(one_by_one({anna, terrace, anna_retold}))),
         counts(sum_of("bar", 200), sum_of("terrace", 90)), a_jar_for_itself);
}

TEST(order, jars_that_look_alike) {
  const Event twelve = bistro::given({.tip_id = "12", .cents = 200, .jar_id = "bar"});
  for (const std::string like : {"bar1", "Bar"}) {
    const Event two = bistro::given({.tip_id = "2", .cents = 90, .jar_id = like});
    always(also_counting(like, calm_shift_with({twelve, two})),
           counts(sum_of("bar", 200), sum_of(like, 90)), a_jar_for_itself);
  }
}

TEST(concurrency, three_waiters) {
  const Rule all_tips_count{
      .says = "what three waiters put into the jar at the same time is all in the jar",
      .hint =
          "Each write needs the condition, and each refusal another round: read again, add again."};
  always(shift_with({anna, boris, clara}), one_sum_of(425), all_tips_count);
}

TEST(concurrency, two_jars) {
  const Rule nothing_in_common{
      .says = "tips that go into two jars at the same time are counted, and counted once",
      .hint = "What have the two jars in common in your store, and who guards it?"};
  const Event terrace_retold = bistro::given(
      {.tip_id = "boris-2", .cents = 90, .jar_id = "terrace", .told_as = "told-again-boris-2"});
  always(also_counting("terrace",
                       shift_with({anna, terrace, {anna_retold, 5min}, {terrace_retold, 5min}})),
         counts(sum_of("bar", 200), sum_of("terrace", 90)), nothing_in_common);
}

TEST(reorder, two_tips) {
  always(calm_shift_with({anna, boris, anna_retold}), one_sum_of(350), none_forgotten);
}

TEST(reorder, older_tip_told_later) {
  const Rule in_any_order{.says = "a tip counts although a newer one was told before it",
                          .hint = "What does the `time` of one tip say of another tip?"};
  const Event older =
      bistro::given({.tip_id = "boris-3", .cents = 150, .given_at = "2026-01-13T09:55:00Z"});
  always(calm_shift_with({anna, older}), one_sum_of(350), in_any_order);
}

TEST(duplicate, same_tip_twice) {
  const Rule one_after_the_other{.says = "a tip that is told twice is counted once",
                                 .hint = none_forgotten.hint};
  const Rule at_once{.says = "a tip that is told twice at the same time is counted once",
                     .hint = "The check and the write are two steps; a twin slipped between them."};
  const Faults a_copy_each{.duplicates_per_event_max = 1};
  always(calm_shift_with({anna, boris}, a_copy_each), one_sum_of(350), one_after_the_other);
  always(shift_with({anna, boris}, Overlap::full, a_copy_each), one_sum_of(350), at_once);
}

TEST(duplicate, hours_later) {
  const Rule for_the_whole_shift{
      .says = "a tip that is told again hours later, or after closing, is still counted once",
      .hint = "How long do you, or the store, remember which tips have been counted?"};
  always(shift_with({anna, boris, {anna, 25min}, {anna_retold, 12h}, {boris, 13h + 30min}}),
         one_sum_of(350), for_the_whole_shift);
}
