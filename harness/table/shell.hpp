#pragma once

#include <filesystem>
#include <string>

#include "table/judged.hpp"

namespace table {

/// `text` as one word of a command that is pasted into a shell: as it is, or quoted where it has to
/// be.
std::string shell_word(const std::string& text);

/// `path` as such a word, from the folder in which the user types (`judged.here`).
std::string shell_path(const Judged& judged, const std::filesystem::path& path);

/// A command of the `workshop` tool, as it can be pasted: "build/participant/workshop hint 03".
std::string tool_command(const Judged& judged, const std::string& arguments);

/// The command that configures the build tree again.
std::string configure_command(const Judged& judged);

}  // namespace table
