#pragma once

#include <functional>
#include <string>

#include "sim/tell/outcome_search.hpp"
#include "sim/tell/token.hpp"

namespace sim {

/// Watches a schedule while the real coroutines go along it.
struct Watch {
  /// Gets each line before the code runs that it announces.
  std::function<void(const std::string& lines)> show{};
  /// Called before the code of a step runs.
  std::function<void()> pause{};
  std::size_t width = text_columns;
};

/// The outcome that a replay token leads to, if the code still goes there. Only the coroutines of
/// the schedule run, each as far as the schedule says at that moment: nothing is searched, learnt
/// or confirmed before.
struct Replayed {
  FoundOutcome found;
  std::string drift;  ///< what differed from the token, and at which step; empty: nothing
};
Replayed replay(Scenario scenario, const Token& token, const Watch& watch);

/// The calm schedule of `run_calmly`, in the same way.
FoundOutcome run_watched(Scenario scenario, const Watch& watch);

}  // namespace sim
