#pragma once

#include <vector>

namespace sim {

/// Events in lanes. Within a lane, a FIFO group or the changes of one key, each reader handles them
/// in their order and one at a time, at its own pace. A lane keeps an event until its last reader
/// has handled it. Empty lanes are not kept, so that equal situations are equal values.
class LaneLog {
 public:
  /// Appends `event` to `lane`, which has these readers at each call. Returns those that have
  /// handled all events before it: it is delivered to them now. Without readers it is not kept.
  std::vector<int> append(int lane, int event, const std::vector<int>& readers);
  /// Notes that `reader` has handled its event of `lane`. Returns its next event, to be delivered
  /// now, or -1.
  int handled(int lane, int reader);

  /// Returns the events of `lane` that `reader` has not handled. The first is being handled.
  std::vector<int> left_to(int reader, int lane) const;
  /// True if no event of `lane` is being handled or waits.
  bool is_free(int lane) const;

  void write(std::vector<int>& out) const;
  void read(const int*& at);
  bool empty() const { return lanes_.empty(); }

 private:
  struct Bookmark {
    int reader = 0;
    int next = 0;  ///< index in Lane::events of the event that this reader is handling
  };
  struct Lane {
    int number = 0;
    std::vector<int> events{};
    std::vector<Bookmark> bookmarks{};
  };
  std::vector<Lane>::iterator find(int lane);
  void drop_handled(std::vector<Lane>::iterator lane);

  std::vector<Lane> lanes_;  ///< by number
};

}  // namespace sim
