#pragma once

#include <optional>
#include <vector>

#include "sim/search/futures.hpp"
#include "sim/search/schedule_player.hpp"

namespace sim {

/// Step that decides how a schedule ends, and the ends that are still open before it, as long as
/// there is no further fault.
struct Turn {
  /// First step after which everything leads to this end; -1: not known, or so from the start.
  int step = -1;
  /// Share of the schedules that end otherwise: before the first step, then after each step. The
  /// last one above 0 stands before `step`. Nothing: not known, because there are too many worlds.
  std::vector<std::optional<double>> otherwise;
};

/// Returns the turn of `schedule` to the end of `counts`; a schedule to another end has no step
/// that decides. A test that accepts some ends has not seen all of them yet, so all are others
/// here.
Turn turn_of(TransitionSystem& system, const Schedule& schedule, FutureCounts& counts);

}  // namespace sim
