#pragma once

#include <string>
#include <string_view>

namespace grader {

/// Escapes text of an answer, so that a terminal does not run it as commands. Printable ASCII,
/// Latin letters, a few marks, tabs and line ends stay; every other byte becomes \xNN. Idempotent.
std::string escaped(std::string_view untrusted);

/// Returns the first `bytes_max` bytes of an escaped text, with a sentence at the end if it was
/// longer.
std::string clipped(std::string_view text, std::size_t bytes_max);

/// Returns the text on one line, of at most `bytes_max` bytes.
std::string one_line(std::string_view text, std::size_t bytes_max = 200);

/// Escapes text for an HTML page, also for an attribute in quotation marks.
std::string html(std::string_view text);

}  // namespace grader
