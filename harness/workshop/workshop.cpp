#include "workshop/workshop.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "results/score.hpp"
#include "results/shell.hpp"
#include "workshop/command.hpp"
#include "workshop/text.hpp"

namespace workshop {

namespace {

using nlohmann::json;

std::string numbers_of(const results::Manifest& manifest) {
  std::vector<std::string> numbers;
  for (const results::ManifestActivity& activity : manifest.activities)
    numbers.push_back(activity.number());
  return joined(numbers);
}

}  // namespace

std::string list(const results::Manifest& manifest, const Activities& activities,
                 const results::Results& results) {
  std::string text = fmt::format("{:<4}{:<28}  {:<11}  {:>7}  {}\n", "nr", "activity", "track",
                                 "minutes", "points");
  std::string next;
  for (const results::ManifestActivity& activity : manifest.activities) {
    const results::Activity& about = activities.at(activity.folder);
    const results::Score score = results::score(activity, about.points, results);
    const bool has_all = score.complete && score.points == score.points_max;
    text += fmt::format("{:<4}{:<28}  {:<11}  {:>7}  {}\n", activity.number(), about.title,
                        about.track, about.minutes, to_text(score));
    if (next.empty() && !has_all)
      next = fmt::format("Next: {}, then: {}\n",
                         results::shell_path(
                             manifest, manifest.root / "exercises" / activity.folder / "README.md"),
                         results::tool_command(manifest, "test " + activity.number()));
  }
  return text + "\n" + (next.empty() ? "All of them pass.\n" : next);
}

const results::ManifestActivity& activity_of(const results::Manifest& manifest,
                                             const std::string& number) {
  for (const results::ManifestActivity& activity : manifest.activities)
    if (activity.number() == number || activity.folder == number) return activity;
  const bool is_number =
      number.size() == 2 && number.find_first_not_of("0123456789") == number.npos;
  throw BadUsage{is_number ? fmt::format("there is no activity {} yet; there are {}", number,
                                         numbers_of(manifest))
                           : fmt::format("\"{}\" is no number of an activity; there are {}", number,
                                         numbers_of(manifest))};
}

std::string test_command(const results::Manifest& manifest, const std::string& number,
                         const std::string& family) {
  std::string command =
      fmt::format("ctest --test-dir {} -j4 -Q --no-tests=error", quoted(manifest.build));
  if (number.empty()) return command;
  const results::ManifestActivity& activity = activity_of(manifest, number);
  command += fmt::format(" -L \"^{}$\"", activity.number());
  if (family.empty()) return command;
  std::set<std::string> families;
  for (const results::Test& test : activity.tests) families.insert(test.family);
  if (!families.contains(family)) {
    throw BadUsage{fmt::format("activity {} has no tests of the family \"{}\"; it has {}", number,
                               family, joined({families.begin(), families.end()}))};
  }
  return command + fmt::format(" -L \"^{}$\"", family);
}

int exit_code_of(const results::Manifest& manifest, const std::string& number,
                 const std::string& family, const results::Results& results) {
  for (const auto& [test, result] : results)
    if (test.ends_with(".builds") && result.ending != results::Ending::passed) return 3;
  int asked = 0, passed = 0;
  for (const results::ManifestActivity& activity : manifest.activities) {
    if (!number.empty() && activity.number() != number && activity.folder != number) continue;
    for (const results::Test& test : activity.tests) {
      if (!family.empty() && test.family != family) continue;
      const auto result = results.find(activity.ctest_name(test));
      asked += 1;
      passed += result != results.end() && result->second.ending == results::Ending::passed;
    }
  }
  return asked > 0 && passed == asked ? 0 : 1;
}

std::map<std::string, int> read_hints(const std::filesystem::path& file) {
  std::ifstream input{file};
  const json levels = json::parse(input, nullptr, false);
  std::map<std::string, int> opened;
  if (!levels.is_object()) return opened;
  for (const auto& [number, level] : levels.items())
    if (level.is_number_integer()) opened[number] = level;
  return opened;
}

std::string hint(const results::Manifest& manifest, const Activities& activities,
                 const std::string& name, int level, const std::filesystem::path& opened) {
  const results::ManifestActivity& activity = activity_of(manifest, name);
  const std::string number = activity.number();
  const auto& hints = activities.at(activity.folder).hints;
  const int count = int(hints.size());
  std::map<std::string, int> levels = read_hints(opened);
  if (level == 0) level = std::min(levels[number] + 1, count);
  if (level < 1 || level > count)
    throw BadUsage{fmt::format("activity {} has hints 1 to {}, not {}", number, count, level)};
  levels[number] = std::max(levels[number], level);
  std::ofstream{opened} << json(levels).dump() << '\n';
  return fmt::format(
      "Hint {} of {} for activity {}:\n{}\n{}\n", level, count, number, wrapped(hints[level - 1]),
      level < count ? "The next one: " + results::tool_command(manifest, "hint " + number)
                    : "That was the last one.");
}

}  // namespace workshop
