#include "workshop/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "results/json_file.hpp"
#include "results/shell.hpp"
#include "workshop/command.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

namespace fs = std::filesystem;

/// Removes "\r": a checkout on Windows may have other line ends than the kit.
std::string without_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

fs::path solution(const results::Manifest& manifest, const results::ManifestActivity& activity,
                  const std::string& file) {
  return manifest.root / "solutions" / activity.folder / file;
}

bool is_untouched(const OwnFile& file) {
  return exists(file.answer) &&
         without_returns(content_of(file.answer)) == without_returns(content_of(file.skeleton));
}

/// Copies `file` to a new name in the same folder.
fs::path keep(const fs::path& file, const std::string& time) {
  for (int i = 1; i < 1000; ++i) {
    const std::string again = i == 1 ? "" : fmt::format("-{}", i);
    const fs::path backup = fmt::format("{}.{}{}.bak", file.string(), time, again);
    std::error_code exists_already;
    if (fs::copy_file(file, backup, exists_already)) return backup;
    if (!exists(backup)) break;
  }
  throw results::BadInput{file.string() + ": cannot be copied, so it was not changed"};
}

}  // namespace

std::vector<OwnFile> own_files(const fs::path& root, const results::ManifestActivity& activity) {
  std::vector<OwnFile> files;
  for (const std::string& file : activity.answer_files())
    files.push_back({root / "exercises" / activity.folder / file,
                     root / "harness" / "skeletons" / activity.folder / (file + ".in")});
  return files;
}

bool is_skeleton(const fs::path& root, const results::ManifestActivity& activity) {
  return std::ranges::all_of(own_files(root, activity), is_untouched);
}

std::string reset(const results::Manifest& manifest, const std::string& number,
                  const std::string& time) {
  const results::ManifestActivity& activity = activity_of(manifest, number);
  const std::vector<OwnFile> files = own_files(manifest.root, activity);
  for (const OwnFile& file : files)
    if (!exists(file.skeleton))
      throw BadUsage{file.skeleton.string() + " is missing: nothing to go back to"};
  std::string said;
  for (const auto& [answer, pristine] : files) {
    const std::string name = results::shell_path(manifest, answer);
    if (is_untouched({answer, pristine})) {
      said += fmt::format("{} is the skeleton already: nothing to do.\n", name);
      continue;
    }
    const fs::path kept = exists(answer) ? keep(answer, time) : fs::path{};
    fs::copy_file(pristine, answer, fs::copy_options::overwrite_existing);
    said += kept.empty() ? fmt::format("{} is the skeleton again; there was no answer.\n", name)
                         : fmt::format("{} is the skeleton again. Your answer is kept in\n{}\n",
                                       name, results::shell_path(manifest, kept));
  }
  return said;
}

std::vector<std::string> diff_commands(const results::Manifest& manifest, const std::string& number,
                                       const fs::path& git, bool colour) {
  const results::ManifestActivity& activity = activity_of(manifest, number);
  std::vector<std::string> commands;
  for (const std::string& file : activity.answer_files()) {
    const fs::path mine = manifest.root / "exercises" / activity.folder / file;
    const fs::path theirs = solution(manifest, activity, file);
    commands.push_back(
        git.empty()
            ? fmt::format("diff -u {} {}", quoted(mine), quoted(theirs))
            : fmt::format("{} -C {} --no-pager diff --no-index --no-ext-diff --color={} -- {} {}",
                          quoted(git), quoted(manifest.root), colour ? "auto" : "never",
                          quoted(mine.lexically_relative(manifest.root)),
                          quoted(theirs.lexically_relative(manifest.root))));
  }
  return commands;
}

std::string why_no_diff(const results::Manifest& manifest, const results::Progress& progress,
                        const std::string& number, bool gives_up) {
  const results::ManifestActivity& activity = activity_of(manifest, number);
  if (!exists(solution(manifest, activity, activity.answer_files().front())))
    return "solutions/ is not here: the facilitator has it.\n";
  if (gives_up) return "";
  int passed = 0;
  for (const results::Test& test : activity.tests) {
    const auto result = progress.results.find(activity.ctest_name(test));
    passed += result != progress.results.end() && result->second.ending == results::Ending::passed;
  }
  const int tests = int(activity.tests.size());
  if (tests > 0 && passed == tests) return "";
  return fmt::format(
      "{} of {} tests of activity {} pass with your current answer. When all of them pass,\n"
      "this compares it with ours. To compare now:\n{}\n",
      passed, tests, number, results::tool_command(manifest, "diff " + number + " --give-up"));
}

bool can_compare(const std::filesystem::path& root) { return exists(root / "solutions"); }

}  // namespace workshop
