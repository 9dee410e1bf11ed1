#pragma once

#include <string>

#include "eda/task.hpp"

namespace eda {

/// Unique identifiers, as from a UUID generator.
class Ids {
 public:
  virtual ~Ids() = default;

  /// Returns a new identifier at every call, also when the same event is delivered again.
  virtual Task<std::string> next() = 0;
};

}  // namespace eda
