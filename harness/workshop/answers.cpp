#include "workshop/answers.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <system_error>

#include "results/json_file.hpp"
#include "results/shell.hpp"
#include "workshop/command.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// Removes "\r": a checkout on Windows may have other line ends than the kit.
std::string without_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

fs::path solution(const results::Manifest& manifest, const results::ManifestActivity& activity) {
  return manifest.root / "solutions" / activity.folder / (activity.name() + ".cpp");
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

fs::path own_answer(const fs::path& root, const results::ManifestActivity& activity) {
  return root / "exercises" / activity.folder / (activity.name() + ".cpp");
}

fs::path skeleton(const fs::path& root, const results::ManifestActivity& activity) {
  return root / "harness" / "skeletons" / (activity.folder + ".cpp.in");
}

bool is_skeleton(const fs::path& root, const results::ManifestActivity& activity) {
  const fs::path answer = own_answer(root, activity);
  return exists(answer) &&
         without_returns(content(answer)) == without_returns(content(skeleton(root, activity)));
}

std::string reset(const results::Manifest& manifest, const std::string& number,
                  const std::string& time) {
  const results::ManifestActivity& activity = activity_of(manifest, number);
  const fs::path answer = own_answer(manifest.root, activity);
  const std::string name = results::shell_path(manifest, answer);
  const fs::path pristine = skeleton(manifest.root, activity);
  if (!exists(pristine)) throw BadUsage{pristine.string() + " is missing: nothing to go back to"};
  if (is_skeleton(manifest.root, activity))
    return fmt::format("{} is the skeleton already: nothing to do.\n", name);
  std::string kept;
  if (exists(answer)) kept = keep(answer, time).string();
  fs::copy_file(pristine, answer, fs::copy_options::overwrite_existing);
  return kept.empty() ? fmt::format("{} is the skeleton again; there was no answer.\n", name)
                      : fmt::format("{} is the skeleton again. Your answer is kept in\n{}\n", name,
                                    results::shell_path(manifest, kept));
}

std::string diff_command(const results::Manifest& manifest, const std::string& number,
                         const fs::path& git, bool colour) {
  const results::ManifestActivity& activity = activity_of(manifest, number);
  const fs::path mine = own_answer(manifest.root, activity);
  const fs::path theirs = solution(manifest, activity);
  if (git.empty()) return fmt::format("diff -u {} {}", quoted(mine), quoted(theirs));
  return fmt::format("{} -C {} --no-pager diff --no-index --no-ext-diff --color={} -- {} {}",
                     quoted(git), quoted(manifest.root), colour ? "auto" : "never",
                     quoted(mine.lexically_relative(manifest.root)),
                     quoted(theirs.lexically_relative(manifest.root)));
}

std::string why_no_diff(const results::Manifest& manifest, const results::Progress& progress,
                        const std::string& number, bool gives_up) {
  const results::ManifestActivity& activity = activity_of(manifest, number);
  if (!exists(solution(manifest, activity)))
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
