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

/// Finds text that is not UTF-8, numbers that are not finite, binary and discarded values, and
/// values nested deeper than `levels_max`.
std::optional<JsonFlaw> flaw_in_json(const Json& value, int levels_max);

/// "an array", "5": `value` in a few words of a one-line message.
std::string shown(const Json& value);

}  // namespace eda::detail
