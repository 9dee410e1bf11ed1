#pragma once

#include <string>
#include <string_view>

namespace grader {

/// Printable ASCII, Latin letters, a few marks, tabs and line ends; every other byte as \xNN. What
/// an answer says is shown to people whose terminal would obey. Twice is the same as once.
std::string escaped(std::string_view untrusted);

/// The first `bytes_max` bytes of an escaped text, with a sentence at the end where it was longer.
std::string clipped(std::string_view text, std::size_t bytes_max);

/// On one line, and not longer than `bytes_max`.
std::string one_line(std::string_view text, std::size_t bytes_max = 200);

/// For the text of an HTML page, and for an attribute in quotation marks.
std::string html(std::string_view text);

}  // namespace grader
