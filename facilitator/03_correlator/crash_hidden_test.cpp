#include <set>

#include "kitchen.hpp"

using namespace kitchen_tests;
using testing::Contains;
using testing::ElementsAre;
using testing::SizeIs;

namespace {

const Faults a_crash_and_a_copy{
    .duplicates_per_event_max = 1, .duplicates_max = 1, .crashes_max = 1};

}  // namespace

TEST(crash, anywhere_once) {
  const Rule not_torn{
      .says = "an order is announced although a handler died, wherever it died",
      .hint =
          "The record survived the crash, what was to follow did not: the announcement, or the "
          "timer. What does the redelivery find, and what does it do about it?"};
  const Scenario all_at_once = kitchen_with(three_facts(), Overlap::full, {.crashes_max = 1});
  const Scenario with_a_copy =
      kitchen_with({payment(), {stock(), 1min}, {chef(), 1min}}, Overlap::full, a_crash_and_a_copy);
  for (const Scenario& scenario : {all_at_once, with_a_copy})
    for (const Outcome& outcome : every_outcome_of(scenario))
      ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(not_torn);
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with(two_facts(), Overlap::full, a_crash_and_a_copy)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
        << outcome.story(not_torn);
}

TEST(crash, answer_lost) {
  const Rule not_guessed{.says =
                             "an order is announced once although an answer of the store or "
                             "the bus was lost",
                         .hint =
                             "It may have been done, or not. What can you read, or repeat, "
                             "without harm?"};
  const Faults no_answer{.unknowns_max = 1};
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with(three_facts(), Overlap::full, no_answer)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(not_guessed);
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with(two_facts(), Overlap::full, no_answer)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
        << outcome.story(not_guessed);
}

TEST(crash, died_while_time_passed) {
  const Rule same_end{.says = "an order ends once although a handler died and time has passed",
                      .hint =
                          "The redelivery comes later than the first attempt did. What was fixed "
                          "when it died, and what does it find out anew?"};
  const Faults late_again{.crashes_max = 1, .time_races_max = 1};
  const Scenario complete =
      swept({31min, 33min, 61min, 63min, 65min},
            kitchen_with({payment(), {stock(), 1min}, {chef(), 2min}}, Overlap::full, late_again));
  const Scenario incomplete =
      swept(two_deadlines, kitchen_with(two_facts(), Overlap::full, late_again));
  std::set<std::string> ends;
  for (const Scenario& scenario : {complete, incomplete})
    for (const Outcome& outcome : every_outcome_of(scenario)) {
      ASSERT_THAT(announced(outcome), SizeIs(1)) << outcome.story(same_end);
      ends.insert(announced(outcome).front());
    }
  EXPECT_THAT(ends, Contains("42 is ready")) << "three tickets came in, and never made a pizza";
}

TEST(crash, answer_lost_while_time_passed) {
  const Rule same_end{
      .says = "an order ends once although an answer was lost and time has passed",
      .hint = "You ask a second time, and later. Is it the same thing that you ask for?"};
  for (const Outcome& outcome : every_outcome_of(swept(
           two_deadlines,
           kitchen_with(two_facts(), Overlap::full, {.unknowns_max = 1, .time_races_max = 1}))))
    ASSERT_THAT(announced(outcome), SizeIs(1)) << outcome.story(same_end);
}
