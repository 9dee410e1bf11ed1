#include <set>

#include "kitchen_under_test.hpp"

using namespace check;
using kitchen::ready, kitchen::timed_out;
using testing::AnyOf, testing::Each, testing::ElementsAre, testing::Invoke, testing::IsEmpty;
using testing::NiceMock, testing::SizeIs;

namespace {

Event payment(const std::string& order = "42") { return pizza::payment_completed(order); }
Event stock(const std::string& order = "42") { return pizza::inventory_reserved(order); }
Event chef(const std::string& order = "42") { return pizza::chef_assigned(order); }
Event another(Event fact) {
  fact.id += "-again";
  return fact;
}

/// The kitchen and the facts that reach it. Sweeps come around the deadline.
Scenario kitchen_with(std::vector<Arrival> facts, Faults faults = {},
                      Overlap overlap = Overlap::full) {
  return {.services = {kitchen_under_test()},
          .events = std::move(facts),
          .sweeps = {30min, 31min, 32min, 33min, 35min},
          .faults = faults,
          .overlap = overlap};
}
Scenario calm(std::vector<Arrival> facts, Faults faults = {}) {
  return kitchen_with(std::move(facts), faults, Overlap::none_any_order);
}

/// Announcements of the kitchen, each fact once: "42 is ready".
std::vector<std::string> announced(const Outcome& outcome) {
  std::vector<std::string> words;
  for (const std::string& type : {ready, timed_out})
    for (const Event& fact : outcome.facts(type)) words.push_back(pizza::in_words(fact));
  return words;
}

/// In every outcome, the kitchen announces this and nothing else.
void announces(const std::vector<std::string>& words, Scenario scenario) {
  for (const Outcome& outcome : every_outcome_of(std::move(scenario)))
    ASSERT_EQ(announced(outcome), words) << outcome.story();
}

}  // namespace

TEST(KitchenContract, three_tickets_in_a_row) {
  const Outcome outcome = run(kitchen_with(one_by_one({payment(), stock(), chef()})));
  EXPECT_EQ(outcome.count(ready), 1);
}

TEST(KitchenContract, tickets_in_any_order) {
  announces({"42 is ready"}, calm({payment(), stock(), chef()}));
}

TEST(KitchenContract, tickets_at_the_same_time) {
  announces({"42 is ready"}, kitchen_with({payment(), {stock(), 1min}, {chef(), 1min}}));
}

TEST(KitchenContract, orders_that_look_alike) {
  announces({"42 is ready", "4 timed out without chef inventory"},
            calm({payment("42"), payment("4"), stock("42"), chef("42")}));
}

TEST(KitchenContract, a_copy_at_the_same_time) {
  const Faults a_copy{.duplicates_per_event_max = 1, .duplicates_max = 1};
  announces({"42 is ready"}, kitchen_with({payment(), stock(), {chef(), 1min}}, a_copy));
}

TEST(KitchenContract, a_copy_after_the_end) {
  announces({"42 is ready"}, calm({payment(), stock(), chef(), {payment(), 3h}}));
}

TEST(KitchenContract, paid_twice) {
  announces({"42 timed out without chef"}, calm({payment(), another(payment()), stock()}));
}

TEST(KitchenContract, gives_up_in_time_and_says_what_is_missing) {
  const Scenario incomplete = timed(calm({payment(), {stock(), 20min}, {stock(), 25min}}));
  for (const Outcome& outcome : every_outcome_of(incomplete)) {
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef")) << outcome.story();
    const eda::Duration at = first_at(outcome, has_type(timed_out));
    ASSERT_TRUE(30min <= at && at <= 35min) << outcome.story();
  }
}

TEST(KitchenContract, the_last_ticket_meets_the_deadline) {
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with({payment(), stock(), {chef(), 30min}})))
    ASSERT_THAT(announced(outcome), SizeIs(1)) << outcome.story();
}

TEST(KitchenContract, a_ticket_after_the_end) {
  announces({"42 timed out without chef"}, calm({payment(), stock(), {chef(), 2h}}));
}

TEST(KitchenContract, a_handler_dies) {
  const Faults a_crash{.crashes_max = 1};
  announces({"42 is ready"}, kitchen_with(one_by_one({payment(), stock(), chef()}), a_crash));
}

TEST(KitchenContract, tells_the_bus_one_fact) {
  NiceMock<MockBus> bus;
  std::set<std::string> told;
  const auto note = [&](const std::vector<Event>& events) {
    for (const Event& event : events) told.insert(pizza::in_words(event) + " " + event.id);
    return MockBus::answer(std::vector(events.size(), eda::EntryResult::accepted));
  };
  EXPECT_CALL(bus, publish(Each(has_type(ready)))).WillRepeatedly(note);
  EXPECT_CALL(bus, publish(Each(has_type(timed_out)))).Times(0);
  CalmWorld world{kitchen_under_test(), bus};
  for (const Event& fact : {payment(), stock(), chef(), payment()}) world.deliver(fact);
  world.advance(31min);
  EXPECT_THAT(told, SizeIs(1));
}
