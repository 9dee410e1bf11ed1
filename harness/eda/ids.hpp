#pragma once

#include <string>

#include "eda/task.hpp"

namespace eda {

/// Identifiers that nobody has had before, as a UUID generator gives them.
class Ids {
 public:
  virtual ~Ids() = default;

  /// A new one at every call, also when the same event is delivered again.
  virtual Task<std::string> next() = 0;
};

}  // namespace eda
