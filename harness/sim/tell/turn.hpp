#pragma once

#include <optional>
#include <vector>

#include "sim/search/futures.hpp"
#include "sim/search/schedule_player.hpp"

namespace sim {

/// What is left to happen along a schedule, as long as there is no further fault.
struct Turn {
  /// First step after which everything leads to this end; -1: not known, or so from the start.
  int step = -1;
  /// Share of the schedules that end otherwise: before the first step, then after each step. The
  /// last one above 0 stands before `step`. Nothing: not known, because there are too many worlds.
  std::vector<std::optional<double>> otherwise;
};

/// Returns how `schedule` comes to the end of `counts`, or to another. A test that accepts other
/// ends has not seen all of them yet, so all of them are others here.
Turn turn_of(TransitionSystem& system, const Schedule& schedule, FutureCounts& counts);

}  // namespace sim
