#pragma once

#include "sim/search/explorer.hpp"
#include "sim/tell/outcome.hpp"

namespace sim {

/// Returns the publications and failures of `world`, which has no next step.
Outcome outcome_of(const TransitionSystem& system, const World& world);

/// Returns `scenario` without faults, in which everything is observed.
Scenario calm(Scenario scenario);

}  // namespace sim
