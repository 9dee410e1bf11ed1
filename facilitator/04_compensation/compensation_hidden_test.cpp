#include "evening.hpp"

using namespace company_tests;

namespace {

const company::Order plain{}, whole_shelf{.portions = pizzaco::olives};
const company::Order too_many{.portions = pizzaco::olives + 1}, declined{.card = "declined"};
const company::Order declined_whole_shelf{.portions = pizzaco::olives, .card = "declined"};
const company::Order hopeless{.portions = pizzaco::olives + 1, .card = "declined"};

Ordered confirmed(company::Order order) { return {std::move(order), "confirmed"}; }
Ordered cancelled(company::Order order) { return {std::move(order), "cancelled"}; }
Ordered at(eda::Duration time, const std::string& id, Ordered ordered) {
  ordered.order.id = id;
  ordered.at = time;
  return ordered;
}

const Overlap in_turn = Overlap::none_any_order;

// Hints of rules that hold everywhere. A test whose point is the rule has a hint of its own.
const std::string one_end = "Which fact ended the order? What do later ones find, and do about it?";
const std::string no_money_lost = "The order is over. Who has the money, and who knows?";
const std::string true_words = "What did the gateway do, and what did payment say about it?";
const std::string back_on_the_shelf = "Which olives were put aside, and what brings them back?";
const std::string apron_off = "Who is left with his apron on, and what should have told him?";

MATCHER_P2(says, count, type, "says " + std::to_string(count) + " times " + type) {
  return arg.count(type) == count;
}
MATCHER_P2(keeps_portions_for_one_of, one, other, "keeps portions for one of two orders") {
  const auto count = [&](const char* id) {
    return ending_of({.id = id}, arg).said("inventory.reserved").size();
  };
  return count(one) + count(other) == 1;
}

Hints everywhere() {
  return {.end = one_end,
          .money = no_money_lost,
          .refunds = true_words,
          .stock = back_on_the_shelf,
          .chef = apron_off};
}

}  // namespace

TEST(order, payment_failed) {
  Hints hints = everywhere();
  hints.stock = "Olives are still reserved for an order that died.";
  hints.letters = "The card was declined. When is that the end, and who tells the customer?";
  judge({.orders = {cancelled(declined)}, .overlap = in_turn}, hints);
  judge({.orders = {cancelled(declined_whole_shelf), at(10min, "43", confirmed(whole_shelf))},
         .overlap = in_turn},
        hints);
}

TEST(reorder, two_failures) {
  Hints hints = everywhere();
  hints.end = "Two services failed, one order died. What is the id of its one end made of?";
  judge({.orders = {cancelled(hopeless)}}, hints);
  hints.letters = "Two sorry-letters for one pizza: listen to the outcome, not to the causes.";
  judge({.orders = {cancelled(hopeless)}, .overlap = in_turn}, hints);
}

TEST(concurrency, all_well) { judge({.orders = {confirmed(plain)}}, everywhere()); }

TEST(concurrency, order_dies) {
  Hints hints = everywhere();
  hints.money = "The payment landed after the funeral and nobody gave it back.";
  const Faults old_read{.stale_reads_max = 1};
  judge({.orders = {cancelled(too_many)}, .faults = old_read}, hints);
  judge({.orders = {cancelled(declined)}, .faults = old_read}, hints);
}

TEST(concurrency, last_olives) {
  Hints hints = everywhere();
  hints.stock = "Both looked at the shelf. Which single write can only one of them win?";
  const Rule once{.says = "the last olives go to one order, and to another when they are back",
                  .hint = hints.stock};
  const Ordered first{whole_shelf}, second = at(0min, "43", first), third = at(10min, "44", first);
  const Evening two_orders{.orders = {first, second}, .overlap = in_turn};
  judge(two_orders, hints);
  always(scenario_of(two_orders), says(1, pizzaco::order_confirmed), once);

  // inventory alone, as if the card of the first order had been declined
  Event dead = company::created(whole_shelf);
  dead.type = pizzaco::order_cancelled;
  dead.id = "order-42-cancelled";
  dead.data["reason"] = "failed";
  const Evening at_the_shelf{.orders = {first, second, third},
                             .without = {"payment", "chef", "orders", "customer"},
                             .others = {dead}};
  always(scenario_of(at_the_shelf), keeps_portions_for_one_of("43", "44"), once);
}

