#pragma once

#include <cstddef>
#include <string>

#include "eda/invalid_request.hpp"
#include "eda/task.hpp"

namespace eda {

namespace limits {

// Metrics (CloudWatch)
inline constexpr std::size_t metric_name_characters_max = 255;

}  // namespace limits

/// Counters for a dashboard (CloudWatch, Prometheus). A counter is no part of any transaction, and
/// a handler that is delivered again counts again. So no test judges a number:
/// `outcome.held("metrics").at("counted")` lists the names that have been counted at all.
class Metrics {
 public:
  virtual ~Metrics() = default;

  /// Adds `by` to the counter `name`. Throws InvalidRequest unless the name has 1 to 255 characters
  /// and `by` is 1 or more.
  virtual Task<> count(std::string name, int by = 1) = 0;
};

}  // namespace eda
