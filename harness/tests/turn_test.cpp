#include <gmock/gmock.h>

#include "stories.hpp"

// The step of a schedule that is marked with ">".
namespace {

using namespace stories;

TEST(Turn, IsTheStepAfterWhichEverythingLeadsToThisEnd) {
  EXPECT_EQ(outcome_with({150, 200}, lost_tip()).trace().turn, 1);
}

/// As in the first activity: what is in the jar is published at the end, by another handler.
Task<> only_writes(Event tip, Ports io) {
  if (tip.id == "count") {
    const auto jar = co_await io.store.get<Jar>("jar", eda::Read::strong);
    (void)co_await io.bus.publish(filled(jar->cents));
    co_return;
  }
  auto jar = co_await io.store.get<Jar>("jar");
  jar->cents += tip.data.at("cents").get<int>();
  (void)co_await io.store.put(jar);
}

// The notes of 00 ask about this: until one of them has written, both sums are possible.
TEST(Turn, OfALostUpdateIsTheFirstWriteOverAnOldRead) {
  const std::vector<sim::Arrival> tips{tip("anna", 200), tip("boris", 150), {tip("count"), 1h}};
  const sim::Trace trace = outcome_with({150}, scenario(only_writes, tips)).trace();
  ASSERT_EQ(trace.turn, 2);
  EXPECT_EQ(trace.steps[1].request.verb, "get");
  EXPECT_EQ(trace.steps[2].request.verb, "put");
}

TEST(Turn, DoesNotWaitForAFaultToMendWhatIsBroken) {
  sim::Scenario scenario = lost_tip();
  scenario.faults = {.crashes_max = 1, .throttles_max = 1};
  EXPECT_EQ(outcome_with({150, 200}, scenario).trace().turn, 1);
}

TEST(Turn, IsNowhereWhereNothingElseCouldHaveHappened) {
  sim::Scenario scenario = stories::scenario(loses_tips, {tip("anna", 200)});
  scenario.faults.throttles_max = 2;
  EXPECT_EQ(outcome_with({}, scenario).trace().turn, 2);
  EXPECT_TRUE(outcome_with({200}, scenario).trace().turn < 0);
}

}  // namespace
