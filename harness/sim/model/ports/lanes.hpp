#pragma once

#include <vector>

namespace sim {

/// Queues in which the first event is being handled and the others wait. They keep the order within
/// a FIFO group or within the changes of one key. Empty lanes are not kept.
class Lanes {
 public:
  /// Adds `event`. Returns true if it is first in its lane, so that it is delivered now.
  bool push(int lane, int event);
  /// Removes the first event of `lane`. Returns the next one, to be delivered now, or -1.
  int pop(int lane);

  void write(std::vector<int>& out) const;
  void read(const int*& at);
  bool empty() const { return lanes_.empty(); }

 private:
  struct Lane {
    int number;
    std::vector<int> events;
  };
  std::vector<Lane>::iterator find(int lane);

  std::vector<Lane> lanes_;  ///< by number
};

}  // namespace sim
