#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "eda/event.hpp"
#include "eda/invalid_request.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"
#include "eda/task.hpp"

namespace eda {

namespace limits {

// Events (KurrentDB)
inline constexpr std::size_t append_bytes_max = std::size_t{1} << 20;

}  // namespace limits

/// Answer of an event store to an append.
class [[nodiscard("another may have been first: look at the result")]] AppendResult {
 public:
  enum class Outcome {
    appended,
    conflict,  ///< the stream has another length than expected; nothing was appended
    unknown,   ///< no answer came: it was carried out, or it was not. Read the stream
  };
  AppendResult(Outcome outcome, int version, int position)
      : outcome_{outcome}, version_{version}, position_{position} {}

  bool appended() const { return outcome_ == Outcome::appended; }
  bool conflict() const { return outcome_ == Outcome::conflict; }
  bool unknown() const { return outcome_ == Outcome::unknown; }

  /// Number of events in the stream: after the append, or as a conflict found it. 0 if unknown.
  int version() const { return version_; }
  /// Position of the last event that was appended. 0 if nothing was, or unknown.
  int position() const { return position_; }

 private:
  Outcome outcome_;
  int version_, position_;
};

/// An event store (KurrentDB): streams to which events are appended and from which none is ever
/// removed. A stored event has three extensions: `stream`; `version`, its number in the stream;
/// and `position`, its number in the store. Both numbers count 1, 2, 3 … without gaps.
///
/// A subscriber (`on_events`) gets each event at least once: those of a stream in their order and
/// one at a time, those of different streams in any order and at the same time.
///
/// A test finds all events in `outcome.held("events").at("events")`, in the order of positions.
class Events {
 public:
  virtual ~Events() = default;

  /// Appends all of `events` if the stream has `expected` events, else none. 0: it is a new stream.
  /// Resumes with the store's answer; others may have run meanwhile. Throws InvalidEvent for an
  /// event that is no CloudEvent, or whose type belongs to another service. Throws InvalidRequest
  /// for an empty name, a negative length, no events, or more than 1 MiB.
  virtual Task<AppendResult> append(std::string stream, int expected,
                                    std::vector<Event> events) = 0;

  /// Up to `at_most` events of a stream, from the version `from` on. Empty: there are none. An
  /// eventual read may not see the latest events yet; it never sees one without those before it.
  /// Throws InvalidRequest for an empty name, or a number below 1.
  virtual Task<std::vector<Event>> read(std::string stream, int from, int at_most,
                                        Read read = Read::eventual) = 0;

  /// Up to `at_most` events of all streams, of the positions after `after` (0: from the first on),
  /// in their order. It sees every event. Throws InvalidRequest for a negative position, or a
  /// number below 1.
  virtual Task<std::vector<Event>> read_all(int after, int at_most) = 0;
};

/// Subscribes to all streams of the event store.
template <typename Ports>
Subscription on_events(Task<> (*function)(Event, Ports)) {
  Subscription subscription{Subscription::To::port, {}, handler(function)};
  subscription.port = "events";
  return subscription;
}

}  // namespace eda
