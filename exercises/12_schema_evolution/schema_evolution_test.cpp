#include "schema_evolution.hpp"

#include "till_test.hpp"

using namespace till;

TEST(lint, two_changes) {
  check_change({.id = "p1",
                .kinds = {"additive"},
                .insteads = {"none"},
                .kind_hint = "Who has to change a line because of this field?",
                .instead_hint = "This change harms no one. What would you do instead, and why?"});
  check_change({.id = "p2",
                .kinds = {"breaking"},
                .insteads = {"add_beside", "new_version"},
                .kind_hint = "A reader of 2021 gets the new letter. What does it look for?",
                .instead_hint = "How does a reader that cannot be changed get its `amount`?"});
}

TEST(order, twenty_letters) {
  std::vector<Event> letters;
  Right right;
  for (int i = 1; i <= 20; ++i) {
    const Letter about{
        .order_id = std::to_string(i), .pence = 1000 + 10 * i, .currency = i > 15 ? "EUR" : "GBP"};
    letters.push_back(i <= 10 ? letter_v1(about) : letter_v2(about));
    right.till[about.order_id] = std::to_string(about.pence) + " " + about.currency;
  }
  said(run(revenue_with(one_by_one(letters))), right);
}

TEST(order, upcast_twice) {
  upcasts({{letter_v1(),
            ledger::letter(
                "order-42-told-1",
                {{"version", 2}, {"orderId", "42"}, {"totalAmount", 1850}, {"currency", "GBP"}})},
           {letter_v2(), letter_v2()}});
}

TEST(order, new_language) {
  const Outcome outcome = run({.services = {orders::service, revenue::service},
                               .events = {ledger::request_order({.currency = "EUR"}, "v2")}});
  said(outcome, {.till = {{"42", "1850 EUR"}}});
}

// The tests above run your handlers once, in order. Those below run them in every order, and show
// the shortest schedule that goes wrong.
TEST(reorder, two_letters_any_order) {
  const Rules rules{
      .missing = {.says = "each order is counted, whichever letter comes first",
                  .hint = "The writers do not change on one day. Who still writes V1 tomorrow?"}};
  ends_with(
      {.till = {{"41", "1200 GBP"}, {"42", "1850 EUR"}}},
      revenue_with({letter_v1({.order_id = "41", .pence = 1200}), letter_v2({.currency = "EUR"})},
                   Overlap::none_any_order),
      rules);
}

TEST(duplicate, letter_twice) {
  const Rules rules{.twice = {.says = "a letter that comes twice is counted once",
                              .hint = "The same letter came again, and the till rang again."}};
  Scenario scenario = revenue_with({letter_v1()});
  scenario.faults = {.duplicates_per_event_max = 1};
  ends_with({.till = {{"42", "1850 GBP"}}}, scenario, rules);
}

// The ledger is upgraded between two letters, at either end of them, or while it reads one.
TEST(timeout, upgraded_after_the_letter) {
  const Scenario scenario{
      .services = {ledger::service(), revenue::service},
      .events = {
          letter_v1({.order_id = "41", .pence = 1200}), ledger::upgraded(), {letter_v2(), 1h}}};
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    ASSERT_EQ(outcome.count(ledger::booked), 2) << outcome.story();
    said(outcome, {.till = {{"41", "1200 GBP"}, {"42", "1850 GBP"}}});
  }
}
