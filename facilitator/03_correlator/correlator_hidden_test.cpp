#include "kitchen.hpp"

using namespace kitchen_tests;

namespace {

const Rule cooks_once{
    .says = "a complete order is announced as ready, once, in whatever order its tickets come in",
    .hint =
        "Three tickets came in and none of them is the last by nature. Who notices that the "
        "set is full?"};

/// Two orders get in each other's way, and should not.
Rule apart(std::string says) {
  return {.says = std::move(says),
          .hint = "`orderId` says whose ticket it is. What are your rows called, and your timers?"};
}

/// `scenario`, and a rule of the bus that is wide enough for facts of that type, too.
Scenario also_hearing(const std::string& type, Scenario scenario) {
  scenario.services.front().subscriptions.front().types.push_back(type);
  return scenario;
}

}  // namespace

TEST(order, two_orders) {
  always(swept({31min, 32min, 33min, 34min},
               calm_kitchen_with(
                   one_by_one({payment("42"), stock("43"), stock("42"), chef("43"), chef("42")}))),
         announces({"42 is ready", "43 timed out without payment"}),
         apart("two orders that are under way at once do not take each other's tickets"));
}

TEST(order, ready_waits_for_the_third) {
  const Rule not_early{.says = "no order is ready before its third ticket has come in",
                       .hint = "What had come in when `ready` was announced?"};
  const Rule not_late{
      .says = "a complete order is ready at most five minutes after its third ticket",
      .hint = "All three tickets are there, and the oven is hot. What does `ready` wait for?"};
  const Rule well_dated{
      .says = "the `time` of `ready` is not before its first ticket's, and not after the decision",
      .hint = "An announcement was made. When did that of which it tells happen?"};
  const Scenario slow_chef =
      timed(calm_kitchen_with({payment(), {stock(), 5min}, {chef(), 10min}}));
  for (const Outcome& outcome : every_outcome_of(slow_chef)) {
    ASSERT_THAT(outcome, is_ready) << outcome.story(cooks_once);
    ASSERT_GE(first_said(outcome, kitchen::ready), 10min) << outcome.story(not_early);
    ASSERT_LE(first_said(outcome, kitchen::ready), 15min) << outcome.story(not_late);
    const eda::Instant dated = outcome.facts(kitchen::ready).front().time.value_or(eda::Instant{});
    ASSERT_GE(dated, *payment().time) << outcome.story(well_dated);
    ASSERT_LE(dated, Scenario{}.start + 15min) << outcome.story(well_dated);
  }
}

TEST(order, unknown_facts) {
  const Rule not_ours{.says = "a fact of a type that the kitchen does not know changes nothing",
                      .hint = "Whatever is not one of the three types is none of your tickets."};
  Event declined = told_as("payment-service", "payment-42-declined", payment());
  declined.type = "com.pizzaco.payment.declined";
  Event of_no_order = told_as("payment-service", "payment-44-declined", declined);
  of_no_order.data["orderId"] = "44";
  always(swept({32min, 33min, 34min, 36min},
               also_hearing(declined.type,
                            calm_kitchen_with(
                                {of_no_order, {stock(), 1min}, {declined, 2min}, {chef(), 3min}}))),
         announces({"42 timed out without payment"}), not_ours);

  for (const auto& [types, ticket, end] :
       {std::tuple{std::vector{"com.pizzaco.courier.assigned", "com.pizzaco.chef.assigned.v2"},
                   chef(), "42 timed out without chef"},
        std::tuple{std::vector{"com.pizzaco.table.reserved", "com.pizzaco.inventory.released"},
                   stock(), "42 timed out without inventory"},
        std::tuple{std::vector{"com.pizzaco.order.completed", "com.pizzaco.payment.Completed"},
                   payment(), "42 timed out without payment"}}) {
    std::vector<Event> facts{payment(), stock(), chef()};
    std::erase(facts, ticket);
    for (const std::string type : types) {
      Event strange = another(ticket);
      strange.type = type;
      always(also_hearing(type, calm_kitchen_with(one_by_one({facts[0], facts[1], strange}))),
             announces({end}), not_ours);
    }
  }
}

TEST(order, ids_that_look_alike) {
  const Rule whole{.says = "4, 42 and 42-b are three orders, and none takes another's tickets",
                   .hint =
                       "One id begins like the other. How much of it do you compare, and what do "
                       "you name after it?"};
  always(calm_kitchen_with({payment("42-b"), stock("42"), chef("42"), chef("4")}),
         announces({"42-b timed out without chef inventory", "42 timed out without payment",
                    "4 timed out without inventory payment"}),
         whole);

  const std::string hint =
      "An `orderId` is text. What do you make of it, and what is lost by that?";
  const Rule text{.says = "42 and 042 are two orders: an order id is text", .hint = hint};
  always(calm_kitchen_with({payment("042"), stock("42"), chef("42")}),
         announces({"042 timed out without chef inventory", "42 timed out without payment"}), text);
  const Rule letters{.says = "a1, A1, \"a1 \" and \" a1\" are four orders: an order id is text",
                     .hint = hint};
  always(
      calm_kitchen_with({payment("a1"), stock("A1"), chef("a1 "), stock(" a1")}),
      announces({"a1 timed out without chef inventory", "A1 timed out without chef payment",
                 "a1  timed out without inventory payment", " a1 timed out without chef payment"}),
      letters);
  const Rule to_the_end{.says = "two long order ids that differ in the last letter are two orders",
                        .hint = hint};
  const std::string id(35, '4');
  always(calm_kitchen_with({payment(id + "1"), stock(id + "2"), chef(id + "2")}),
         announces({id + "1 timed out without chef inventory", id + "2 timed out without payment"}),
         to_the_end);
}

