#include "correlator.hpp"

#include "check/check.hpp"
#include "fixtures/pizza.hpp"

using namespace check;
using testing::ElementsAre;

namespace {

const std::string order_id = "42";
Event payment() { return pizza::payment_completed(order_id); }
Event stock() { return pizza::inventory_reserved(order_id); }
Event chef() { return pizza::chef_assigned(order_id); }

/// The kitchen and the events that reach it. A sweep runs after half an hour.
Scenario kitchen_with(std::vector<Arrival> facts) {
  return {.services = {kitchen::service},
          .events = std::move(facts),
          .sweeps = {31min, 32min, 33min, 35min}};
}

/// Returns the outcome of `facts`, sent one after another.
Outcome after(std::vector<Arrival> facts) { return run(kitchen_with(std::move(facts))); }

/// Returns the announcements of the kitchen as text.
std::vector<std::string> announced(const Outcome& outcome) {
  std::vector<std::string> words;
  for (const std::string& type : {kitchen::ready, kitchen::timed_out})
    for (const Event& fact : outcome.facts(type)) words.push_back(pizza::in_words(fact));
  return words;
}

const Rule cooks_a_complete_order{
    .says = "an order whose three tickets have come in is announced as ready, once",
    .hint =
        "All three came in, one after the other. Under which name is each recorded, and which "
        "names are looked for?"};
const Rule ends_in_one_way{
    .says = "an order that is ready is never given up",
    .hint =
        "The pizza was in the oven, and half an hour later the order was given up. What did the "
        "one who gives up find of it, and what should have been there?"};

}  // namespace

TEST(order, in_sequence) {
  const Outcome outcome = after({payment(), stock(), chef()});
  ASSERT_GE(outcome.count(kitchen::ready), 1) << outcome.story(cooks_a_complete_order);
  ASSERT_EQ(outcome.count(kitchen::timed_out), 0) << outcome.story(ends_in_one_way);
  ASSERT_THAT(announced(outcome), ElementsAre("42 is ready"))
      << outcome.story(cooks_a_complete_order);
}

TEST(order, ready_says_who_what_and_when) {
  const Outcome outcome = after({payment(), stock(), chef()});
  const Event example = pizza::kitchen_ready(order_id);
  ASSERT_THAT(outcome.facts(example.type), ElementsAre(has_data("orderId", order_id)))
      << outcome.story(cooks_a_complete_order);
  const Event ready = outcome.facts(example.type).front();
  EXPECT_FALSE(ready.id.empty());
  EXPECT_EQ(ready.source, example.source);
  EXPECT_TRUE(ready.time.has_value());
}

TEST(reorder, chef_first) {
  const Outcome outcome = after({chef(), payment(), stock()});
  ASSERT_GE(outcome.count(kitchen::ready), 1) << outcome.story(cooks_a_complete_order);
  ASSERT_EQ(outcome.count(kitchen::timed_out), 0) << outcome.story(ends_in_one_way);
  ASSERT_THAT(announced(outcome), ElementsAre("42 is ready"))
      << outcome.story(cooks_a_complete_order);
}

TEST(duplicate, payment_again_after_the_end) {
  const Rule stays_as_it_is{
      .says = "a payment that comes again after the end changes nothing",
      .hint =
          "The order was over when this copy came. What did it find of it, and what did it do?"};
  const Outcome outcome = after({payment(), stock(), chef(), {payment(), 2min}});
  ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(stays_as_it_is);
}

// The tests above run your handlers once, in order. This one runs them with every overlap of two
// handlers, and shows the shortest schedule that goes wrong.
TEST(concurrency, pair_on_last_two) {
  const Rule none_lost{
      .says = "two tickets that come in at the same time are both kept",
      .hint =
          "One ticket is in no row. Which write should have carried it: was it overwritten, or "
          "refused and given up?"};
  const Rule one_winner{.says = "two tickets that come in at the same time make one pizza",
                        .hint =
                            "Both saw three tickets, and each took itself for the last. Which "
                            "single write can only one of them win?"};
  for (const auto& [first, second, third] :
       {std::tuple{payment(), stock(), chef()}, std::tuple{stock(), chef(), payment()},
        std::tuple{chef(), payment(), stock()}})
    for (const Outcome& outcome :
         every_outcome_of(kitchen_with({first, {second, 1min}, {third, 1min}}))) {
      ASSERT_GE(outcome.count(kitchen::ready), 1) << outcome.story(none_lost);
      ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(one_winner);
    }
}

TEST(timeout, chef_never_comes) {
  const Rule needs_all_three{.says = "no order is ready without its three tickets",
                             .hint = "Two tickets were on the nail. What made the order ready?"};
  const Rule gives_up_in_time{
      .says = "an order that lacks a ticket after thirty minutes is given up",
      .hint = "Who wakes up when the thirty minutes are over, and what do they look for?"};
  const Rule gives_up_once{.says = "an order that lacks a ticket is given up once",
                           .hint =
                               "The next sweep finds the same order still waiting. What does the "
                               "first one leave behind for it?"};
  const Rule says_what_is_missing{
      .says = "an order that is given up is announced with what it lacks, and with nothing else",
      .hint = "Which tickets had come in, and how does the one who gives up know?"};
  const Outcome outcome = after({payment(), stock()});
  ASSERT_EQ(outcome.count(kitchen::ready), 0) << outcome.story(needs_all_three);
  ASSERT_GE(outcome.count(kitchen::timed_out), 1) << outcome.story(gives_up_in_time);
  ASSERT_LE(outcome.count(kitchen::timed_out), 1) << outcome.story(gives_up_once);
  ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
      << outcome.story(says_what_is_missing);
}
