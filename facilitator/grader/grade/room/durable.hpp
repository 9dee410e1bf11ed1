#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "box/file.hpp"

namespace grader {

/// Writes all of `bytes` and syncs them to the disk. Throws std::system_error.
void write_durably(const File& file, std::string_view bytes);

/// Replaces the contents of `path` atomically by `text`: a reader sees the old or the new text.
/// Throws std::runtime_error with a sentence.
void replace_file(const std::filesystem::path& path, std::string_view text);

/// Syncs the entries of `folder` to the disk, so that they survive a power cut.
void sync_folder(const std::filesystem::path& folder);

/// Returns the contents of the file. Throws std::runtime_error with a sentence.
std::string text_of(const std::filesystem::path& path);

}  // namespace grader
