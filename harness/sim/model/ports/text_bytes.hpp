#pragma once

#include <cstddef>

#include "eda/json.hpp"

namespace sim {

/// Number of bytes of `value` as JSON text without spaces, as Json::dump writes it. What is not
/// UTF-8 in it counts as the replacement character.
std::size_t text_bytes(const eda::Json& value);

}  // namespace sim
