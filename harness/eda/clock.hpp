#pragma once

#include "eda/invalid_request.hpp"
#include "eda/task.hpp"
#include "eda/time.hpp"

namespace eda {

/// The time of day in the simulated world. The computer's own clock is not part of that world.
class Clock {
 public:
  virtual ~Clock() = default;

  /// Returns the current moment. A plain call: no other handler runs meanwhile.
  virtual Instant now() = 0;

  /// Resumes when `duration` has passed. The handler stays under way, and others run meanwhile; a
  /// handler that waits may also die. For a wait that outlives the handler, see Timers. Throws
  /// InvalidRequest unless `duration` is 0 to 24 days.
  virtual Task<> sleep(Duration duration) = 0;
};

}  // namespace eda
