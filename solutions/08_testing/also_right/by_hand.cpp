#include "kitchen_under_test.hpp"

using namespace check;
using testing::NiceMock;

// Schedules by hand, as in part A: P pays, I has the ingredients, C is the chef. One test searches.

namespace {

Scenario with(std::vector<Arrival> facts) {
  Scenario scenario{.services = {kitchen_under_test()}, .events = std::move(facts)};
  scenario.observed.time = true;
  return scenario;
}
Event payment() { return pizza::payment_completed("42"); }
Event stock() { return pizza::inventory_reserved("42"); }
Event chef() { return pizza::chef_assigned("42"); }
Scenario one_order() { return with({payment(), stock(), chef()}); }

int ready_in(const Outcome& outcome) { return outcome.count(kitchen::ready); }
int given_up_in(const Outcome& outcome) { return outcome.count(kitchen::timed_out); }

}  // namespace

TEST(ByHand, EveryOrder) {
  for (const std::vector<std::string>& order :
       std::vector<std::vector<std::string>>{{"run P", "run I", "run C"},
                                             {"run P", "run C", "run I"},
                                             {"run I", "run P", "run C"},
                                             {"run I", "run C", "run P"},
                                             {"run C", "run P", "run I"},
                                             {"run C", "run I", "run P"}}) {
    const Outcome outcome = play(one_order(), order);
    EXPECT_EQ(ready_in(outcome), 1) << outcome.story();
    EXPECT_EQ(given_up_in(outcome), 0) << outcome.story();
  }
}

/// One is at each step of its way when the other goes all its way.
TEST(ByHand, TheLastTwoAtOnce) {
  for (int steps = 1; steps <= 4; ++steps) {
    std::vector<std::string> entries{"run P"};
    entries.insert(entries.end(), std::size_t(steps), "step I");
    entries.insert(entries.end(), {"run C", "run I"});
    const Outcome outcome = play(one_order(), entries);
    EXPECT_EQ(ready_in(outcome), 1) << outcome.story();
  }
}

TEST(ByHand, ACopyAtOnce) {
  for (int steps = 1; steps <= 4; ++steps) {
    std::vector<std::string> entries{"run P", "run I"};
    entries.insert(entries.end(), std::size_t(steps), "step C");
    entries.insert(entries.end(), {"run C#2", "run C"});
    const Outcome outcome = play(one_order(), entries);
    EXPECT_EQ(ready_in(outcome), 1) << outcome.story();
  }
}

TEST(ByHand, ALateCopy) {
  const Outcome outcome = play(one_order(), {"run P", "run I", "run C", "advance 3h", "run P#2",
                                             "advance 31m", "run sweep"});
  EXPECT_EQ(ready_in(outcome), 1) << outcome.story();
  EXPECT_EQ(given_up_in(outcome), 0) << outcome.story();
}

TEST(ByHand, TwoPaymentsAndNoChef) {
  const Outcome outcome = play(one_order(), {"run P", "run P#2", "run I"});
  EXPECT_EQ(ready_in(outcome), 0) << outcome.story();
}

TEST(ByHand, OrdersThatLookAlike) {
  const Outcome outcome = play(with({pizza::payment_completed("4"), pizza::inventory_reserved("42"),
                                     pizza::chef_assigned("42")}),
                               {"run I", "run C", "run P"});
  EXPECT_EQ(ready_in(outcome), 0) << outcome.story();
}

TEST(ByHand, GivesUpInTime) {
  const Outcome outcome =
      play(one_order(), {"run P", "run I", "advance 20m", "run I#2", "advance 11m", "run sweep",
                         "advance 4m", "run sweep#2", "run sweep#3"});
  EXPECT_EQ(given_up_in(outcome), 1) << outcome.story();
  for (const sim::Published& said : outcome.published()) EXPECT_LE(said.at, 35min);
}

TEST(ByHand, ATicketAfterTheEnd) {
  const Outcome outcome = play(one_order(), {"run P", "run I", "advance 31m", "run sweep",
                                             "advance 2h", "run C", "run sweep#2"});
  EXPECT_EQ(given_up_in(outcome), 1) << outcome.story();
  EXPECT_EQ(ready_in(outcome), 0) << outcome.story();
}

/// A timer has no name, so no schedule by hand can stop it between two steps.
TEST(NotByHand, TheDeadlineMeetsTheLastTicket) {
  for (const Outcome& outcome : every_outcome_of(with({payment(), stock(), {chef(), 30min}})))
    ASSERT_EQ(ready_in(outcome) + given_up_in(outcome), 1) << outcome.story();
}

TEST(ByHand, ADeath) {
  for (const char* death : {"crash C", "crash C after update", "crash C after put"}) {
    const Outcome outcome = play(one_order(), {"run P", "run I", "step C", death, "run C#2"});
    EXPECT_EQ(ready_in(outcome), 1) << outcome.story();
  }
}

TEST(ByHand, SaysNothingTooEarly) {
  NiceMock<MockBus> bus;
  EXPECT_CALL(bus, publish(testing::An<std::vector<Event>>())).Times(0);
  CalmWorld world{kitchen_under_test(), bus};
  Event another = payment();
  another.id = "i-am-another";
  for (const Event& fact : {payment(), another, stock()}) world.deliver(fact);
  world.advance(29min);
}
