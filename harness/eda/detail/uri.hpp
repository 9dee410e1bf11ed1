#pragma once

#include <string_view>

#include "eda/detail/text.hpp"

namespace eda::detail {

/// RFC 3986, section 4.1: a URI, or a path, query or fragment relative to one.
Flaw flaw_in_uri_reference(std::string_view text);

/// RFC 3986, section 4.3: with a scheme and without a fragment.
Flaw flaw_in_absolute_uri(std::string_view text);

}  // namespace eda::detail
