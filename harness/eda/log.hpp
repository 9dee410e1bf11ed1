#pragma once

#include <string>

namespace eda {

/// Lines for people. They appear in the story of a schedule; no test ever looks at them.
class Log {
 public:
  virtual ~Log() = default;

  /// A plain call: no other handler runs. A line that is not UTF-8 fails the delivery. Of one
  /// delivery, the first 1000 lines are kept, and at most 64 KiB.
  virtual void info(std::string line) = 0;
};

}  // namespace eda
