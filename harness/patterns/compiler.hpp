#pragma once

#include <string_view>
#include <vector>

#include "eda/json.hpp"
#include "patterns/alternative.hpp"

namespace eda::patterns {

/// Returns the alternatives of `pattern`, at least one. Throws InvalidPattern; its message begins
/// with `where`.
std::vector<Alternative> compile(const Json& pattern, std::string_view where);

}  // namespace eda::patterns
