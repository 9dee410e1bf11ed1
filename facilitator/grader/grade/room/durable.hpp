#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "box/file.hpp"

namespace grader {

/// Writes all of `bytes`, and returns when they are on the disk. Throws std::system_error.
void write_durably(const File& file, std::string_view bytes);

/// Puts `text` in the place of what was in `path`, as a whole: whoever looks there sees the one or
/// the other. Throws std::runtime_error with a sentence.
void replace_file(const std::filesystem::path& path, std::string_view text);

/// That `folder` holds what it holds survives a power cut, too.
void sync_folder(const std::filesystem::path& folder);

/// What is in the file; throws std::runtime_error with a sentence.
std::string text_of(const std::filesystem::path& path);

}  // namespace grader
