#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "patterns/value_matcher.hpp"

namespace eda::patterns {

/// Matchers of one field: one of them must hold.
using FieldMatchers = std::shared_ptr<const std::vector<ValueMatcher>>;

/// A pattern without "$or": every field must match. A pattern with "$or" has several alternatives.
struct Alternative {
  std::map<std::string, FieldMatchers> fields;  ///< path joined by dots -> its matchers
};

}  // namespace eda::patterns
