#include "check/under_load.hpp"

#include <gmock/gmock.h>

#include "tests/simulated_shop.hpp"
#include "tests/verdict_on.hpp"

namespace {

using check::Load;
using namespace std::chrono_literals;
using testing::AllOf, testing::HasSubstr;

TEST(UnderLoad, ReturnsTheSimulationOfTheSeed) {
  const Load load{.arrivals = shop::orders_at({0ms, 1s})};
  const check::Simulation simulation = check::simulate(shop::scenario(), load, 7);
  EXPECT_EQ(simulation.count(shop::done), 2);
  EXPECT_EQ(simulation.measures().seed, 7u);
  EXPECT_EQ(simulation.digest(), sim::simulate(shop::scenario(), load, 7).digest());
}

TEST(UnderLoad, EndsATestWhoseHandlerFailsAndNamesTheSeed) {
  const Load load{.arrivals = shop::orders_at({0ms}), .rates = {.throttles = 1}};
  const Verdict verdict = verdict_on([&] { check::simulate(shop::scenario(), load, 7); });
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures,
              AllOf(HasSubstr("A handler returns normally"), HasSubstr("seed 7")));
}

TEST(UnderLoad, EndsATestThatWasStoppedAtItsLimit) {
  const Load load{.arrivals = shop::orders_at({0ms}), .steps_max = 1};
  const Verdict verdict = verdict_on([&] { check::simulate(shop::scenario(), load, 7); });
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures, HasSubstr("Load::steps_max"));
}

TEST(UnderLoad, EndsATestWithAnEventThatCannotBeDelivered) {
  Load load{.arrivals = shop::orders_at({0ms})};
  load.arrivals.front().event.subject = "\xFF";
  const Verdict verdict = verdict_on([&] { check::simulate(shop::scenario(), load, 7); });
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures, HasSubstr("cannot be delivered"));
}

}  // namespace
