#include "kitchen.hpp"

using namespace kitchen_tests;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

namespace {

const Rule cooks_once{
    .says = "a complete order is announced as ready, once, in whatever order its tickets come in",
    .hint =
        "Three tickets came in and none of them is the last by nature. Who notices that the "
        "set is full?"};

/// The facts as they come in, one a minute.
std::vector<Arrival> one_by_one(std::vector<Event> facts) {
  std::vector<Arrival> arrivals;
  for (Event& fact : facts) arrivals.emplace_back(std::move(fact), arrivals.size() * 1min);
  return arrivals;
}

}  // namespace

TEST(order, two_orders) {
  const Rule apart{
      .says = "two orders that are under way at once do not take each other's tickets",
      .hint = "`orderId` says whose ticket it is. What are your rows called, and your timers?"};
  const Scenario two_orders = swept(
      {31min, 32min, 33min, 34min},
      kitchen_with(one_by_one({payment("42"), stock("43"), stock("42"), chef("43"), chef("42")}),
                   Overlap::none_any_order));
  for (const Outcome& outcome : every_outcome_of(two_orders))
    ASSERT_THAT(announced(outcome),
                UnorderedElementsAre("42 is ready", "43 timed out without payment"))
        << outcome.story(apart);
}

TEST(order, ready_waits_for_the_third) {
  const Rule not_early{.says = "no order is ready before its third ticket has come in",
                       .hint = "What had come in when `ready` was announced?"};
  const Scenario slow_chef =
      timed(kitchen_with({payment(), {stock(), 5min}, {chef(), 10min}}, Overlap::none_any_order));
  for (const Outcome& outcome : every_outcome_of(slow_chef)) {
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(cooks_once);
    ASSERT_GE(first_at(outcome, kitchen::ready), 10min) << outcome.story(not_early);
  }
}

TEST(order, unknown_facts) {
  const Rule not_ours{.says = "a fact of a type that the kitchen does not know changes nothing",
                      .hint = "Whatever is not one of the three types is none of your tickets."};
  Event declined = payment();
  declined.type = "com.pizzaco.payment.declined";
  declined.id = "payment-42-declined";
  Event of_no_order = declined;
  of_no_order.data["orderId"] = "44";
  of_no_order.id = "payment-44-declined";

  Scenario strange_post = kitchen_with(
      {of_no_order, {stock(), 1min}, {declined, 2min}, {chef(), 3min}}, Overlap::none_any_order);
  strange_post.sweeps = {32min, 33min, 34min, 36min};
  strange_post.services.front().subscriptions.front().types.push_back(declined.type);
  for (const Outcome& outcome : every_outcome_of(strange_post))
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without payment"))
        << outcome.story(not_ours);

  Event courier = chef();
  courier.type = "com.pizzaco.courier.assigned";
  courier.id = "courier-42";
  Scenario stranger_post =
      kitchen_with({payment(), {stock(), 1min}, {courier, 2min}}, Overlap::none_any_order);
  stranger_post.services.front().subscriptions.front().types.push_back(courier.type);
  for (const Outcome& outcome : every_outcome_of(stranger_post))
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
        << outcome.story(not_ours);
}

TEST(order, ids_that_look_alike) {
  const Rule whole{.says = "4, 42 and 42-b are three orders, and none takes another's tickets",
                   .hint =
                       "One id begins like the other. How much of it do you compare, and what do "
                       "you name after it?"};
  for (const Outcome& outcome : every_outcome_of(kitchen_with(
           {payment("42-b"), stock("42"), chef("42"), chef("4")}, Overlap::none_any_order)))
    ASSERT_THAT(announced(outcome), UnorderedElementsAre("42-b timed out without chef inventory",
                                                         "42 timed out without payment",
                                                         "4 timed out without inventory payment"))
        << outcome.story(whole);

  const Rule text{
      .says = "42 and 042 are two orders: an order id is text",
      .hint = "An `orderId` is text. What do you make of it, and what is lost by that?"};
  for (const Outcome& outcome : every_outcome_of(
           kitchen_with({payment("042"), stock("42"), chef("42")}, Overlap::none_any_order)))
    ASSERT_THAT(announced(outcome), UnorderedElementsAre("042 timed out without chef inventory",
                                                         "42 timed out without payment"))
        << outcome.story(text);
}

TEST(reorder, all_permutations) {
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with({payment(), stock(), chef()}, Overlap::none_any_order)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(cooks_once);
}

TEST(reorder, two_of_three) {
  const Rule waits{.says = "an order that lacks a ticket is not ready, whichever ticket it lacks",
                   .hint =
                       "Each of the three is as necessary as the others, and none is always "
                       "first."};
  for (const auto& [facts, expected] : each_lacking_one())
    for (const Outcome& outcome :
         every_outcome_of(kitchen_with({facts.begin(), facts.end()}, Overlap::none_any_order)))
      ASSERT_THAT(announced(outcome), ElementsAre(expected)) << outcome.story(waits);
}

TEST(reorder, two_orders) {
  const Rule apart{
      .says = "two orders whose tickets come in mixed do not take each other's",
      .hint = "`orderId` says whose ticket it is. What are your rows called, and your timers?"};
  for (const Outcome& outcome : every_outcome_of(
           kitchen_with({payment("42"), stock("42"), chef("42"), payment("43"), chef("43")},
                        Overlap::none_any_order)))
    ASSERT_THAT(announced(outcome),
                UnorderedElementsAre("42 is ready", "43 timed out without inventory"))
        << outcome.story(apart);
}
