#include "check/check.hpp"
#include "fixtures/tips.hpp"
#include "lost_update.hpp"

using namespace check;
using testing::AllOf;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

namespace {

/// `tips`, and the end of the shift when all of them have long been told.
Scenario shift_with(std::vector<Arrival> tips, Overlap overlap, Faults faults = {}) {
  tips.emplace_back(bistro::shift_ended(), 14h);
  return {.services = {tip_jar::service},
          .events = std::move(tips),
          .faults = faults,
          .overlap = overlap};
}

/// The same tips, each told when the one before it has been dealt with.
std::vector<Arrival> one_by_one(std::vector<Event> tips) {
  std::vector<Arrival> arrivals;
  for (Event& tip : tips) arrivals.emplace_back(std::move(tip), arrivals.size() * 1min);
  return arrivals;
}

const Event anna = bistro::given({.tip_id = "anna-1", .cents = 200});
const Event boris = bistro::given({.tip_id = "boris-1", .cents = 150});
const Event clara = bistro::given({.tip_id = "clara-1", .cents = 75});
/// The same tip as `anna`, told once more by a till that had lost the first receipt.
const Event anna_retold =
    bistro::given({.tip_id = "anna-1", .cents = 200, .told_as = "told-again-anna-1"});

std::vector<Event> counted(const Outcome& shift) { return shift.facts("com.bistro.jar.counted"); }
auto one_sum_of(int cents) { return ElementsAre(has_data("cents", cents)); }

const Rule every_tip_once{
    .says = "the jar holds every tip once",
    .hint = "What makes a tip the same tip: the event that tells of it, or its `tipId`?"};
const Rule a_jar_for_itself{.says = "a tip is in its own jar and in no other",
                            .hint = "`jarId` says which jar. What is your row called?"};

}  // namespace

TEST(order, two_tips) {
  for (const Outcome& shift : every_outcome_of(
           shift_with(one_by_one({anna, boris, anna_retold}), Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(every_tip_once);
}

TEST(order, two_jars) {
  const Event terrace = bistro::given({.tip_id = "boris-2", .cents = 90, .jar_id = "terrace"});
  Scenario two_jars = shift_with(one_by_one({anna, terrace, anna_retold}), Overlap::none_any_order);
  two_jars.events.emplace_back(bistro::shift_ended("terrace"), 14h);
  for (const Outcome& shift : every_outcome_of(two_jars))
    ASSERT_THAT(counted(shift),
                UnorderedElementsAre(AllOf(has_data("jarId", "bar"), has_data("cents", 200)),
                                     AllOf(has_data("jarId", "terrace"), has_data("cents", 90))))
        << shift.story(a_jar_for_itself);
}

TEST(reorder, two_tips) {
  for (const Outcome& shift :
       every_outcome_of(shift_with({anna, boris, anna_retold}, Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(every_tip_once);
}

TEST(duplicate, same_tip_twice) {
  const Rule counted_once{
      .says = "a tip that is told twice is counted once",
      .hint = "The check and the write are two steps; a twin slipped between them."};
  for (const Overlap overlap : {Overlap::none_any_order, Overlap::full})
    for (const Outcome& shift :
         every_outcome_of(shift_with({anna, boris}, overlap, {.duplicates_per_event_max = 1})))
      ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(counted_once);
}

TEST(duplicate, hours_later) {
  const Rule for_the_whole_shift{
      .says = "a tip that is told again hours later is still counted once",
      .hint = "How long do you, or the store, remember which tips have been counted?"};
  for (const Outcome& shift : every_outcome_of(
           shift_with({anna, boris, {anna, 25min}, {anna_retold, 12h}}, Overlap::full)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(for_the_whole_shift);
}

TEST(concurrency, three_waiters) {
  const Rule all_tips_count{
      .says = "what three waiters put into the jar at the same time is all in the jar",
      .hint =
          "A refused write is in nobody's jar, and the sum you hold is old: read again, add "
          "again."};
  for (const Outcome& shift : every_outcome_of(shift_with({anna, boris, clara}, Overlap::full)))
    ASSERT_THAT(counted(shift), one_sum_of(425)) << shift.story(all_tips_count);
}

TEST(timeout, after_closing) {
  const Rule closed{
      .says = "a tip counts if it was given before closing, however late it is told",
      .hint = "The tip says when it was given. Whether you hear of it in time is another matter."};
  const auto given_at = [](const char* tip_id, int cents, const char* time) {
    return bistro::given(
        {.tip_id = tip_id, .cents = cents, .given_at = time, .closes_at = "2026-01-13T10:30:00Z"});
  };
  const Event early = given_at("anna-2", 200, "2026-01-13T10:05:00Z");
  const Event at_the_last_moment = given_at("boris-2", 150, "2026-01-13T12:30:00+02:00");
  const Event too_late = given_at("clara-2", 75, "2026-01-13T10:30:00.001Z");
  for (const Outcome& shift : every_outcome_of(
           shift_with({{early, 5min}, {too_late, 31min}, {at_the_last_moment, 2h}}, Overlap::full)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(closed);
}

TEST(timeout, throttled_twice) {
  const Rule busy{.says = "a tip is counted although the store has no time for it twice",
                  .hint = "The store did nothing, and said so. Who asks again?"};
  for (const Outcome& shift :
       every_outcome_of(shift_with({anna, boris}, Overlap::none_any_order, {.throttles_max = 2})))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(busy);
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
