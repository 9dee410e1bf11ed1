#pragma once

#include <deque>
#include <vector>

#include "sim/model/flat_map.hpp"
#include "sim/model/interner.hpp"
#include "sim/model/port.hpp"

namespace sim {

/// Sets of items that are due later, as numbers: 0 is the empty set.
class TimerQueues {
 public:
  /// Returns `timer_queue` without the items named in `cancelled`, and with `added`.
  int changed(int timer_queue, const std::vector<Scheduled>& added,
              const std::vector<int>& cancelled);
  /// Time at which the next item is due. Requires that there is one.
  int next_ms(int timer_queue) const { return ints_[timer_queue].front(); }
  /// Returns all items that are due at `now_ms` or before, and the timer queue without them.
  struct Split {
    std::vector<Scheduled> due;
    int rest = 0;
  };
  const Split& split(int timer_queue, int now_ms);
  std::vector<Scheduled> scheduled(int timer_queue) const;

 private:
  int number(const std::vector<Scheduled>& scheduled);

  IntsInterner ints_;
  FlatMap split_;  ///< by timer queue and moment: number in splits_
  std::deque<Split> splits_;
};

}  // namespace sim
