#include <bit>
#include <utility>

#include "sim/search/transition_system.hpp"

namespace sim {

namespace {

/// At most 64 movers of one world, each a bit: handlers, and time.
class Movers {
 public:
  void add(Footprints& footprints, int slot_of_step, int slot_of_future, bool runs_whole) {
    const Footprints::Slot& slot = footprints[slot_of_step];
    const Footprint& step = runs_whole ? slot.own : slot.next;
    const Footprint& future = footprints[slot_of_future].future;
    const auto at = std::size_t(count_++);
    step_reads_[at] = step.read;
    step_changes_[at] = step.changed;
    future_reads_[at] = future.read;
    future_changes_[at] = future.changed;
    slots_of_steps_[at] = slot_of_step;
    slots_of_futures_[at] = slot_of_future;
  }
  int count() const { return count_; }
  Footprint step(int mover) const {
    return {step_reads_[std::size_t(mover)], step_changes_[std::size_t(mover)]};
  }
  int slot_of_step(int mover) const { return slots_of_steps_[std::size_t(mover)]; }
  int slot_of_future(int mover) const { return slots_of_futures_[std::size_t(mover)]; }

  /// The smallest set of fewer movers than there are whose steps conflict with no other's future,
  /// and in which one of the first `first_max` is; 0: none. `never` is in no set.
  std::uint64_t smallest_closed(int first_max, std::uint64_t never) const {
    std::uint64_t best = 0;
    int smaller_than = count_;
    for (int first = 0; first < first_max && smaller_than > 1; ++first) {
      if (const std::uint64_t set = closed(first, smaller_than, never)) {
        best = set;
        smaller_than = std::popcount(set);
      }
      never |= bit(first);  // a set with that one is no smaller
    }
    return best;
  }

  static std::uint64_t bit(int mover) { return std::uint64_t{1} << mover; }

 private:
  std::uint64_t closed(int first, int smaller_than, std::uint64_t never) const {
    std::uint64_t set = bit(first);
    for (std::uint64_t open = set; open != 0;) {
      const std::uint64_t more = conflicts_of(std::countr_zero(open)) & ~set;
      open &= open - 1;
      if (more == 0) continue;
      set |= more;
      if ((more & never) != 0 || std::popcount(set) >= smaller_than) return 0;
      open |= more;
    }
    return set;
  }
  /// Movers with whose futures the step of `mover` conflicts: see Footprint::conflicts_with.
  std::uint64_t conflicts_of(int mover) const {
    const auto [reads, changes] = step(mover);
    std::uint64_t all = 0;
    for (std::size_t other = 0; other < std::size_t(count_); ++other) {
      const std::uint64_t both =
          (changes & future_reads_[other]) | (future_changes_[other] & reads);
      all |= std::uint64_t{both != 0} << other;
    }
    return all;
  }

  static constexpr std::size_t max = World::handlers_max + 1;
  using Things = std::array<std::uint64_t, max>;
  Things step_reads_, step_changes_, future_reads_, future_changes_;  ///< by mover
  std::array<int, max> slots_of_steps_, slots_of_futures_;
  int count_ = 0;
};

}  // namespace

bool TransitionSystem::find_ample(const World& now, AmpleSet& ample) {
  if (!reductions_.ample_sets || running(now) >= 0) return false;
  // a handler that waits for its answer is no mover, but may crash and begin again
  if (moves_.timer_queues.has_answers(now.timer_queue)) return false;
  Footprints& footprints = moves_.footprints;
  footprints.update();
  if (footprints.has_waits()) return false;
  const bool runs_whole = scenario_.overlap != Overlap::full;
  const bool may_die = now.budget.left(Fault::crash) > 0;
  Movers movers;
  int previous = -1;
  for (const int node : now) {
    if (std::exchange(previous, node) == node) continue;
    const int slot = footprints.slot_of(node);
    movers.add(footprints, slot, may_die ? footprints.slot_of_root(node) : slot, runs_whole);
    ample.nodes[std::size_t(movers.count() - 1)] = node;
  }
  const int handlers = movers.count();
  const bool time_may_pass =
      handlers > 0 && may_pass_time(now) && reductions_.mistake != FootprintMistake::no_time_races;
  if (time_may_pass) {
    const int slot = footprints.slot_of_timer_queue(now.timer_queue);
    movers.add(footprints, slot, slot, false);
  }
  if (movers.count() < 2) return false;
  const std::uint64_t never = time_may_pass && runs_whole ? Movers::bit(handlers) : 0;
  const std::uint64_t set = movers.smallest_closed(handlers, never);
  if (set == 0) return false;

  Footprint steps;
  for (int i = 0; i < movers.count(); ++i) {
    if ((set & Movers::bit(i)) == 0) continue;
    steps.add(movers.step(i));
    footprints[movers.slot_of_step(i)].is_relied_on = true;
    if (i == handlers)
      ample.has_time = true;
    else
      ample.nodes[std::size_t(ample.nodes_count++)] = ample.nodes[std::size_t(i)];
  }
  for (int i = 0; i < movers.count(); ++i)
    if ((set & Movers::bit(i)) == 0)
      footprints[movers.slot_of_future(i)].forbidden.add({steps.changed, steps.read});
  return true;
}

}  // namespace sim
