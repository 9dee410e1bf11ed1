#pragma once

#include <string_view>

#include "eda/detail/text.hpp"

namespace eda::detail {

/// RFC 2046, in the syntax of RFC 2045, section 5.1: type/subtype; name=value; name="value".
Flaw flaw_in_media_type(std::string_view text);

}  // namespace eda::detail
