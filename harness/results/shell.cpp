#include "results/shell.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "shell/word.hpp"

namespace results {

namespace {

namespace fs = std::filesystem;

/// Largest number of ".." in a printed path; with more, the absolute path is easier to read.
constexpr std::ptrdiff_t ups_max = 3;

fs::path from_here(const Manifest& manifest, const fs::path& path) {
  if (manifest.here.empty()) return path;
  const fs::path relative = path.lexically_relative(manifest.here);
  if (relative.empty() || std::ranges::count(relative, fs::path{".."}) > ups_max) return path;
  return relative;
}

}  // namespace

std::string shell_path(const Manifest& manifest, const fs::path& path) {
  const std::string text = from_here(manifest, path).generic_string();
  return shell::word(text.starts_with('-') ? "./" + text : text);
}

std::string tool_command(const Manifest& manifest, const std::string& arguments) {
  fs::path program = from_here(manifest, manifest.build / "workshop");
  if (!program.has_parent_path()) program = "." / program;  // a bare name is looked up in $PATH
  return shell::word(program.generic_string()) + " " + arguments;
}

std::string configure_command(const Manifest& manifest) {
  const std::string preset = manifest.build.filename().string();
  const fs::path root = from_here(manifest, manifest.root);
  return root == "." ? fmt::format("cmake --preset {} --fresh", shell::word(preset))
                     : fmt::format("cmake -S {} --preset {} --fresh",
                                   shell_path(manifest, manifest.root), shell::word(preset));
}

}  // namespace results
