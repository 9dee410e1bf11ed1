#include "results/built.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "results/activity.hpp"

namespace results {

namespace {

namespace fs = std::filesystem;

fs::path copy_of(const Manifest& manifest, const ManifestActivity& activity,
                 const std::string& file) {
  return manifest.build / "built" / activity.folder / file;
}

fs::path answer_file(const Manifest& manifest, const ManifestActivity& activity,
                     const std::string& file) {
  return manifest.root / manifest.answers / activity.folder / file;
}

/// Returns the bytes of a file; nullopt if there is none.
std::optional<std::string> text_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

/// Sets the time of `answer` after that of the program, if it is not.
void touch(const fs::path& answer, const fs::path& program, std::error_code& trouble) {
  const auto linked = fs::last_write_time(program, trouble);
  if (fs::last_write_time(answer, trouble) > linked) return;
  fs::last_write_time(answer,
                      std::max(fs::file_time_type::clock::now(), linked + std::chrono::seconds{1}),
                      trouble);
}

}  // namespace

std::vector<fs::path> answer_files(const Manifest& manifest, const ManifestActivity& activity) {
  std::vector<fs::path> files;
  for (const std::string& file : activity.answer_files())
    files.push_back(answer_file(manifest, activity, file));
  return files;
}

fs::path built_program(const Manifest& manifest, const ManifestActivity& activity) {
  for (const char* extension : {"", ".exe"})
    if (const fs::path program = manifest.build / "bin" / (activity.folder + extension);
        fs::exists(program))
      return program;
  return {};
}

void note_build(const Manifest& manifest, const ManifestActivity& activity) {
  const fs::path program = built_program(manifest, activity);
  std::error_code trouble;  // then the copy does not match and the answer counts as not built
  for (const std::string& file : activity.answer_files()) {
    const fs::path answer = answer_file(manifest, activity, file);
    const fs::path copy = copy_of(manifest, activity, file);
    if (!program.empty() && is_code(file) && text_of(answer) != text_of(copy))
      touch(answer, program, trouble);
    fs::create_directories(copy.parent_path(), trouble);
    fs::copy_file(answer, copy, fs::copy_options::overwrite_existing, trouble);
  }
}

bool is_as_built(const Manifest& manifest, const ManifestActivity& activity) {
  return std::ranges::all_of(activity.answer_files(), [&](const std::string& file) {
    const auto answer = text_of(answer_file(manifest, activity, file));
    return answer && answer == text_of(copy_of(manifest, activity, file));
  });
}

}  // namespace results
