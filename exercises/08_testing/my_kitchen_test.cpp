#include "kitchen_under_test.hpp"

using namespace check;
using testing::Contains, testing::NiceMock;

namespace {

Event payment() { return pizza::payment_completed("42"); }
Event stock() { return pizza::inventory_reserved("42"); }
Event chef() { return pizza::chef_assigned("42"); }

/// The kitchen and the facts that reach it. Sweeps come around the deadline.
Scenario kitchen_with(std::vector<Arrival> facts, Faults faults = {}) {
  return {.services = {kitchen_under_test()},
          .events = std::move(facts),
          .sweeps = {31min, 32min, 33min, 35min},
          .faults = faults};
}

}  // namespace

// An example: one schedule, one end. Which wrong kitchens pass it?
TEST(KitchenContract, three_tickets_in_a_row) {
  const Outcome outcome = run(kitchen_with(one_by_one({payment(), stock(), chef()})));
  EXPECT_EQ(outcome.count(kitchen::ready), 1);
}

// TODO 1: Write one test for each rule of the contract. What must be true of any right kitchen,
//         seen from outside, in every_outcome_of(...)? Which fault belongs to which rule?

// TODO 2: Write one of them with a mock: CalmWorld world{kitchen_under_test(), bus}, with a
//         NiceMock<MockBus>. May the kitchen say the same fact twice?

// TODO 3: Convict. Run your tests against the wrong kitchen that is given. Which tests would pass
//         on a kitchen that never says anything?
