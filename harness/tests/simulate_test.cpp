#include "simulate/simulate.hpp"

#include <gmock/gmock.h>

#include <set>

#include "tests/simulated_shop.hpp"

namespace {

using eda::Duration, sim::Load, sim::Random, sim::Simulation, sim::Times;
using namespace std::chrono_literals;
using testing::ElementsAre, testing::HasSubstr;

/// Each request takes 10 ms.
Load steady(std::vector<Duration> moments) {
  return {.arrivals = shop::orders_at(moments), .call = Times::fixed(10ms)};
}

TEST(Percentile, IsTheValueAtTheNearestRank) {
  const std::vector<Duration> values{40ms, 10ms, 30ms, 20ms};
  EXPECT_EQ(sim::percentile(values, 25), 10ms);
  EXPECT_EQ(sim::percentile(values, 26), 20ms);
  EXPECT_EQ(sim::percentile(values, 75), 30ms);
  EXPECT_EQ(sim::percentile(values, 99), 40ms);
  EXPECT_THROW((void)sim::percentile({}, 50), std::invalid_argument);
  EXPECT_THROW((void)sim::percentile(values, 0), std::invalid_argument);
}

TEST(Times, LieBetweenTheirBoundsAndReachThem) {
  Random random{1};
  std::set<Duration> drawn;
  for (int i = 0; i < 200; ++i) drawn.insert(Times::uniform(3ms, 5ms).draw(random));
  EXPECT_THAT(drawn, ElementsAre(3ms, 4ms, 5ms));
  EXPECT_EQ(Times::fixed(7ms).draw(random), 7ms);
  EXPECT_THROW(Times::uniform(5ms, 3ms), std::invalid_argument);
}

TEST(Times, OfAnExponentialDistributionHaveItsMean) {
  Random random{1};
  Duration sum{};
  for (int i = 0; i < 10'000; ++i) sum += Times::exponential(1s).draw(random);
  EXPECT_NEAR(double(sum.count()) / 10'000, 1'000, 30);  // three standard errors
}

TEST(Arrivals, OfAPoissonProcessComeAtItsRate) {
  const std::vector<Duration> moments = sim::poisson(600, 10'000, 7);
  EXPECT_NEAR(double(moments.back().count()), 1'000'000, 30'000);
  EXPECT_EQ(moments, sim::poisson(600, 10'000, 7));
  EXPECT_NE(moments, sim::poisson(600, 10'000, 8));
  EXPECT_THROW((void)sim::poisson(0, 1, 7), std::invalid_argument);
}

TEST(Arrivals, OfBurstsComeTogether) {
  EXPECT_THAT(sim::bursts(2, 1s, 5), ElementsAre(0s, 0s, 1s, 1s, 2s));
}

TEST(Simulation, MeasuresTheQueueOfOneWorker) {
  Load load = steady({0ms, 0ms, 0ms, 100ms});
  load.workers["kitchen"] = 1;
  load.sampled_every = 20ms;
  const Simulation simulation = sim::simulate(shop::scenario(), load, 1);
  EXPECT_THAT(simulation.latencies(), testing::UnorderedElementsAre(20ms, 40ms, 60ms, 20ms));
  EXPECT_EQ(simulation.percentile_of_latency(50), 20ms);
  const Simulation::Queue& queue = simulation.measures().queues.at("kitchen");
  using Length = Simulation::Queue::Length;
  EXPECT_THAT(queue.lengths, ElementsAre(Length{0ms, 2}, Length{20ms, 1}, Length{40ms, 0}));
  EXPECT_EQ(queue.waiting_max, 2);
  EXPECT_EQ(queue.busy, 80ms);
  EXPECT_DOUBLE_EQ(simulation.utilisation("kitchen"), 80.0 / 120);
}

TEST(Simulation, HasNoQueueWithoutALimit) {
  const Simulation simulation = sim::simulate(shop::scenario(), steady({0ms, 0ms, 0ms}), 1);
  EXPECT_THAT(simulation.latencies(), ElementsAre(20ms, 20ms, 20ms));
  EXPECT_EQ(simulation.measures().queues.at("kitchen").waiting_max, 0);
  EXPECT_DOUBLE_EQ(simulation.utilisation("kitchen"), 3);
}

TEST(Simulation, CountsAnOrderThatHasNotEnded) {
  Load load = steady({0ms});
  load.rates.unknowns = 1;  // the write is repeated for ever
  sim::Scenario scenario = shop::scenario();
  scenario.faults.unknowns_of = {"store"};
  const Simulation simulation = sim::simulate(scenario, load, 1);
  EXPECT_EQ(simulation.measures().orders.size(), 1u);
  EXPECT_THAT(simulation.latencies(), testing::IsEmpty());
  EXPECT_EQ(simulation.measures().counts.failures, 1u);
  EXPECT_THAT(simulation.broken_house_rule().says, HasSubstr("it has asked for 64 things"));
}

TEST(Simulation, LimitsTheWritesOfARow) {
  Load load = steady(sim::bursts(30, 0s, 30));
  load.writes_per_row = 10;
  const Simulation simulation = sim::simulate(shop::scenario(), load, 1);
  EXPECT_EQ(simulation.count(shop::done), 30);
  EXPECT_GE(simulation.measures().counts.throttled, 20u);
  EXPECT_GE(simulation.measures().span, 2s);  // ten at once, then ten a second
  EXPECT_THAT(simulation.summary(), HasSubstr(" writes above the capacity of a row"));
  EXPECT_EQ(sim::simulate(shop::scenario(), steady({0ms}), 1).measures().counts.throttled, 0u);
}

/// Writes a row of its own, and then the one of the day, in one transaction.
eda::Task<> on_order_in_two_rows(eda::Event order, shop::Ports io) {
  const eda::Update one_more = eda::Update{}.add("orders", 1);
  const std::vector<eda::Write> writes{eda::Write::update("order/" + order.subject, one_more),
                                       eda::Write::update("today", one_more)};
  while (true) {
    const eda::WriteResult written = co_await io.store.transact_write(writes);
    if (written.ok()) co_return;
  }
}

TEST(Simulation, CountsEachWriteOfATransaction) {
  Load load = steady(sim::bursts(30, 0s, 30));
  load.writes_per_row = 10;
  sim::Scenario scenario = shop::scenario();
  scenario.services[0].subscriptions = {eda::on({shop::placed}, on_order_in_two_rows)};
  const Simulation simulation = sim::simulate(scenario, load, 1);
  EXPECT_GE(simulation.measures().counts.throttled, 20u);
  EXPECT_GE(simulation.measures().span, 2s);
  EXPECT_EQ(simulation.held("store").at("rows"), 31);
}

TEST(Simulation, SaysHowManyRowsAndBytesTheStoreHolds) {
  const Simulation simulation = sim::simulate(shop::scenario(), steady({0ms, 0ms}), 1);
  // "partition" + "today" + "orders" + a number of one digit
  EXPECT_EQ(simulation.held("store"), (eda::Json{{"rows", 1}, {"bytes", 9 + 5 + 6 + 2}}));
}

TEST(Simulation, DeliversCopies) {
  Load load = steady({0ms, 1s});
  load.rates.copies = 1;
  load.copied_after = Times::fixed(3s);
  const Simulation simulation = sim::simulate(shop::scenario(), load, 1);
  EXPECT_EQ(simulation.measures().counts.deliveries, 4u);
  EXPECT_EQ(simulation.measures().span, 4s + 20ms);
  EXPECT_EQ(simulation.measures().counts.faults.at("duplicate"), 2u);
}

TEST(Simulation, DeliversAgainAfterACrash) {
  std::vector<Duration> moments;
  for (int i = 0; i < 20; ++i) moments.push_back(1s * i);
  Load load = steady(moments);
  load.rates.crashes = 0.2;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Simulation simulation = sim::simulate(shop::scenario(), load, seed);
    const Simulation::Counts& counts = simulation.measures().counts;
    EXPECT_EQ(simulation.count(shop::done), 20);
    EXPECT_EQ(counts.deliveries, 20 + counts.faults.at("crash"));
  }
}

/// A load with each kind of fault.
Load rough(int orders) {
  return {.arrivals = shop::orders_at(sim::poisson(6'000, orders, 1)),
          .rates = {.copies = 0.05,
                    .late = 0.05,
                    .crashes = 0.01,
                    .throttles = 0.02,
                    .unknowns = 0.02,
                    .partial_failures = 0.02},
          .workers = {{"kitchen", 8}}};
}

TEST(Simulation, IsTheSameForTheSameSeedAndEachCompiler) {
  const auto digest = [](std::uint64_t seed) {
    return sim::simulate(shop::scenario(), rough(200), seed).digest();
  };
  EXPECT_EQ(digest(7), digest(7));
  EXPECT_NE(digest(7), digest(8));
  EXPECT_EQ(digest(7), 0xEE025C49AC26AC6Bu);
}

TEST(Simulation, SaysThatItIsASampleAndItsSeed) {
  const Simulation simulation = sim::simulate(shop::scenario(), rough(50), 7);
  EXPECT_TRUE(simulation.measures().is_finished);
  EXPECT_THAT(simulation.summary(), HasSubstr("One sample, seed 7: "));
  EXPECT_THAT(simulation.summary(), HasSubstr(" of 50 orders ended"));
  Load nameless = rough(50);
  nameless.order_of = [](const eda::Event&) { return std::string{}; };
  EXPECT_THAT(sim::simulate(shop::scenario(), nameless, 7).summary(),
              testing::StartsWith(
                  "One sample, seed 7: " + std::to_string(simulation.measures().counts.deliveries) +
                  " deliveries, "));
}

TEST(Simulation, StopsAtItsLimitAndSaysSo) {
  Load load = rough(50);
  load.steps_max = 40;
  const Simulation simulation = sim::simulate(shop::scenario(), load, 7);
  EXPECT_FALSE(simulation.measures().is_finished);
  EXPECT_THAT(simulation.summary(), HasSubstr("stopped at Load::steps_max"));
}

TEST(Simulation, RefusesNamesThatTheScenarioDoesNotHave) {
  Load load = steady({});
  load.workers["kichen"] = 1;
  EXPECT_THROW((void)sim::simulate(shop::scenario(), load, 1), std::invalid_argument);
  load.workers.clear();
  load.calls_of.emplace("stroe", Times::fixed(1ms));
  EXPECT_THROW((void)sim::simulate(shop::scenario(), load, 1), std::invalid_argument);
}

}  // namespace