TEST(duplicate, created_twice) {
  const Faults copy = twice(pizzaco::order_created);
  judge({.orders = {confirmed(plain)}, .overlap = in_turn, .faults = copy}, everywhere());
  judge({.orders = {cancelled(too_many)}, .overlap = in_turn, .faults = copy}, everywhere());
  // both copies at the same time: first at payment, then at inventory and chef
  judge({.orders = {confirmed(plain)},
         .faults = copy,
         .without = {"inventory", "chef", "customer"},
         .others = {pizza::inventory_reserved("42"), pizza::chef_assigned("42")}},
        {.end = one_end, .money = no_money_lost, .refunds = true_words});
  judge({.orders = {confirmed(plain)},
         .faults = copy,
         .without = {"payment", "customer"},
         .others = {pizza::payment_completed("42")}},
        {.end = one_end, .stock = back_on_the_shelf, .chef = apron_off});
}

TEST(duplicate, fact_twice) {
  judge({.orders = {cancelled(too_many)}, .faults = twice(pizzaco::inventory_rejected)},
        everywhere());
  judge({.orders = {cancelled(declined)}, .faults = twice(pizzaco::payment_failed)}, everywhere());
  judge({.orders = {cancelled(too_many)}, .faults = twice(pizzaco::payment_completed)},
        everywhere());
}

TEST(duplicate, cancelled_twice) {
  Hints hints = everywhere();
  hints.stock =
      "The same olives came back twice. A compensation is a step like any other: what makes it "
      "happen once?";
  const Faults copy = twice(pizzaco::order_cancelled);
  judge({.orders = {cancelled(too_many)}, .faults = copy}, hints);
  judge({.orders = {cancelled(declined)}, .faults = copy}, hints);
  hints.letters = "The same news came twice. How does customer know that it has written?";
  judge({.orders = {cancelled(declined_whole_shelf), at(10min, "43", cancelled(too_many))},
         .overlap = in_turn,
         .faults = copy},
        hints);
}

TEST(timeout, chef_never_answers) {
  Hints hints = everywhere();
  hints.end = "The chef never answered. Who wakes up after thirty minutes, and who decides?";
  hints.chef = "";
  judge({.orders = {cancelled(plain)},
         .faults = {.timer_duplicates_max = 1, .late_timers_max = 1},
         .without = {"chef"}},
        hints);
  hints.letters = "The order ended after thirty minutes. Who tells the customer?";
  judge({.orders = {cancelled(plain)}, .overlap = in_turn, .without = {"chef"}}, hints);
}

TEST(timeout, chef_meets_expiry) {
  Hints hints = everywhere();
  hints.end = "An end is final: neither an old failure nor a late success opens it again.";
  hints.stock =
      "The olives went back on the shelf at 10:30; the order was confirmed at 10:30, too. Who "
      "decides?";
  judge({.orders = {Ordered{plain}}, .faults = {.time_races_max = 1}}, hints);
  hints.chef = "";
  const Event chef = pizza::chef_assigned("42");
  judge({.orders = {Ordered{whole_shelf}, at(30min, "43", Ordered{whole_shelf})},
         .overlap = in_turn,
         .without = {"chef", "customer"},
         .others = {{chef, 30min}, {pizza::chef_assigned("43"), 30min}}},
        hints);
  judge({.orders = {confirmed(whole_shelf), at(45min, "43", cancelled(whole_shelf))}}, hints);
  judge({.orders = {Ordered{plain}}, .without = {"chef"}, .others = {{chef, 30min}}}, hints);
  judge({.orders = {cancelled(plain)}, .without = {"chef"}, .others = {{chef, 40min}}}, hints);
}

TEST(failure, answer_lost) {
  Hints hints = everywhere();
  hints.money = hints.refunds = "No answer is not yes. Who has the money now?";
  Faults lost{.unknowns_max = 1, .unknowns_of = {"store", "bus", "gateway"}};
  judge({.orders = {cancelled(too_many)}, .faults = lost}, hints);
  judge({.orders = {cancelled(declined)}, .overlap = in_turn, .faults = lost}, hints);
  lost.partial_failures_max = 1;
  judge({.orders = {confirmed(plain)}, .faults = lost}, hints);
  hints.chef = "";
  judge({.orders = {cancelled(declined)}, .faults = lost, .without = {"chef", "customer"}}, hints);
}

TEST(crash, anywhere) {
  Hints hints = everywhere();
  const Faults crash{.crashes_max = 1};
  judge({.orders = {confirmed(plain)}, .faults = crash}, hints);
  judge({.orders = {cancelled(too_many)}, .faults = crash}, hints);
  judge({.orders = {cancelled(declined)}, .overlap = in_turn, .faults = crash}, hints);
  hints.chef = "";
  for (const Ordered& each : {cancelled(declined), cancelled(plain)})
    judge({.orders = {each}, .faults = crash, .without = {"chef", "customer"}}, hints);
}
