#include <gmock/gmock.h>

#include <algorithm>

#include "simulate/simulate.hpp"
#include "tests/simulated_shop.hpp"

namespace {

using eda::Duration, sim::Load, sim::Simulation, sim::Times;
using namespace std::chrono_literals;
using testing::AllOf, testing::ElementsAre, testing::Ge, testing::Le, testing::SizeIs;

/// Each request takes 10 ms, so each order 20 ms.
Load steady(std::vector<Duration> moments) {
  return {.arrivals = shop::orders_at(moments), .call = Times::fixed(10ms)};
}

const Simulation::Queue& kitchen_of(const Simulation& simulation) {
  return simulation.measures().queues.at("kitchen");
}

eda::Task<> fails(eda::Event, shop::Ports) {
  throw std::runtime_error{"the oven is cold"};
  co_return;
}

sim::Scenario cold_kitchen() {
  return {.services = {{"kitchen", "com.shop.kitchen.", {eda::on({shop::placed}, fails)}}}};
}

TEST(ServiceQueue, TriesAgainEachTimeLaterAndThenGivesUp) {
  Load load = steady({0ms});
  load.queues["kitchen"] = {.attempts = 3, .back_off = 1s};
  const Simulation simulation = sim::simulate(cold_kitchen(), load, 1);
  const Simulation::Queue& queue = kitchen_of(simulation);
  ASSERT_THAT(queue.failed_at, SizeIs(3));
  EXPECT_THAT(queue.failed_at[1] - queue.failed_at[0], AllOf(Ge(750ms), Le(1s)));
  EXPECT_THAT(queue.failed_at[2] - queue.failed_at[1], AllOf(Ge(1500ms), Le(2s)));
  EXPECT_EQ(queue.given_up, 1u);
  EXPECT_THAT(queue.dead_letters, ElementsAre(shop::order(0)));
  EXPECT_TRUE(simulation.failures().empty());
}

TEST(ServiceQueue, LosesWhatItGivesUpWithoutDeadLetters) {
  Load load = steady({0ms});
  load.queues["kitchen"] = {.attempts = 1, .has_dead_letters = false};
  const Simulation simulation = sim::simulate(cold_kitchen(), load, 1);
  EXPECT_EQ(kitchen_of(simulation).given_up, 1u);
  EXPECT_TRUE(kitchen_of(simulation).dead_letters.empty());
}

TEST(ServiceQueue, ReportsAFailureIfItHasNoAttempts) {
  const Simulation simulation = sim::simulate(cold_kitchen(), steady({0ms}), 1);
  EXPECT_THAT(simulation.failures(), SizeIs(1));
}

TEST(ServiceQueue, WaitsNoLongerThanAMinute) {
  const sim::ServiceQueue queue{.back_off = 5s};
  EXPECT_EQ(sim::back_off_after(queue, 1), 5s);
  EXPECT_EQ(sim::back_off_after(queue, 3), 20s);
  EXPECT_EQ(sim::back_off_after(queue, 9), 1min);
  EXPECT_EQ(sim::back_off_after({.back_off = 5min}, 4), 5min);
  EXPECT_GT(sim::back_off_after({}, 1), 0s);
}

TEST(ServiceQueue, GivesAWorkerABatch) {
  Load load = steady({0ms, 0ms, 0ms, 0ms, 0ms});
  load.queues["kitchen"] = {.concurrency = 1, .batch = 2};
  const Simulation simulation = sim::simulate(shop::scenario(), load, 1);
  EXPECT_EQ(kitchen_of(simulation).received, 3u);  // one, two and two
  EXPECT_EQ(simulation.measures().counts.deliveries, 5u);
}

TEST(ServiceQueue, DeliversAgainWhatTakesTooLong) {
  Load load = steady({0ms});
  load.queues["kitchen"] = {.visibility = 15ms};
  EXPECT_EQ(sim::simulate(shop::scenario(), load, 1).measures().counts.deliveries, 2u);
  load.queues["kitchen"].visibility = 30ms;
  EXPECT_EQ(sim::simulate(shop::scenario(), load, 1).measures().counts.deliveries, 1u);
}

TEST(Outage, FailsEachDeliveryUntilItIsOver) {
  Load load = steady({0ms, 2s, 10s});
  load.queues["kitchen"] = {.attempts = 100, .back_off = 500ms};
  load.outages = {{.service = "kitchen", .from = 1s, .until = 5s}};
  const Simulation simulation = sim::simulate(shop::scenario(), load, 1);
  EXPECT_EQ(simulation.latencies().size(), 3u);
  const auto& orders = simulation.measures().orders;
  EXPECT_EQ(orders.at("0").last, 20ms);
  EXPECT_GE(orders.at("1").last, 5s);
  EXPECT_EQ(orders.at("2").last, 10s + 20ms);
  for (const Duration failed : kitchen_of(simulation).failed_at) EXPECT_LT(failed, 5s);
}

TEST(Outage, MayConcernOneOrder) {
  Load load = steady({0ms, 0ms});
  load.queues["kitchen"] = {.attempts = 2};
  load.outages = {{.service = "kitchen", .until = 1h, .order = "1"}};
  const Simulation simulation = sim::simulate(shop::scenario(), load, 1);
  EXPECT_EQ(simulation.latencies().size(), 1u);
  EXPECT_THAT(kitchen_of(simulation).dead_letters, ElementsAre(shop::order(1)));
}

Load crowd(double gives_up) {
  Load load = steady(std::vector<Duration>(30, 1s));
  load.admission = {.type = shop::placed, .per_minute = 60, .burst = 10, .gives_up = gives_up};
  return load;
}

TEST(Admission, LetsInABurstAndTheOthersWhenTheyComeAgain) {
  const Simulation simulation = sim::simulate(shop::scenario(), crowd(0), 1);
  EXPECT_EQ(simulation.latencies().size(), 30u);
  EXPECT_THAT(simulation.measures().refused, SizeIs(20));
  const auto& orders = simulation.measures().orders;
  EXPECT_EQ(std::count_if(orders.begin(), orders.end(),
                          [](const auto& order) { return order.second.first == 1s; }),
            10);
  for (const auto& [name, order] : orders) EXPECT_LE(order.last, 25s) << name;
}

TEST(Admission, LeavesNothingOfAClientThatGivesUp) {
  const Simulation simulation = sim::simulate(shop::scenario(), crowd(1), 1);
  EXPECT_EQ(simulation.measures().counts.deliveries, 10u);
  EXPECT_THAT(simulation.measures().orders, SizeIs(10));
  for (const auto& [name, refused] : simulation.measures().refused) {
    EXPECT_TRUE(refused.has_given_up) << name;
    EXPECT_FALSE(refused.was_let_in) << name;
  }
}

TEST(Admission, AtTheQueueComesAfterTheArrival) {
  Load load = crowd(1);
  load.admission.is_at_door = false;
  load.admission.queue = "kitchen";
  const Simulation simulation = sim::simulate(shop::scenario(), load, 1);
  EXPECT_THAT(simulation.measures().orders, SizeIs(30));
  EXPECT_EQ(simulation.latencies().size(), 10u);
  for (const auto& [name, refused] : simulation.measures().refused)
    EXPECT_TRUE(refused.was_let_in) << name;
}

TEST(Admission, LooksAtTheLengthOfAQueue) {
  std::vector<Duration> moments;
  for (int i = 0; i < 30; ++i) moments.push_back(Duration{1'000 + i});
  Load load = steady(moments);
  load.queues["kitchen"] = {.concurrency = 1};
  load.admission = {.type = shop::placed, .queue_length = 5, .queue = "kitchen"};
  const Simulation simulation = sim::simulate(shop::scenario(), load, 1);
  EXPECT_EQ(kitchen_of(simulation).waiting_max, 5);
  EXPECT_EQ(simulation.latencies().size(), 30u);
  EXPECT_FALSE(simulation.measures().refused.empty());
}

TEST(Until, EndsASimulation) {
  Load load = steady({0ms, 10s});
  load.until = 5s;
  const Simulation simulation = sim::simulate(shop::scenario(), load, 1);
  EXPECT_TRUE(simulation.measures().is_finished);
  EXPECT_EQ(simulation.latencies().size(), 1u);
}

}  // namespace
