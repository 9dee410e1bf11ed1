#pragma once

#include <functional>
#include <string>

#include "sim/tell/outcome_search.hpp"
#include "sim/tell/token.hpp"

namespace sim {

/// Watches a schedule while the real coroutines go along it.
struct Watch {
  /// Gets each line before the code of its step runs.
  std::function<void(const std::string& lines)> show{};
  /// Called before the code of a step runs.
  std::function<void()> pause{};
  std::size_t width = text_columns;
};

/// Returns the outcome of a replay token, if the code still follows it. Only the coroutines of the
/// schedule run, each as far as the schedule says at that moment. There is no search before.
struct Replayed {
  FoundOutcome found;
  std::string drift;  ///< first difference from the token, and its step; empty: none
};
Replayed replay(Scenario scenario, const Token& token, const Watch& watch);

/// Plays the calm schedule of `run_calmly` in the same way.
FoundOutcome run_watched(Scenario scenario, const Watch& watch);

}  // namespace sim
