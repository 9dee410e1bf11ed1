#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/tell/outcome_search.hpp"

namespace sim {

/// One of the distinct ends of a scenario.
struct DistinctEnd {
  FoundOutcome found;         ///< tells the calmest schedule: see `shortest`
  bool is_calmest = true;     ///< false: the search for it took too many states, so it is another
  int faults = 0, steps = 0;  ///< of that schedule
  long double schedules = 0;  ///< number of those with this end; see Explorer::schedules
  std::uint32_t worlds = 0;   ///< number of worlds in which they end
};

/// All distinct ends of a scenario, those with the calmest schedules first.
struct Gallery {
  std::vector<DistinctEnd> ends{};
  std::uint32_t worlds = 0;
  bool is_exhausted = false;  ///< false: a limit was reached, so nothing has been counted

  long double schedules() const;
};

/// Searches all ends of `scenario`. Throws HiddenState.
Gallery gallery_of(Scenario scenario, std::shared_ptr<Executor> executor = {});

}  // namespace sim
