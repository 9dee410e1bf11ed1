#include "compensation.hpp"

#include "check/check.hpp"
#include "fixtures/company.hpp"

using namespace check;

namespace {

/// An evening of all five services with one order. One delivery at a time, in every order.
Scenario evening_with(const company::Order& order) {
  return {.services = {pizzaco::inventory, pizzaco::payment, pizzaco::chef, pizzaco::orders,
                       pizzaco::customer},
          .events = {company::created(order)},
          .overlap = Overlap::none_any_order};
}
const company::Order plain{};
/// An order for one portion more than there is.
const company::Order too_many{.portions = pizzaco::olives + 1};

/// All that there is about the order in the end.
company::Ending ending_of(const company::Order& order, const Outcome& outcome) {
  company::Ending ending{order, {}, outcome.held("gateway"), outcome.held("mailer")};
  for (const std::string& type :
       {pizzaco::order_confirmed, pizzaco::order_cancelled, pizzaco::inventory_reserved,
        pizzaco::inventory_rejected, pizzaco::inventory_released, pizzaco::payment_completed,
        pizzaco::payment_failed, pizzaco::payment_refunded, pizzaco::chef_assigned,
        pizzaco::chef_released})
    for (const Event& fact : outcome.facts(type)) ending.facts.push_back(fact);
  return ending;
}

}  // namespace

TEST(order, all_well) {
  const Rule is_confirmed{
      .says = "an order that has its olives, its money and its chef is confirmed, once",
      .hint =
          "Three services said yes. Who hears all three, and what has to be written down after the "
          "first?"};
  const Rule is_paid{.says = "the card of a confirmed order is charged once",
                     .hint = "The pizza is in the oven. Who has the money?"};
  const Rule keeps_all{.says = "a confirmed order keeps its olives and its chef",
                       .hint = "Nothing failed. Who gave something back, and what made it do so?"};
  const Rule hears_of_it{.says = "the customer gets one letter, and it says how the order ended",
                         .hint = "Which fact tells how an order ended, and who hears it?"};
  const Outcome outcome = run(evening_with(plain));
  const company::Ending ending = ending_of(plain, outcome);
  ASSERT_EQ(flaw_of_end(ending, "confirmed"), "") << outcome.story(is_confirmed);
  ASSERT_EQ(flaw_of_money(ending), "") << outcome.story(is_paid);
  ASSERT_EQ(flaw_of_refunds(ending), "") << outcome.story(is_paid);
  ASSERT_EQ(flaw_of_stock(ending), "") << outcome.story(keeps_all);
  ASSERT_EQ(flaw_of_chef(ending), "") << outcome.story(keeps_all);
  ASSERT_EQ(flaw_of_letters(ending), "") << outcome.story(hears_of_it);
}

// The four questions, one after the other.
TEST(order, sold_out) {
  const Rule says_it{
      .says = "inventory says that there are not enough olives, and the order is cancelled for it",
      .hint = "Who knows that there are no olives, and what may it say in its own name?"};
  const Rule pays_back{
      .says = "a cancelled order costs nothing",
      .hint =
          "Is the money back? `payment.refunded` is only a sentence: look at what the gateway "
          "answered."};
  const Rule says_so{.says = "payment says that money was given back if, and only if, it was",
                     .hint = "What did the gateway do, and what did payment say about it?"};
  const Rule hears_of_it{.says = "the customer of a cancelled order gets one letter, which says so",
                         .hint = "One order, one letter. Which fact tells how the order ended?"};
  const Rule goes_home{
      .says = "no chef is left with a cancelled order",
      .hint =
          "Mario has his apron on. Must he wait for the olives before he puts it on, or who tells "
          "him to take it off?"};
  const Outcome outcome = run(evening_with(too_many));
  const company::Ending ending = ending_of(too_many, outcome);
  ASSERT_EQ(outcome.count(pizzaco::inventory_rejected), 1) << outcome.story(says_it);
  ASSERT_EQ(outcome.count(pizzaco::inventory_reserved), 0) << outcome.story(says_it);
  ASSERT_EQ(flaw_of_end(ending, "cancelled because rejected"), "") << outcome.story(says_it);
  ASSERT_EQ(flaw_of_money(ending), "") << outcome.story(pays_back);
  ASSERT_EQ(flaw_of_refunds(ending), "") << outcome.story(says_so);
  ASSERT_EQ(flaw_of_letters(ending), "") << outcome.story(hears_of_it);
  ASSERT_EQ(flaw_of_chef(ending), "") << outcome.story(goes_home);
}

// The tests above run your services once, in one order. This one delivers each fact before and
// after every other, and shows the shortest schedule that goes wrong.
TEST(reorder, sold_out) {
  const Rule dies_once{
      .says = "an order without olives is cancelled once, whichever fact comes first",
      .hint =
          "The order is over, and facts go on coming. What do they find, and what do they do about "
          "it?"};
  const Rule costs_nothing{
      .says = "a cancelled order costs nothing, whichever service hears of it first",
      .hint =
          "`cancelled` came before `created`. What did payment leave behind for the one that came "
          "late?"};
  const Rule goes_home{
      .says = "no chef is left with a cancelled order, whichever service hears of it first",
      .hint = "Mario put the apron on after the funeral. What could have told him?"};
  const Rule hears_of_it{.says = "the customer gets one letter, whichever fact comes first",
                         .hint = "Which facts make customer write, and how many can there be?"};
  for (const Outcome& outcome : every_outcome_of(evening_with(too_many))) {
    const company::Ending ending = ending_of(too_many, outcome);
    ASSERT_EQ(flaw_of_end(ending, "cancelled"), "") << outcome.story(dies_once);
    ASSERT_EQ(flaw_of_money(ending), "") << outcome.story(costs_nothing);
    ASSERT_EQ(flaw_of_chef(ending), "") << outcome.story(goes_home);
    ASSERT_EQ(flaw_of_letters(ending), "") << outcome.story(hears_of_it);
  }
}
