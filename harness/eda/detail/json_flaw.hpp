#pragma once

#include <optional>
#include <string>

#include "eda/detail/text.hpp"
#include "eda/json.hpp"

namespace eda::detail {

/// The first thing in a JSON value that has no form in JSON text.
struct JsonFlaw {
  std::string pointer;  ///< where it is, a JSON pointer (RFC 6901); empty: the value itself
  std::string what;     ///< the end of a sentence: "is not UTF-8: byte 4 is 0xE9; …"
};

/// Finds the first flaw: text that is not UTF-8, a number that is not finite, a binary or discarded
/// value, or a value nested deeper than `levels_max`.
std::optional<JsonFlaw> flaw_in_json(const Json& value, int levels_max);

/// Short form of `value` for a one-line message: "an array", "5".
std::string shown(const Json& value);

}  // namespace eda::detail
