#pragma once

#include <string>

#include "eda/event.hpp"
#include "eda/invalid_request.hpp"
#include "eda/task.hpp"

namespace eda {

/// Durable timers (EventBridge Scheduler): they outlive the handler that set them.
class Timers {
 public:
  virtual ~Timers() = default;

  /// Delivers `event` to this service's own timer handler at `at`: at least once, never early,
  /// perhaps late. Replaces a timer of the same `name` that has not fired yet. Throws
  /// InvalidRequest unless the name has 1 to 64 characters and the year of `at` four digits, or for
  /// an event above 256 KB.
  virtual Task<> schedule(std::string name, Instant at, Event event) = 0;

  /// Cancels the timer. A timer that has fired or does not exist is no error.
  virtual Task<> cancel(std::string name) = 0;
};

}  // namespace eda
