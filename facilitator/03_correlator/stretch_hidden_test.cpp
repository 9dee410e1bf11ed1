#include "kitchen.hpp"

using namespace kitchen_tests;

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
  always(kitchen_with(two_at_last(), Overlap::full, a_crash_and_a_copy), is_ready, not_torn);
  always(kitchen_with(two_facts(), Overlap::full, a_crash_and_a_copy), lacks_chef, not_torn);
}

TEST(crash, answer_lost) {
  const Rule not_guessed{.says =
                             "an order is announced once although an answer of the store or "
                             "the bus was lost",
                         .hint =
                             "It may have been done, or not. What can you read, or repeat, "
                             "without harm?"};
  const Faults no_answer{.unknowns_max = 1};
  always(kitchen_with(two_at_last(), Overlap::full, no_answer), is_ready, not_guessed);
  always(kitchen_with(two_facts(), Overlap::full, no_answer), lacks_chef, not_guessed);
}

TEST(crash, died_while_time_passed) {
  const Rule same_end{.says = "an order ends once although a handler died and time has passed",
                      .hint =
                          "The redelivery comes later than the first attempt did. What was fixed "
                          "when it died, and what does it find out anew?"};
  const Faults late_again{.crashes_max = 1, .time_races_max = 1};
  const Scenario complete =
      swept({31min, 33min, 61min, 63min, 65min},
            kitchen_with(one_by_one({payment(), stock(), chef()}), Overlap::full, late_again));
  always(complete, ends_once(), same_end);
  always(swept(two_deadlines, kitchen_with(two_facts(), Overlap::full, late_again)), ends_once(),
         same_end);
  sometimes(complete, is_ready, "three tickets came in, and never made a pizza");
}

TEST(crash, answer_lost_while_time_passed) {
  const Rule same_end{
      .says = "an order ends once although an answer was lost and time has passed",
      .hint = "You ask a second time, and later. Is it the same thing that you ask for?"};
  always(swept(two_deadlines,
               kitchen_with(two_facts(), Overlap::full, {.unknowns_max = 1, .time_races_max = 1})),
         ends_once(), same_end);
}
