#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "sim/search/transition_system.hpp"
#include "sim/search/visited_worlds.hpp"

namespace sim {

/// Visits every world that a scenario can lead to, fewest faults first, then fewest steps. In a
/// large scenario it also takes random schedules to their ends now and then, so that a search that
/// meets its limit has met ends before that.
class Explorer {
 public:
  Explorer(Scenario scenario, std::shared_ptr<Executor> executor, Reductions reductions = {});

  TransitionSystem system;

  /// The next end that differs from those before, as the place of a world; none: the search is
  /// exhausted or has been stopped by a limit.
  std::optional<std::uint32_t> next_end();

  /// Every world that there is has been visited.
  bool is_exhausted() const { return is_exhausted_; }
  World world(std::uint32_t place) const;

  const VisitedWorlds& worlds() const { return worlds_; }
  std::uint64_t transitions() const { return transitions_; }
  /// VisitedWorlds that leave something to choose.
  std::uint32_t crossroads() const { return crossroads_; }
  /// How often the search had to begin anew (see Port::invalidated_reductions): places of worlds
  /// are new then.
  int restarts() const { return restarts_; }
  int ends_count() const { return int(ends_.size()); }
  /// Number of paths through the worlds. Only when exhausted. Of schedules that differ only in the
  /// order of independent steps it counts those that the reductions have left.
  long double schedules();

 private:
  void start();
  /// Notes for later what was met from the world at `parent` …
  void meet(const World& world, std::uint32_t parent, std::size_t faults);
  /// … and enters it all into the books, in the same order, where it is new.
  void enter_all();
  /// Meets all worlds that come next; how many steps lead there.
  int expand(std::uint32_t place, std::size_t faults);
  bool visit(std::uint32_t place, std::size_t faults);
  /// Takes random schedules from worlds yet to visit. Their worlds are entered like all others.
  void take_walks();
  void walk(std::uint32_t place, std::size_t faults);
  /// One of ends_met_ that differs from those before.
  std::optional<std::uint32_t> take_new_end();

  /// There are more worlds to visit that take `faults_` faults.
  bool has_more();
  bool has_next();
  void notice_invalidated();
  void restart();

  struct Met {
    Met(const World& world, std::uint32_t parent, std::size_t faults)
        : packed{world},
          hash{VisitedWorlds::hash_of(packed.view())},
          parent{parent},
          faults{faults} {}
    Packed packed;
    std::uint64_t hash;
    std::uint32_t parent;
    std::size_t faults;
  };
  /// Looking many up in one go, each said early, hides most of what memory takes.
  static constexpr std::size_t met_max = 64;
  /// Random schedules begin at that many worlds, and again whenever there are twice as many: one
  /// for each so many worlds.
  static constexpr std::uint32_t walks_from = 1 << 14, worlds_per_walk = 1 << 10;
  VisitedWorlds worlds_;
  std::vector<Met> met_;
  std::vector<std::vector<std::uint32_t>> by_faults_;  ///< worlds to visit
  std::size_t faults_ = 0, position_ = 0;              ///< how far we are in by_faults_
  std::vector<std::uint32_t> ends_met_;  ///< worlds in which nothing is left to happen
  std::uint32_t walks_at_ = walks_from;  ///< number of worlds
  std::uint64_t seed_ = 1;
  std::map<End, std::uint32_t> ends_;
  std::uint64_t transitions_ = 0;
  std::uint32_t crossroads_ = 0;
  int invalidated_reductions_ = 0;
  static constexpr std::uint32_t restart_after_min = 512;
  std::uint32_t restart_at_ = VisitedWorlds::none;  ///< number of worlds; none: nothing is invalid
  int restarts_ = 0;
  bool has_started_ = false;
  bool is_exhausted_ = false;
};

}  // namespace sim
