#include <bit>
#include <utility>

#include "sim/search/transition_system.hpp"

namespace sim {

namespace {

/// Mover: a handler, or time.
struct Mover {
  Footprint step;    ///< of the next step
  Footprint future;  ///< of all that it may lead to
  int slot_of_step;
  int slot_of_future;
};

/// At most 64 movers of one world, each a bit.
class Movers {
 public:
  void add(Footprints& footprints, int slot_of_step, int slot_of_future, bool runs_whole) {
    const Footprints::Slot& slot = footprints[slot_of_step];
    movers_[std::size_t(count_++)] = {runs_whole ? slot.own : slot.next,
                                      footprints[slot_of_future].future, slot_of_step,
                                      slot_of_future};
  }
  int count() const { return count_; }
  const Mover& operator[](int mover) const { return movers_[std::size_t(mover)]; }

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
    int size = 1;
    for (std::uint64_t open = set; open != 0;) {
      const Footprint step = (*this)[std::countr_zero(open)].step;
      open &= open - 1;
      for (int other = 0; other < count_; ++other) {
        if (!step.conflicts_with((*this)[other].future) || (set & bit(other)) != 0) continue;
        if ((never & bit(other)) != 0 || ++size >= smaller_than) return 0;
        set |= bit(other);
        open |= bit(other);
      }
    }
    return set;
  }

  std::array<Mover, World::handlers_max + 1> movers_;
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
    steps.add(movers[i].step);
    footprints[movers[i].slot_of_step].is_relied_on = true;
    if (i == handlers)
      ample.has_time = true;
    else
      ample.nodes[std::size_t(ample.nodes_count++)] = ample.nodes[std::size_t(i)];
  }
  for (int i = 0; i < movers.count(); ++i)
    if ((set & Movers::bit(i)) == 0)
      footprints[movers[i].slot_of_future].forbidden.add({steps.changed, steps.read});
  return true;
}

}  // namespace sim
