#pragma once

#include <cstdint>

#include "sim/model/scenario.hpp"
#include "simulate/load.hpp"
#include "simulate/simulation.hpp"

namespace check {

using sim::Load, sim::Rates, sim::Simulation, sim::Times;

/// Returns one run of the scenario under a load, on the schedule that `seed` draws: see
/// sim::simulate. It is reported as a sample. The test fails and ends when an event cannot be
/// delivered, when the run breaks a rule that holds in every test, and when it was stopped at
/// Load::steps_max. The message names the seed.
Simulation simulate(sim::Scenario scenario, Load load, std::uint64_t seed);

}  // namespace check