TEST(order, facts_that_look_alike) {
  const Rule both{.says = "two facts are one only if both `source` and `id` are the same",
                  .hint = "Each service counts its own facts. What makes a fact the same fact?"};
  always(calm_kitchen_with({told_as("payment-service", "1", payment()),
                            told_as("inventory-service", "1", stock()),
                            told_as("chef-service", "1", chef())}),
         is_ready, both);
  always(calm_kitchen_with({told_as("desk", "11", payment()), told_as("desk", "1", stock()),
                            told_as("desk1", "1", chef())}),
         is_ready, both);
}

TEST(reorder, all_permutations) { always(calm_kitchen_with(three_facts()), is_ready, cooks_once); }

TEST(reorder, two_of_three) {
  const Rule waits{.says = "an order that lacks a ticket is not ready, whichever ticket it lacks",
                   .hint =
                       "Each of the three is as necessary as the others, and none is always "
                       "first."};
  for (const auto& [first, second, end] : each_lacking_one())
    always(calm_kitchen_with({first, second}), announces({end}), waits);
}

TEST(reorder, two_orders) {
  always(calm_kitchen_with({payment("42"), stock("42"), chef("42"), payment("43"), chef("43")}),
         announces({"42 is ready", "43 timed out without inventory"}),
         apart("two orders whose tickets come in mixed do not take each other's"));
}

TEST(duplicate, after_completion) {
  const Rule said_once{
      .says = "a ticket that comes again after the end announces nothing new",
      .hint =
          "The order was complete already when this copy came. Act on becoming complete, not "
          "on being complete."};
  std::vector<Arrival> facts = one_by_one({payment(), stock(), chef()});
  for (const Event& copy : {payment(), stock(), chef()}) facts.emplace_back(copy, 5min);
  always(kitchen_with(facts), is_ready, said_once);
}

TEST(duplicate, before_completion) {
  const Rule kinds{
      .says = "an order needs three different tickets, not three tickets",
      .hint = "Two payments and a chef do not make a pizza. Count kinds, not arrivals."};
  const Faults a_copy{.duplicates_per_event_max = 1, .duplicates_max = 1};
  for (const auto& [first, second, end] : each_lacking_one())
    for (const Overlap overlap : {Overlap::none_any_order, Overlap::full})
      always(kitchen_with({first, another(first), second}, overlap, a_copy), announces({end}),
             kinds);
}

TEST(duplicate, paid_twice) {
  const Rule enough{
      .says = "an order that has more than three tickets of the three kinds is ready, once",
      .hint = "One kind came in twice, as two facts. How many facts are enough, and too many?"};
  const Rule stays{
      .says = "another ticket of a kind that has come in changes nothing after the end",
      .hint =
          "It is another fact, and of a kind that you had. How does its handler "
          "find out that the order is over?"};
  for (const auto& [first, second, third] : each_once_last()) {
    always(calm_kitchen_with(one_by_one({first, another(first), second, third})), is_ready, enough);
    std::vector<Arrival> facts = one_by_one({first, second, third});
    facts.emplace_back(another(first), 5min);
    facts.emplace_back(another(third), 40min);
    always(swept({31min, 41min, 71min}, calm_kitchen_with(facts)), is_ready, stays);
  }
}

TEST(duplicate, overlapping_redelivery) {
  const Rule one_winner{
      .says = "two copies of a ticket that are handled at the same time announce one fact",
      .hint =
          "Both copies looked before either wrote, and both saw the third ticket come in. "
          "Which single write can only one of them win?"};
  for (const auto& [first, second, third] : each_once_last())
    always(kitchen_with(one_by_one({first, second, third}), Overlap::full,
                        {.duplicates_per_event_max = 1}),
           is_ready, one_winner);
  always(kitchen_with(two_at_last(), Overlap::full,
                      {.duplicates_per_event_max = 1, .duplicates_max = 1}),
         is_ready, one_winner);
}

TEST(duplicate, every_fact_twice) {
  const Rule heard_once{.says = "a ticket that comes twice, in whatever order, counts once",
                        .hint =
                            "Hearing it twice is hearing it once. What tells a handler that "
                            "it is the second to hear it?"};
  always(calm_kitchen_with(three_facts(), {.duplicates_per_event_max = 1}), is_ready, heard_once);
}

TEST(concurrency, all_three) {
  const Rule one_ready{.says = "three tickets that come in at the same time make one pizza",
                       .hint =
                           "None of the three may be lost, and only one of them is the one "
                           "that makes the order complete. Who decides which?"};
  always(kitchen_with(three_facts()), is_ready, one_ready);
}

TEST(concurrency, two_of_three) {
  const Rule named{.says = "only what has not come in is announced as missing",
                   .hint =
                       "The ticket came in, and its handler ended well. Who erased it, "
                       "or who has not looked since?"};
  for (const auto& [first, second, end] : each_lacking_one())
    always(kitchen_with({first, second}, Overlap::full, {.duplicates_per_event_max = 1}),
           announces({end}), named);
}

TEST(concurrency, two_orders) {
  always(kitchen_with({payment("42"),
                       stock("42"),
                       {payment("43"), 1min},
                       {chef("43"), 1min},
                       {chef("42"), 2min},
                       {stock("43"), 2min}}),
         announces({"42 is ready", "43 is ready"}),
         apart("two orders that become complete at the same time are both cooked"));
}
