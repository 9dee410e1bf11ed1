#pragma once

#include <deque>
#include <vector>

#include "sim/flat_map.hpp"
#include "sim/interner.hpp"
#include "sim/port.hpp"

namespace sim {

/// What is due later, as numbers: 0 is nothing.
class Agendas {
 public:
  /// `agenda` without what is due under one of the names `cancelled`, and with `added`.
  int changed(int agenda, const std::vector<Due>& added, const std::vector<int>& cancelled);
  /// When the next thing is due. Only while there is one.
  int next_ms(int agenda) const { return ints_[agenda].front(); }
  /// All that is due at `now_ms` or before, and the agenda without it.
  struct Split {
    std::vector<Due> due;
    int rest = 0;
  };
  const Split& split(int agenda, int now_ms);
  std::vector<Due> dues(int agenda) const;

 private:
  int number(const std::vector<Due>& dues);

  IntsInterner ints_;
  FlatMap split_;  ///< by agenda and moment: number in splits_
  std::deque<Split> splits_;
};

}  // namespace sim
