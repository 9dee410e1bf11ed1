#include "kitchen.hpp"

using namespace kitchen_tests;

TEST(stale, eventual_reads) {
  const Rule up_to_date{.says =
                            "an old answer from the store neither loses a ticket nor cooks "
                            "twice",
                        .hint =
                            "What you read may be older than you think. Which read must not "
                            "be, or which write finds out?"};
  const Faults old_reads{.duplicates_per_event_max = 1, .duplicates_max = 1, .stale_reads_max = 2};
  always(kitchen_with(two_at_last(), Overlap::full, old_reads), is_ready, up_to_date);
  always(kitchen_with(two_facts(), Overlap::full, {.stale_reads_max = 1}), lacks_chef, up_to_date);
}

TEST(stale, old_read_does_not_extend) {
  const Rule fixed{.says = "an old answer from the store does not start the thirty minutes again",
                   .hint =
                       "Your read found no order. Was there none, or was the answer an old one? "
                       "What do you set going on the strength of it?"};
  always(timed(swept(
             {31min, 32min, 33min, 40min, 41min, 59min, 60min, 61min},
             kitchen_with({payment(), {stock(), 20min}}, Overlap::full, {.stale_reads_max = 1}))),
         testing::AllOf(lacks_chef, gives_up_in_time()), fixed);
}

TEST(failure, throttled_writes) {
  const Rule asked_again{.says = "a ticket is not lost because the store or the bus was busy",
                         .hint =
                             "The store did nothing, and said so. Who asks again, and how often? "
                             "To be beaten by another ticket is an attempt, too."};
  const Faults busy{.throttles_max = 2};
  always(kitchen_with(two_at_last(), Overlap::full, busy), is_ready, asked_again);
  always(kitchen_with(two_facts(), Overlap::full, busy), lacks_chef, asked_again);
  for (const Outcome& outcome :
       outcomes_of_walks(kitchen_with(three_facts(), Overlap::full, busy), 300, 4711))
    ASSERT_THAT(outcome, is_ready) << outcome.story(asked_again);
}

TEST(failure, entry_not_taken) {
  const Rule said{.says = "an announcement that the bus did not take is made again",
                  .hint = "`publish` tells you what became of each entry. Does anybody look?"};
  const Faults lost_entry{.partial_failures_max = 1};
  always(kitchen_with(two_at_last(), Overlap::full, lost_entry), is_ready, said);
  always(kitchen_with(two_facts(), Overlap::full, lost_entry), lacks_chef, said);
}

TEST(failure, busy_at_the_deadline) {
  const Rule given_up{
      .says = "two orders are given up although the store or the bus was busy when they were due",
      .hint =
          "A timer whose handler ended well does not come again, and the next sweep finds what "
          "this "
          "one has left behind. What was that?"};
  for (const Faults& faults : {Faults{.throttles_max = 2}, Faults{.partial_failures_max = 1}})
    always(swept({31min, 32min, 33min, 34min, 35min},
                 calm_kitchen_with({payment("42"), stock("43")}, faults)),
           announces({end_of_42, end_of_43}), given_up);
}
