#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace answers {

/// A text, line by line. No line has its end: "\n" and "\r\n" are the same here.
using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text);

/// Each line ends with "\n".
std::string text_of(const Lines& lines);

/// Returns the text of `file`. Throws results::BadInput, which calls it `shown_as`.
std::string read_text(const std::filesystem::path& file, const std::string& shown_as);

}  // namespace answers
