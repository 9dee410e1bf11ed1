#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/search/transition_system.hpp"
#include "sim/search/visited_worlds.hpp"

namespace sim {

/// Numbers of schedules from one world, by their ends.
struct Futures {
  long double alike = 0;      ///< those that end in one given way
  long double otherwise = 0;  ///< all others

  /// Returns the share of schedules that end otherwise. It is 0 or 1 only if that is exact.
  double share_otherwise() const;
};

/// Counts schedules without any reduction. As in worlds, handlers with equal histories are not told
/// apart. All calls share what has been counted.
class FutureCounts {
 public:
  /// Cost: some tens of milliseconds.
  static constexpr std::uint32_t worlds_max_default = 20'000;

  FutureCounts(TransitionSystem& system, End end, std::uint32_t worlds_max = worlds_max_default)
      : system_{system}, end_{end}, worlds_max_{worlds_max} {}

  End end() const { return end_; }
  /// Returns the numbers of schedules from `world`. Returns nothing from the call on that takes
  /// all calls together to more than `worlds_max` worlds.
  std::optional<Futures> from(const World& world);

 private:
  /// World whose successors are being counted.
  struct Open {
    std::uint32_t index;
    std::vector<VisitedWorlds::Added> next{};
    std::size_t counted = 0;  ///< of `next`
  };
  Open opened(const VisitedWorlds::Added& added);
  VisitedWorlds::Added known(const World& world) {
    return known_.add(Packed{world}.view(), known_.size());
  }

  TransitionSystem& system_;
  End end_;
  std::uint32_t worlds_max_;
  VisitedWorlds known_;           ///< notes: the index, which is the order of discovery
  std::vector<Futures> futures_;  ///< by index
  std::vector<bool> is_known_;    ///< by index
};

}  // namespace sim
