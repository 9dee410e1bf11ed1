#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/tell/outcome_search.hpp"
#include "simulate/load.hpp"

namespace sim {

/// Returns true for an outcome that is wrong, given all events that have arrived.
using Breaks = std::function<bool(const Outcome& outcome, const std::vector<Arrival>& arrivals)>;

/// A wrong simulation, cut down to the orders that matter.
struct Shrunk {
  std::vector<std::string> orders{};  ///< by Load::order_of
  std::vector<Arrival> arrivals{};    ///< their events, at their moments
  std::uint64_t seed = 0;             ///< with these arrivals alone, this seed breaks the same rule
  int simulations = 0;                ///< that it took
};

/// Removes orders from a wrong simulation for as long as the rest is still wrong (delta debugging,
/// ddmin; Zeller and Hildebrandt 2002). Other arrivals change what a seed draws, so each rest is
/// tried with `seeds_max` seeds from `seed` on. Events of Scenario::events stay. Absent: `seed`
/// breaks nothing.
std::optional<Shrunk> shrunk(const Scenario& scenario, const Load& load, std::uint64_t seed,
                             const Breaks& breaks, int seeds_max = 8);

/// Searches all schedules of those arrivals for the wrong outcome with the fewest faults; its
/// `tell` returns the shortest schedule. The arrivals come at once: first without faults, then with
/// one of each kind that the load has, then at their own moments, and time may overtake a handler
/// once. Absent: no schedule of these is wrong, or Scenario::worlds_max was reached first. Such a
/// rule needs rates or capacity.
std::optional<FoundOutcome> shortest_break(const Scenario& scenario, const Load& load,
                                           const Shrunk& shrunk, const Breaks& breaks);

}  // namespace sim
