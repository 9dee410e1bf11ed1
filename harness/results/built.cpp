#include "results/built.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

namespace results {

namespace {

namespace fs = std::filesystem;

fs::path copy_of(const Manifest& manifest, const ManifestActivity& activity) {
  return manifest.build / "built" / (activity.folder + ".cpp");
}

/// Returns the bytes of a file; nullopt if there is none.
std::optional<std::string> text_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

fs::path answer_file(const Manifest& manifest, const ManifestActivity& activity) {
  return manifest.root / manifest.answers / activity.folder / (activity.name() + ".cpp");
}

fs::path built_program(const Manifest& manifest, const ManifestActivity& activity) {
  for (const char* extension : {"", ".exe"})
    if (const fs::path program = manifest.build / "bin" / (activity.folder + extension);
        fs::exists(program))
      return program;
  return {};
}

void note_build(const Manifest& manifest, const ManifestActivity& activity) {
  const fs::path answer = answer_file(manifest, activity);
  const fs::path copy = copy_of(manifest, activity);
  const fs::path program = built_program(manifest, activity);
  std::error_code trouble;  // then the copy does not match and the answer counts as not built
  if (!program.empty() && text_of(answer) != text_of(copy)) {
    const auto linked = fs::last_write_time(program, trouble);
    if (fs::last_write_time(answer, trouble) <= linked)
      fs::last_write_time(
          answer, std::max(fs::file_time_type::clock::now(), linked + std::chrono::seconds{1}),
          trouble);
  }
  fs::create_directories(copy.parent_path(), trouble);
  fs::copy_file(answer, copy, fs::copy_options::overwrite_existing, trouble);
}

bool is_as_built(const Manifest& manifest, const ManifestActivity& activity) {
  const auto answer = text_of(answer_file(manifest, activity));
  return answer && answer == text_of(copy_of(manifest, activity));
}

}  // namespace results
