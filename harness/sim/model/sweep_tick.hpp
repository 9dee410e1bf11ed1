#pragma once

#include <cstddef>
#include <string>

#include "sim/model/scenario.hpp"

namespace sim {

/// Event of the tick at `scenario.sweeps[number]`.
inline Event sweep_tick(const Scenario& scenario, std::size_t number) {
  Event tick{"eda.sweep"};
  tick.source = "scheduler";
  tick.id = "sweep-" + std::to_string(number + 1);
  tick.time = scenario.start + scenario.sweeps[number];
  return tick;
}

}  // namespace sim
