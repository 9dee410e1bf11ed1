#pragma once

#include "sim/search/explorer.hpp"
#include "sim/tell/outcome.hpp"

namespace sim {

/// Publications and failures of `world`, in which nothing is left to happen.
Outcome outcome_of(const TransitionSystem& system, const World& world);

/// `scenario` without faults, in which everything is observed.
Scenario calm(Scenario scenario);

}  // namespace sim
