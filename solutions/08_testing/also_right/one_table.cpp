#include "kitchen_under_test.hpp"

using namespace check;

// One parametrised test with plain assertions, and one test with a mock.

namespace {

using Words = std::vector<std::string>;

Event payment() { return pizza::payment_completed("42"); }
Event stock() { return pizza::inventory_reserved("42"); }
Event chef() { return pizza::chef_assigned("42"); }
Event second_payment() {
  Event fact = payment();
  fact.id = "another";
  return fact;
}

/// Events that reach the kitchen, possible faults, and the ends of which it must announce one.
struct Case {
  std::string name;
  std::vector<Arrival> facts;
  Faults faults;
  Overlap overlap;
  Words ends;
};

const Words ready_only{"42 is ready"}, lacks_chef{"42 timed out without chef"};
const auto calm = Overlap::none_any_order, full = Overlap::full;
const Faults none{}, a_copy{.duplicates_per_event_max = 1, .duplicates_max = 1};
const Faults a_crash{.crashes_max = 1};

const std::vector<Case> cases{
    {"AnyOrder", {payment(), stock(), chef()}, none, calm, ready_only},
    {"AtOnce", {payment(), {stock(), 1min}, {chef(), 1min}}, none, full, ready_only},
    {"CopyAtOnce", {payment(), stock(), {chef(), 1min}}, a_copy, full, ready_only},
    {"LateCopy", {payment(), stock(), chef(), {payment(), 4h}}, none, calm, ready_only},
    {"PaidTwice", {payment(), second_payment(), stock()}, none, calm, lacks_chef},
    {"NoChef", {payment(), {stock(), 20min}, {payment(), 29min}}, none, calm, lacks_chef},
    {"LateChef", {payment(), stock(), {chef(), 1h}}, none, calm, lacks_chef},
    {"AtTheDeadline",
     {payment(), stock(), {chef(), 30min}},
     none,
     full,
     {"42 is ready", "42 timed out without chef", "42 timed out with nothing missing"}},
    {"Alike", {payment(), stock(), pizza::chef_assigned("421")}, none, calm, lacks_chef},
    {"Crash", one_by_one({payment(), stock(), chef()}), a_crash, full, ready_only}};

class Kitchen : public testing::TestWithParam<Case> {};

Words announced(const Outcome& outcome) {
  Words words;
  for (const std::string& type : {kitchen::ready, kitchen::timed_out})
    for (const Event& fact : outcome.facts(type))
      if (fact.data.at("orderId") == "42") words.push_back(pizza::in_words(fact));
  return words;
}

}  // namespace

TEST_P(Kitchen, EndsAsItMust) {
  const Case& one = GetParam();
  Scenario scenario{.services = {kitchen_under_test()},
                    .events = one.facts,
                    .sweeps = {30min, 31min, 32min, 33min, 35min},
                    .faults = one.faults,
                    .overlap = one.overlap};
  scenario.observed.time = true;
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    const Words words = announced(outcome);
    ASSERT_EQ(words.size(), 1u) << outcome.story();
    ASSERT_EQ(std::count(one.ends.begin(), one.ends.end(), words.front()), 1) << outcome.story();
    for (const sim::Published& said : outcome.published()) {
      ASSERT_LE(said.at, 4h + 5min) << outcome.story();
      if (said.event.type != kitchen::timed_out) continue;
      ASSERT_GE(said.at, 30min) << outcome.story();
      ASSERT_LE(said.at, 35min) << outcome.story();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Contract, Kitchen, testing::ValuesIn(cases),
                         [](const auto& one) { return one.param.name; });

TEST(KitchenWithAMock, GivesUpInItsOwnName) {
  testing::NiceMock<MockBus> bus;
  int given_up = 0;
  EXPECT_CALL(bus, publish(testing::_)).WillRepeatedly([&](const std::vector<Event>& events) {
    for (const Event& event : events) {
      EXPECT_EQ(event.type, kitchen::timed_out);
      ++given_up;
    }
    return MockBus::answer(std::vector(events.size(), eda::EntryResult::accepted));
  });
  CalmWorld world{kitchen_under_test(), bus};
  world.deliver(payment());
  world.deliver(second_payment());
  world.deliver(stock());
  world.advance(29min);
  EXPECT_EQ(given_up, 0);
  world.advance(6min);
  EXPECT_GE(given_up, 1);
}
