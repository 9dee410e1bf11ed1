#include <gmock/gmock.h>

#include <algorithm>

#include "eda/gateway.hpp"
#include "simulate/simulate.hpp"
#include "tests/simulated_shop.hpp"

namespace {

using eda::Duration, sim::Load, sim::Simulation, sim::Times;
using namespace std::chrono_literals;
using testing::SizeIs;

/// Orders at these moments. Each request takes 10 ms, where the gateway is not busy.
Load orders_at(const std::vector<Duration>& moments) {
  return {.arrivals = shop::orders_at(moments), .call = Times::fixed(10ms)};
}

struct TillPorts {
  eda::Gateway& gateway;
};
eda::Task<> charge(eda::Event order, TillPorts io) {
  (void)co_await io.gateway.charge(order.subject, order.subject, "visa", 100);
}
sim::Scenario till() {
  return {.services = {{"till", "com.shop.till.", {eda::on({shop::placed}, charge)}}}};
}

TEST(Capacity, LetsRequestsWaitForAServer) {
  Load load = orders_at({0ms, 0ms, 0ms});
  load.capacity["gateway"] = {.servers = 1, .time = Times::fixed(1s)};
  const Simulation simulation = sim::simulate(till(), load, 1);
  EXPECT_EQ(simulation.measures().span, 3s);
  EXPECT_DOUBLE_EQ(simulation.measures().busy.at("gateway"), 1);
  load.capacity["gateway"].servers = 3;
  EXPECT_EQ(sim::simulate(till(), load, 1).measures().span, 1s);
}

TEST(ThingsOf, GiveTheSameBooks) {
  Load load = orders_at(std::vector<Duration>(20, 1s));
  const Simulation whole = sim::simulate(till(), load, 3);
  load.things_of["gateway"] = "key";
  const Simulation apart = sim::simulate(till(), load, 3);
  const auto sorted = [](const Simulation& simulation) {
    auto book = simulation.held("gateway").at("book");
    std::sort(book.begin(), book.end());
    return book;
  };
  EXPECT_EQ(sorted(apart), sorted(whole));
  EXPECT_THAT(sorted(whole), SizeIs(20));
}

}  // namespace
