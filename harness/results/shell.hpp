#pragma once

#include <filesystem>
#include <string>

#include "results/manifest.hpp"

namespace results {

/// Returns `path` as one word of a shell command (shell::word()), relative to the folder in which
/// the user types (`manifest.here`).
std::string shell_path(const Manifest& manifest, const std::filesystem::path& path);

/// Returns a command of the `workshop` tool to paste: "build/participant/workshop hint 03".
std::string tool_command(const Manifest& manifest, const std::string& arguments);

/// Returns the command that configures the build tree again.
std::string configure_command(const Manifest& manifest);

}  // namespace results
