#pragma once

#include <cstddef>

#include "sim/search/schedule_player.hpp"

namespace sim {

/// Returns `schedule` with its steps from number `first` on in an order that is easier to read: a
/// handler continues as long as that leads to the same end. Handlers and faults stay the same.
Schedule in_reading_order(TransitionSystem& system, Schedule schedule, std::size_t first = 0);

}  // namespace sim
