#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "sim/search/local_steps.hpp"
#include "sim/search/transition_system.hpp"
#include "sim/search/visited_worlds.hpp"

namespace sim {

/// Visits every world that a scenario can lead to, fewest faults first, then fewest steps. In a
/// large scenario it also plays random schedules to their ends from time to time. So a search that
/// stops at its limit has found ends before that.
class Explorer {
 public:
  Explorer(Scenario scenario, std::shared_ptr<Executor> executor, Reductions reductions = {});

  TransitionSystem system;

  /// Returns the next end that differs from those before, as the place of a world; none: the search
  /// is exhausted or a limit has stopped it.
  std::optional<std::uint32_t> next_end();

  /// True if every world has been visited.
  bool is_exhausted() const { return is_exhausted_; }
  World world(std::uint32_t place) const;

  /// Each with the place of the world from which it was first reached, as its note.
  const VisitedWorlds& worlds() const { return worlds_; }
  /// Memory for them.
  std::size_t bytes() const { return worlds_.bytes() + steps_.bytes(); }
  std::uint64_t transitions() const { return transitions_; }
  /// Number of worlds with more than one successor.
  std::uint32_t crossroads() const { return crossroads_; }
  /// Number of restarts of the search (see Port::invalidated_reductions). A restart makes new
  /// places of worlds.
  int restarts() const { return restarts_; }
  int ends_count() const { return int(ends_.size()); }
  /// The distinct ends so far, each with the place of the first world that is one.
  const std::map<End, std::uint32_t>& ends() const { return ends_; }
  /// Number of paths through the worlds, known only when exhausted. Of schedules that differ only
  /// in the order of independent steps it counts those that the reductions have left.
  long double schedules();
  /// Paths that end in one way, and the worlds in which they end.
  struct EndCount {
    long double schedules = 0;
    std::uint32_t worlds = 0;
  };
  /// The same, for each end.
  std::map<End, EndCount> count_by_end();

 private:
  void start();
  /// Notes the worlds that were reached from the world at `parent` …
  void meet(const NumberedWorld& world, std::uint32_t parent, std::size_t faults);
  /// … and adds the new ones among them to the visited set, in the same order.
  void enter_all();
  /// Reaches all next worlds. Returns the number of steps that lead there.
  int expand(std::uint32_t place, std::size_t faults);
  bool visit(std::uint32_t place, std::size_t faults);
  /// Plays random schedules from worlds not yet visited. Their worlds are added like all others.
  void take_walks();
  void walk(std::uint32_t place, std::size_t faults);
  /// Returns one of ends_met_ that differs from those before.
  std::optional<std::uint32_t> take_new_end();

  /// True if more worlds with `faults_` faults are to be visited.
  bool has_more();
  bool has_next();
  void notice_invalidated();
  void restart();

  struct Met {
    std::uint32_t begin, size;  ///< in met_bytes_
    std::uint32_t parent, faults;
    std::uint64_t hash = 0;
  };
  std::string_view packed(const Met& met) const {
    return {met_bytes_.data() + met.begin, met.size};
  }
  /// Many look-ups at once, each prefetched, hide most of the time for memory.
  static constexpr std::size_t met_max = 64;
  /// Random schedules begin at this number of worlds, and again each time the number has doubled:
  /// one schedule for each `worlds_per_walk` worlds.
  static constexpr std::uint32_t walks_from = 1 << 14, worlds_per_walk = 1 << 10;
  VisitedWorlds worlds_;
  LocalSteps steps_{system};
  std::vector<Met> met_;
  std::vector<char> met_bytes_;
  std::size_t met_bytes_count_ = 0;                    ///< number of them that are used
  std::vector<std::vector<std::uint32_t>> by_faults_;  ///< worlds to visit
  std::size_t faults_ = 0, position_ = 0;              ///< position in by_faults_
  std::vector<std::uint32_t> ends_met_;                ///< worlds without a next step
  std::uint32_t walks_at_ = walks_from;                ///< number of worlds
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
