#pragma once

#include <unordered_map>
#include <vector>

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
  /// Splits off all that is due at `now_ms` or before; the rest is the new agenda.
  std::vector<Due> take_due(int& agenda, int now_ms);
  std::vector<Due> dues(int agenda) const;

 private:
  int number(const std::vector<Due>& dues);

  IntsInterner ints_;
};

}  // namespace sim
