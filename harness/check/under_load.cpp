#include "check/under_load.hpp"

#include <fmt/format.h>

#include "check/running.hpp"
#include "check/session.hpp"
#include "simulate/simulate.hpp"

namespace check {

Simulation simulate(sim::Scenario scenario, Load load, std::uint64_t seed) {
  check_events_of(scenario);
  for (const sim::Arrival& arrival : load.arrivals) check_event(arrival.event);
  const auto executor = executor_for(scenario);
  Simulation simulation = sim::simulate(std::move(scenario), std::move(load), seed, executor);
  session().report([&] { return simulation.summary(); });
  const sim::Rule rule = simulation.broken_house_rule();
  if (!rule.says.empty())
    fail_test(fmt::format("{}\n  Hint: {}\n  {}", rule.says, rule.hint, simulation.summary()));
  if (!simulation.measures().is_finished)
    fail_test("The simulation did not end. " + simulation.summary());
  return simulation;
}

}  // namespace check
