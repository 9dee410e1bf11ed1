#include "simulate/shrink.hpp"

#include <gmock/gmock.h>

#include "simulate/simulate.hpp"
#include "tests/tip_jar.hpp"

namespace {

using sim::Arrival, sim::Load, sim::Outcome, sim::Shrunk;
using namespace std::chrono_literals;

/// A hundred tips in ten seconds.
Load busy_evening() {
  Load load{.order_of = [](const eda::Event& event) { return event.id; }};
  for (const eda::Duration at : sim::poisson(600, 100, 3))
    load.arrivals.emplace_back(tip_jar::tip("tip-" + std::to_string(load.arrivals.size())), at);
  return load;
}

/// The jar has never published the sum of all tips.
bool loses_a_tip(const Outcome& outcome, const std::vector<Arrival>& arrivals) {
  for (const eda::Event& fact : outcome.facts(tip_jar::jar_filled))
    if (fact.data.at("cents") == 100 * int(arrivals.size())) return false;
  return true;
}

TEST(Shrunk, KeepsTheTwoTipsOfALostUpdateAndTheExplorerTellsTheShortestSchedule) {
  const sim::Scenario scenario = tip_jar::scenario(tip_jar::loses_tips, {});
  const Load load = busy_evening();
  const std::optional<Shrunk> left = sim::shrunk(scenario, load, 1, loses_a_tip);
  ASSERT_TRUE(left.has_value());
  EXPECT_EQ(left->orders.size(), 2u);
  Load alone = load;
  alone.arrivals = left->arrivals;
  EXPECT_TRUE(loses_a_tip(sim::simulate(scenario, alone, left->seed), left->arrivals));

  const auto found = sim::shortest_break(scenario, load, *left, loses_a_tip);
  ASSERT_TRUE(found.has_value());
  const sim::Trace trace = found->tell();
  EXPECT_EQ(trace.faults, 0);
  std::vector<std::string> verbs;
  for (const sim::TraceStep& step : trace.steps) verbs.push_back(step.request.verb);
  EXPECT_THAT(verbs, testing::ElementsAre("get", "get", "put", "publish", "put", "publish"));
}

TEST(Shrunk, NeedsAFaultForARuleThatOnlyAFaultBreaks) {
  // one copy of a tip is enough for the handler that counts it twice
  const sim::Scenario scenario = tip_jar::scenario(tip_jar::loses_tips, {});
  Load load = busy_evening();
  load.call = sim::Times::fixed(0ms);
  load.rates.copies = 0.2;
  const auto counts_twice = [](const Outcome& outcome, const std::vector<Arrival>& arrivals) {
    for (const eda::Event& fact : outcome.facts(tip_jar::jar_filled))
      if (fact.data.at("cents") > 100 * int(arrivals.size())) return true;
    return false;
  };
  const std::optional<Shrunk> left = sim::shrunk(scenario, load, 1, counts_twice, 40);
  ASSERT_TRUE(left.has_value());
  EXPECT_EQ(left->orders.size(), 1u);
  const auto found = sim::shortest_break(scenario, load, *left, counts_twice);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->tell().faults, 1);
}

TEST(Shrunk, IsAbsentWhereTheSeedBreaksNothing) {
  const sim::Scenario scenario = tip_jar::scenario(tip_jar::adds, {});
  EXPECT_FALSE(sim::shrunk(scenario, busy_evening(), 1, loses_a_tip).has_value());
}

}  // namespace
