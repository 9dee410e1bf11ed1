#pragma once

#include <string>

#include "eda/event.hpp"
#include "eda/task.hpp"

namespace eda {

/// Durable timers (EventBridge Scheduler): they outlive the handler that set them.
class Timers {
 public:
  virtual ~Timers() = default;

  /// Delivers `event` to this service's own timer handler at `at`: at least once, never early,
  /// perhaps late. A timer of the same `name` that has not fired yet is replaced.
  /// Throws InvalidRequest for a moment outside the years 0000 to 9999.
  virtual Task<> schedule(std::string name, Instant at, Event event) = 0;

  /// Forgets the timer; one that has fired, or never was, is no error.
  virtual Task<> cancel(std::string name) = 0;
};

}  // namespace eda
