#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>

#include "sim/search/explorer.hpp"
#include "sim/search/schedule_player.hpp"

namespace sim {

/// Returns the schedule to an end like `goal` with the fewest faults, then the fewest switches from
/// a handler that has not finished to another, then the fewest steps. Nothing if the search takes
/// more than `states_max` states.
std::optional<Schedule> shortest(TransitionSystem& system, End goal, int states_max = 400'000);

/// The same for each of several ends, with one search. An end without a schedule is left out.
std::map<End, Schedule> shortest_to_each(TransitionSystem& system, std::set<End> goals,
                                         int states_max = 400'000);

/// Returns the path of the explorer to world number `end`: few faults, but in an order that is hard
/// to read.
Schedule path_to(Explorer& explorer, std::uint32_t end);

/// Returns the schedule to an end that `passes` with the longest common beginning with `schedule`,
/// and with the fewest steps after it. Nothing if there is none, or if the search takes more than
/// `worlds_max` worlds.
std::optional<Schedule> nearest(TransitionSystem& system, const Schedule& schedule,
                                const std::function<bool(End)>& passes,
                                std::uint32_t worlds_max = 100'000);

/// Returns true if an end that `is_good` can still be reached from `world`; nothing if the search
/// takes more than `worlds_max` worlds.
std::optional<bool> can_reach(TransitionSystem& system, const World& world,
                              const std::function<bool(End)>& is_good,
                              std::uint32_t worlds_max = 20'000);

}  // namespace sim
