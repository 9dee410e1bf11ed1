#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "eda/event.hpp"
#include "eda/invalid_request.hpp"
#include "eda/task.hpp"

namespace eda {

/// Result of one entry of a publication.
enum class EntryResult {
  accepted,
  failed,   ///< the bus did not take this entry; publish it again
  unknown,  ///< no reply arrived: the bus may have taken it, or not
};

/// Result of a publication, entry by entry (EventBridge PutEvents).
/// `(void)co_await` in front of the call ignores it on purpose.
class [[nodiscard(
    "an entry may have failed: look at the result, or write (void)co_await ...")]] PublishResult {
 public:
  explicit PublishResult(std::vector<EntryResult> entries) : entries_{std::move(entries)} {}

  /// True if every entry was accepted.
  bool ok() const {
    return std::all_of(entries_.begin(), entries_.end(),
                       [](EntryResult entry) { return entry == EntryResult::accepted; });
  }
  /// Results of the entries, in the order of the events.
  const std::vector<EntryResult>& entries() const { return entries_; }

 private:
  std::vector<EntryResult> entries_;
};

/// Event bus. Delivers each event at least once to every subscriber of its type, in any order.
class Bus {
 public:
  virtual ~Bus() = default;

  /// Resumes when the bus has replied; other handlers may have run meanwhile. `eda::announce`
  /// (eda/announce.hpp) repeats it until the event is accepted.
  /// Throws InvalidEvent for an event that is not a CloudEvent, or whose type belongs to another
  /// service. Throws InvalidRequest for no events, more than ten events, or more than 256 KB
  /// (EventBridge PutEvents).
  Task<PublishResult> publish(Event event) {
    std::vector<Event> events;
    events.push_back(std::move(event));
    return publish(std::move(events));
  }
  virtual Task<PublishResult> publish(std::vector<Event> events) = 0;
};

}  // namespace eda
