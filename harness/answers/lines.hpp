#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace answers {

/// Lines of a text, without their ends. "\n" and "\r\n" are equivalent.
using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text);

/// Returns the text of `lines`, each ended by "\n".
std::string text_of(const Lines& lines);

/// Returns the text of `file`. Throws results::BadInput, which calls it `shown_as`.
std::string read_text(const std::filesystem::path& file, const std::string& shown_as);

/// Writes a file, and the folders that it lies in. Throws results::BadInput.
void write_text(const std::filesystem::path& file, const std::string& text);

}  // namespace answers
