#pragma once

#include "sim/explorer.hpp"
#include "sim/outcome.hpp"

namespace sim {

/// Publications and failures of `world`, in which nothing is left to happen.
Outcome outcome_of(const Rules& rules, const World& world);

/// `scenario` without faults, in which everything is observed.
Scenario calm(Scenario scenario);

}  // namespace sim
