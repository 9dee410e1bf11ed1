#pragma once

#include <string>

namespace eda {

/// Lines for people. They appear in the story of a schedule; no test ever looks at them.
class Log {
 public:
  virtual ~Log() = default;

  /// A plain call: nobody else runs meanwhile.
  virtual void info(std::string line) = 0;
};

}  // namespace eda
