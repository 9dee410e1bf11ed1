#include "kitchen.hpp"

using namespace kitchen_tests;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST(concurrency, pair_on_last_two) {
  const Rule none_lost{
      .says = "two tickets that come in at the same time are both kept",
      .hint =
          "Each wrote back the order as it had read it, and so erased what the other had "
          "written. Whose write should have been refused?"};
  for (const auto& [first, second, third] :
       {std::tuple{payment(), stock(), chef()}, std::tuple{stock(), chef(), payment()},
        std::tuple{chef(), payment(), stock()}})
    for (const Outcome& outcome :
         every_outcome_of(kitchen_with({first, {second, 1min}, {third, 1min}})))
      ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(none_lost);
}

TEST(concurrency, all_three) {
  const Rule one_ready{.says = "three tickets that come in at the same time make one pizza",
                       .hint =
                           "None of the three may be lost, and only one of them is the one "
                           "that makes the order complete. Who decides which?"};
  for (const Outcome& outcome : every_outcome_of(kitchen_with(three_facts())))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(one_ready);
}

TEST(concurrency, two_of_three) {
  const Rule named{.says = "only what has not come in is announced as missing",
                   .hint =
                       "The ticket came in, and its handler ended well. Who erased it, "
                       "or who has not looked since?"};
  for (const auto& [facts, expected] : each_lacking_one())
    for (const Outcome& outcome : every_outcome_of(kitchen_with(
             {facts.begin(), facts.end()}, Overlap::full, {.duplicates_per_event_max = 1})))
      ASSERT_THAT(announced(outcome), ElementsAre(expected)) << outcome.story(named);
}

TEST(concurrency, two_orders) {
  const Rule apart{
      .says = "two orders that become complete at the same time are both cooked",
      .hint = "`orderId` says whose ticket it is. What are your rows called, and your timers?"};
  for (const Outcome& outcome : every_outcome_of(kitchen_with({payment("42"),
                                                               stock("42"),
                                                               {payment("43"), 1min},
                                                               {chef("43"), 1min},
                                                               {chef("42"), 2min},
                                                               {stock("43"), 2min}})))
    ASSERT_THAT(announced(outcome), UnorderedElementsAre("42 is ready", "43 is ready"))
        << outcome.story(apart);
}

TEST(stale, eventual_reads) {
  const Rule up_to_date{.says =
                            "an old answer from the store neither loses a ticket nor cooks "
                            "twice",
                        .hint =
                            "What you read may be older than you think. Which read must not "
                            "be, or which write finds out?"};
  const Faults old_reads{.duplicates_per_event_max = 1, .duplicates_max = 1, .stale_reads_max = 2};
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with(three_facts(), Overlap::full, old_reads)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(up_to_date);
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with(two_facts(), Overlap::full, {.stale_reads_max = 1})))
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
        << outcome.story(up_to_date);
}

TEST(stale, old_read_does_not_extend) {
  const Rule fixed{.says = "an old answer from the store does not start the thirty minutes again",
                   .hint =
                       "Your read found no order. Was there none, or was the answer an old one? "
                       "What do you set going on the strength of it?"};
  const Scenario half_open = timed(
      swept({31min, 32min, 33min, 40min, 41min, 59min, 60min, 61min},
            kitchen_with({payment(), {stock(), 20min}}, Overlap::full, {.stale_reads_max = 1})));
  for (const Outcome& outcome : every_outcome_of(half_open)) {
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
        << outcome.story(fixed);
    ASSERT_THAT(first_at(outcome, kitchen::timed_out), in_time()) << outcome.story(fixed);
  }
}

TEST(failure, throttled_writes) {
  const Rule asked_again{.says = "a ticket is not lost because the store or the bus was busy",
                         .hint =
                             "The store did nothing, and said so. Who asks again, and how often? "
                             "To be beaten by another ticket is an attempt, too."};
  const Faults busy{.throttles_max = 2};
  for (const Outcome& outcome : every_outcome_of(kitchen_with(three_facts(), Overlap::full, busy)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(asked_again);
  for (const Outcome& outcome : every_outcome_of(kitchen_with(two_facts(), Overlap::full, busy)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
        << outcome.story(asked_again);
}

TEST(failure, entry_not_taken) {
  const Rule said{.says = "an announcement that the bus did not take is made again",
                  .hint = "`publish` tells you what became of each entry. Does anybody look?"};
  const Faults lost_entry{.partial_failures_max = 1};
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with(three_facts(), Overlap::full, lost_entry)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(said);
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with(two_facts(), Overlap::full, lost_entry)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
        << outcome.story(said);
}

TEST(failure, busy_at_the_deadline) {
  const Rule given_up{
      .says = "two orders are given up although the store or the bus was busy when they were due",
      .hint =
          "A timer whose handler ended well does not come again, and the next sweep finds what "
          "this "
          "one has left behind. What was that?"};
  for (const Faults& faults : {Faults{.throttles_max = 2}, Faults{.partial_failures_max = 1}})
    for (const Outcome& outcome : every_outcome_of(
             swept({31min, 32min, 33min, 34min, 35min},
                   kitchen_with({payment("42"), stock("43")}, Overlap::none_any_order, faults))))
      ASSERT_THAT(announced(outcome), UnorderedElementsAre(end_of_42, end_of_43))
          << outcome.story(given_up);
}
