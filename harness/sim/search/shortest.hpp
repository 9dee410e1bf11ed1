#pragma once

#include <functional>
#include <optional>

#include "sim/search/explorer.hpp"
#include "sim/search/schedule_player.hpp"

namespace sim {

/// The schedule to an end like `goal` with the fewest faults, then the fewest switches from a
/// handler that has not finished to another, then the fewest steps. Nothing when that takes a look
/// at more than `states_max` states.
std::optional<Schedule> shortest(TransitionSystem& system, End goal, int states_max = 400'000);

/// How the explorer came to world number `end`: few faults, but in an order that is hard to read.
Schedule path_to(Explorer& explorer, std::uint32_t end);

/// The schedule that goes with `schedule` as far as any to an end that `passes`, and from there
/// takes the fewest steps. Nothing when there is none, or when more than `worlds_max` worlds would
/// have to be looked at.
std::optional<Schedule> nearest(TransitionSystem& system, const Schedule& schedule,
                                const std::function<bool(End)>& passes,
                                std::uint32_t worlds_max = 100'000);

/// Whether an end that `is_good` can still be reached from `world`; nothing when more than
/// `worlds_max` worlds would have to be looked at.
std::optional<bool> can_reach(TransitionSystem& system, const World& world,
                              const std::function<bool(End)>& is_good,
                              std::uint32_t worlds_max = 20'000);

}  // namespace sim
