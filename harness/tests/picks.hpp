#pragma once

#include <cassert>
#include <cstddef>
#include <vector>

namespace brute_force {

/// The choices of one schedule, in the order in which they are met.
class Picks {
 public:
  /// One of 0 … `count` - 1: what the schedule says, or 0 where it says nothing yet.
  int pick(int count) {
    assert(count > 0 && "pick() needs something to pick from");
    if (count == 1) return 0;
    if (at_ == picks_.size()) picks_.push_back({0, count});
    assert(picks_[at_].count == count && "a schedule played again offers the same choices");
    return picks_[at_++].index;
  }
  /// Nothing that is played from here on has been played before.
  bool are_on_new_ground() const { return at_ == picks_.size(); }
  /// False when there is no other schedule.
  bool go_on_to_next_schedule() {
    at_ = 0;
    while (!picks_.empty() && picks_.back().index + 1 == picks_.back().count) picks_.pop_back();
    if (!picks_.empty()) ++picks_.back().index;
    return !picks_.empty();
  }

 private:
  struct Pick {
    int index, count;
  };
  std::vector<Pick> picks_;
  std::size_t at_ = 0;
};

}  // namespace brute_force
