#pragma once

#include <string>

#include "eda/event.hpp"
#include "eda/invalid_request.hpp"
#include "eda/task.hpp"

namespace eda {

/// Queue that keeps the order within a group (SQS FIFO). It delivers the next event of a group when
/// the one before it has been handled. It delivers an event again when its handler has crashed.
class Fifo {
 public:
  virtual ~Fifo() = default;

  /// Resumes when the queue has taken the event. A `dedup_id` seen in the last five minutes is
  /// acknowledged and dropped. Throws InvalidRequest unless both ids have 1 to 128 characters,
  /// letters, digits and ASCII punctuation, or for an event above 256 KB.
  virtual Task<> send(std::string group, std::string dedup_id, Event event) = 0;
};

}  // namespace eda
