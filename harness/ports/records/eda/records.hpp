#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "eda/event.hpp"
#include "eda/invalid_request.hpp"
#include "eda/service.hpp"
#include "eda/task.hpp"

namespace eda {

namespace limits {

// Records (Kafka)
inline constexpr std::size_t record_bytes_max = 1'048'588;

}  // namespace limits

/// Place in a log: a partition, and the number of a record in it. Both count from 0.
struct Offset {
  Offset() = default;
  Offset(int partition, int number) : partition{partition}, number{number} {}

  int partition = 0;
  int number = 0;

  friend auto operator<=>(const Offset&, const Offset&) = default;
};

/// Answer of the log to a commit.
class [[nodiscard(
    "the partition may have another owner by now: look at the result")]] CommitResult {
 public:
  enum class Outcome {
    committed,
    fenced,   ///< the partition has another owner now; nothing was committed
    unknown,  ///< no answer came: it was committed, or it was not
  };
  explicit CommitResult(Outcome outcome) : outcome_{outcome} {}

  bool committed() const { return outcome_ == Outcome::committed; }
  bool fenced() const { return outcome_ == Outcome::fenced; }
  bool unknown() const { return outcome_ == Outcome::unknown; }

 private:
  Outcome outcome_;
};

/// Number of the partition, of `partitions`, that has the records of this key.
int partition_of(std::string_view key, int partitions);

/// A log in partitions (Kafka, Kinesis). A record is an event. Those with one key are in one
/// partition, in their order; what has been read is still there. A stored record has three
/// extensions: `partition`, `offset` (its number there, from 0) and `partitionkey`.
///
/// Readers form groups (`on_records`). A group gets the records of a partition in their order and
/// one at a time, those of different partitions in any order and at the same time. When a handler
/// ends, its reader goes on to the next record. A reader that crashes begins again where the group
/// has last committed. So does a new owner, when a partition gets one while the old one still runs:
/// the handler of the old one goes on, and only its commit is refused.
class Records {
 public:
  virtual ~Records() = default;

  /// Appends a record. Resumes with its place; others may have run meanwhile. Throws InvalidEvent
  /// if the event has no form in JSON, and InvalidRequest for an empty key or more than 1 MiB.
  virtual Task<Offset> append(std::string key, Event record) = 0;

  /// Notes for the reader's group that it has handled all records of the partition before `next`:
  /// who reads the partition after it begins there. Throws InvalidRequest in a handler that has no
  /// record in hand, for another partition than the record's, and for a record after the next.
  virtual Task<CommitResult> commit(Offset next) = 0;
};

/// Subscribes to the log, as a reader of that group.
template <typename Ports>
Subscription on_records(std::string group, Task<> (*function)(Event, Ports)) {
  Subscription subscription{Subscription::To::port, {"record"}, handler(function)};
  subscription.port = "records";
  subscription.queue = std::move(group);
  return subscription;
}

/// Subscribes to changes of owner of the partitions that this service reads:
/// `eda.partitions.assigned` and `eda.partitions.revoked`, with the partition and the next record
/// in the data: {"partition", "offset"}. A new owner gets its first record when it has handled
/// `assigned`.
template <typename Ports>
Subscription on_partitions(Task<> (*function)(Event, Ports)) {
  Subscription subscription{Subscription::To::port, {"partitions"}, handler(function)};
  subscription.port = "records";
  return subscription;
}

/// Subscribes to the watermarks of this service: `eda.watermark`, with a time in the data:
/// {"instant"}. It is the least, over the partitions that are not idle, of the latest `time` of a
/// committed record. A partition is idle if all its records are committed and none was appended for
/// 60 seconds. If all are idle it is the time of the clock, less 60 seconds. A watermark is told at
/// the times that the scenario sets, at least once, and only if it has grown.
template <typename Ports>
Subscription on_watermarks(Task<> (*function)(Event, Ports)) {
  Subscription subscription{Subscription::To::port, {"watermarks"}, handler(function)};
  subscription.port = "records";
  return subscription;
}

}  // namespace eda
