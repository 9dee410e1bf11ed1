#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eda/json.hpp"

namespace eda::patterns {

/// Test of one value of an event that is no array and no object, or of its absence.
struct ValueMatcher {
  std::function<bool(const Json& value)> holds;
  bool holds_if_absent = false;  ///< {"exists": false}
};

/// A bound of `numeric`: {"<=", 5}.
struct Bound {
  std::string comparison;  ///< =, <, <=, > or >=
  double number = 0;
};

/// Equality of text, number, boolean or null. Two IP addresses are equal in every spelling.
ValueMatcher equals(const Json& wanted);
/// Equality of text, byte by byte.
ValueMatcher same_text(const std::string& wanted);
ValueMatcher equals_ignoring_case(const std::string& wanted);
ValueMatcher prefix(const std::string& wanted);
ValueMatcher prefix_ignoring_case(const std::string& wanted);
ValueMatcher suffix(const std::string& wanted);
ValueMatcher suffix_ignoring_case(const std::string& wanted);
/// REQUIRES: `flaw_in_wildcard(text)` is empty.
ValueMatcher wildcard(const std::string& text);
ValueMatcher numeric(const std::vector<Bound>& bounds);
/// REQUIRES: `flaw_in_cidr(block)` is empty.
ValueMatcher cidr(const std::string& block);
ValueMatcher exists(bool wanted);
/// Holds for each present value, of any type, for which none of `refused` holds.
ValueMatcher anything_but(std::vector<ValueMatcher> refused);

/// End of a sentence that says what is wrong and what to write instead; empty: no flaw.
std::optional<std::string> flaw_in_wildcard(std::string_view text);
std::optional<std::string> flaw_in_cidr(std::string_view block);

}  // namespace eda::patterns
