#include "kitchen.hpp"

using namespace kitchen_tests;
using testing::ElementsAre;

TEST(duplicate, after_completion) {
  const Rule said_once{
      .says = "a ticket that comes again after the end announces nothing new",
      .hint =
          "The order was complete already when this copy came. Act on becoming complete, not "
          "on being complete."};
  for (const Outcome& outcome : every_outcome_of(kitchen_with(
           {payment(), stock(), chef(), {payment(), 5min}, {stock(), 5min}, {chef(), 6min}})))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(said_once);
}

TEST(duplicate, before_completion) {
  const Rule kinds{
      .says = "an order needs three different tickets, not three tickets",
      .hint = "Two payments and a chef do not make a pizza. Count kinds, not arrivals."};
  for (const auto& [facts, expected] : each_lacking_one()) {
    Event another = facts.front();  // paid twice, say: another fact of the same kind
    another.id += "-again";
    for (const Overlap overlap : {Overlap::none_any_order, Overlap::full})
      for (const Outcome& outcome :
           every_outcome_of(kitchen_with({facts.front(), another, facts.back()}, overlap,
                                         {.duplicates_per_event_max = 1, .duplicates_max = 1})))
        ASSERT_THAT(announced(outcome), ElementsAre(expected)) << outcome.story(kinds);
  }
}

TEST(duplicate, overlapping_redelivery) {
  const Rule one_winner{
      .says = "two copies of a ticket that are handled at the same time announce one fact",
      .hint =
          "Both copies looked before either wrote, and both saw the third ticket come in. "
          "Which single write can only one of them win?"};
  const Scenario one_copy = kitchen_with(three_facts(), Overlap::full,
                                         {.duplicates_per_event_max = 1, .duplicates_max = 1});
  const Scenario copies_of_each = kitchen_with({payment(), {stock(), 1min}, {chef(), 1min}},
                                               Overlap::full, {.duplicates_per_event_max = 1});
  for (const Scenario& scenario : {one_copy, copies_of_each})
    for (const Outcome& outcome : every_outcome_of(scenario))
      ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(one_winner);
}

TEST(duplicate, every_fact_twice) {
  const Rule heard_once{.says = "a ticket that comes twice, in whatever order, counts once",
                        .hint =
                            "Hearing it twice is hearing it once. What tells a handler that "
                            "it is the second to hear it?"};
  for (const Outcome& outcome : every_outcome_of(
           kitchen_with(three_facts(), Overlap::none_any_order, {.duplicates_per_event_max = 1})))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(heard_once);
}
