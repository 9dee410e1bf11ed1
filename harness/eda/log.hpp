#pragma once

#include <string>

namespace eda {

/// Log lines for people. They appear in the printed schedule; no test reads them.
class Log {
 public:
  virtual ~Log() = default;

  /// A plain call: no other handler runs. A line that is not UTF-8 fails the delivery. The first
  /// 1000 lines of a delivery are kept, and at most 64 KiB.
  virtual void info(std::string line) = 0;
};

}  // namespace eda
