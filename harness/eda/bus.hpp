#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "eda/event.hpp"
#include "eda/invalid_request.hpp"
#include "eda/task.hpp"

namespace eda {

/// What became of one entry of a publication.
enum class EntryResult {
  accepted,
  failed,   ///< this entry was not taken; publish it again
  unknown,  ///< no answer came back: it may have been taken, or not
};

/// What became of a publication, entry by entry (EventBridge PutEvents).
class [[nodiscard("an entry may have failed: look at the result")]] PublishResult {
 public:
  explicit PublishResult(std::vector<EntryResult> entries) : entries_{std::move(entries)} {}

  /// Every entry was accepted.
  bool ok() const {
    return std::all_of(entries_.begin(), entries_.end(),
                       [](EntryResult entry) { return entry == EntryResult::accepted; });
  }
  /// One for each event, in their order.
  const std::vector<EntryResult>& entries() const { return entries_; }

 private:
  std::vector<EntryResult> entries_;
};

/// Delivers each event at least once to everyone who listens to its type, in no particular order.
class Bus {
 public:
  virtual ~Bus() = default;

  /// Resumes when the bus has answered; listeners may have run meanwhile.
  /// Throws InvalidEvent for an event that is no CloudEvent or of another service's domain, and
  /// InvalidRequest for no events, more than ten or more than 256 KB of them (EventBridge
  /// PutEvents).
  Task<PublishResult> publish(Event event) {
    std::vector<Event> events;
    events.push_back(std::move(event));
    return publish(std::move(events));
  }
  virtual Task<PublishResult> publish(std::vector<Event> events) = 0;
};

}  // namespace eda
