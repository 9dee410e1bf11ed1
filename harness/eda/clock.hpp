#pragma once

#include "eda/time.hpp"

namespace eda {

/// The time of day in the simulated world. The computer's own clock is not part of that world.
class Clock {
 public:
  virtual ~Clock() = default;

  /// Returns the current moment. A plain call: no other handler runs meanwhile.
  virtual Instant now() = 0;
};

}  // namespace eda
