#pragma once

#include <filesystem>
#include <string>

#include "results/manifest.hpp"

namespace results {

/// `text` as one word of a command that is pasted into a shell: as it is, or quoted where it has to
/// be.
std::string shell_word(const std::string& text);

/// `path` as such a word, from the folder in which the user types (`manifest.here`).
std::string shell_path(const Manifest& manifest, const std::filesystem::path& path);

/// A command of the `workshop` tool, as it can be pasted: "build/participant/workshop hint 03".
std::string tool_command(const Manifest& manifest, const std::string& arguments);

/// The command that configures the build tree again.
std::string configure_command(const Manifest& manifest);

}  // namespace results
