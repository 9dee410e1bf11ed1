#pragma once

#include <memory>

#include "sim/learn/executor.hpp"
#include "simulate/load.hpp"
#include "simulate/simulation.hpp"

namespace sim {

/// Runs the handlers of `scenario` under `load` over virtual time, on the one schedule that `seed`
/// draws. Each request takes the time that the load says; all that is due at one moment happens in
/// a drawn order. Without an executor the handlers run in this process.
///
/// Time passes while handlers wait, so Overlap, Faults::time_races and the numbers of Faults have
/// no effect; see Load::keeps_to_faults. Ports in Scenario::played are played as in a calm run,
/// except the bus, the store, the timers and the caller.
///
/// Throws InvalidEvent for an event that has no JSON form, and std::invalid_argument for a scenario
/// that a port cannot begin with or for a service in Load::workers or a port in Load::calls_of that
/// does not exist.
Simulation simulate(Scenario scenario, Load load, std::uint64_t seed,
                    std::shared_ptr<Executor> executor = {});

}  // namespace sim
