#pragma once

#include <string>
#include <string_view>

namespace eda::patterns {

/// Returns the characters of `text` in one case, for comparison: each is replaced by the lower case
/// of its upper case, as far as these are single characters (Unicode 14, simple case mapping).
/// Texts that differ in case only give the same result. A byte that is not UTF-8 stays distinct.
std::u32string folded_case(std::string_view text);

}  // namespace eda::patterns
