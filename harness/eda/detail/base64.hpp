#pragma once

#include <string>
#include <string_view>

#include "eda/detail/text.hpp"

namespace eda::detail {

/// Returns `bytes` in base64 (RFC 4648, section 4), padded.
std::string to_base64(std::string_view bytes);

/// Checks `text` strictly against RFC 4648, section 4: padded, no line breaks, unused bits zero. So
/// every sequence of bytes has exactly one spelling.
Flaw flaw_in_base64(std::string_view text);

/// REQUIRES: `flaw_in_base64(text)` is empty.
std::string from_base64(std::string_view text);

}  // namespace eda::detail
