#pragma once

#include <string>

#include "eda/event.hpp"
#include "eda/invalid_request.hpp"
#include "eda/task.hpp"

namespace eda {

/// Queues that keep the order within a group (SQS FIFO). A queue delivers the next event of a group
/// when the one before it has been handled. It delivers an event again when its handler has
/// crashed.
///
/// Queues have names; the one without a name is there in every scenario. An event that comes from a
/// queue with a name has that name in the extension `queue`. A queue to which the scenario gives a
/// RetryPolicy also lets a handler put its message off, or park it: see Delivery.
class Fifo {
 public:
  virtual ~Fifo() = default;

  /// Sends to the queue without a name. Resumes when the queue has taken the event. A `dedup_id`
  /// that this queue has seen in the last five minutes is acknowledged and dropped. Throws
  /// InvalidRequest unless both ids have 1 to 128 characters, letters, digits and ASCII
  /// punctuation, or for an event above 256 KB.
  virtual Task<> send(std::string group, std::string dedup_id, Event event) = 0;

  /// Sends to the queue of that name, which is a FIFO queue unless Scenario::queues says otherwise.
  /// A standard queue keeps no order and drops nothing: it delivers each event at once. Throws
  /// InvalidRequest as above, and when no queue has that name: 1 to 80 letters, digits, `-` and
  /// `_`.
  virtual Task<> send(std::string queue, std::string group, std::string dedup_id, Event event) = 0;
};

}  // namespace eda
