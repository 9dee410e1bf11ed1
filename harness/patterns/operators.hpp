#pragma once

#include <string_view>

#include "eda/json.hpp"
#include "patterns/place.hpp"
#include "patterns/value_matcher.hpp"

namespace eda::patterns {

/// Returns the matcher of one value in a pattern: text, number, boolean, null, or an object with
/// one operator. Throws InvalidPattern.
ValueMatcher matcher_of(const Json& wanted, const Place& place);

/// True for the name of an operator or of a comparison, also of those that the service reserves.
/// Such a name cannot be the name of a field inside of "$or".
bool is_reserved(std::string_view name);

}  // namespace eda::patterns
