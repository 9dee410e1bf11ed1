#include "workshop/where.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <vector>

#include "results/shell.hpp"
#include "workshop/answers.hpp"

namespace workshop {
namespace {

constexpr std::size_t title_columns = 28;
constexpr std::size_t bar_columns = 18;

enum class State { untouched, changed, not_built, begun, passes };

struct Row {
  const results::ManifestActivity* activity = nullptr;
  const results::Activity* about = nullptr;
  State state = State::untouched;
  int families = 0;
  int passed = 0;  ///< families
  int tests = 0;   ///< of those families
  int tests_passed = 0;
  bool bonus = false;       ///< a bonus family passes, too
  std::string next_family;  ///< the first family that fails; else the first not known to pass
};

struct Family {
  std::string name;
  bool bonus = false;  ///< hidden, and worth points beyond the hundred; visible tests never are
  int tests = 0;
  int passed = 0;
  int failed = 0;
};

std::vector<Family> families_of(const results::ManifestActivity& activity,
                                const results::Activity& about, const results::Progress& progress) {
  std::vector<Family> families;
  for (const results::Test& test : activity.tests) {
    const bool bonus = !test.visible && about.points.stretch.contains(test.family);
    auto family = std::ranges::find_if(families, [&](const Family& each) {
      return each.name == test.family && each.bonus == bonus;
    });
    if (family == families.end())
      family = families.insert(family, {.name = test.family, .bonus = bonus});
    const auto result = progress.results.find(activity.ctest_name(test));
    family->tests += 1;
    if (result == progress.results.end()) continue;
    const bool passed = result->second.ending == results::Ending::passed;
    ++(passed ? family->passed : family->failed);
  }
  return families;
}

/// State of an answer. A known failure has priority: the state is `changed` only if no test is
/// known to fail.
State state_of(const results::ManifestActivity& activity, const std::vector<Family>& families,
               const results::Progress& progress) {
  const auto built = progress.results.find(activity.number() + ".builds");
  if (built != progress.results.end() && built->second.ending != results::Ending::passed)
    return State::not_built;
  if (std::ranges::any_of(families, [](const Family& each) { return each.failed > 0; }))
    return State::begun;
  for (const results::Test& test : activity.tests)
    if (progress.changed.contains(activity.ctest_name(test))) return State::changed;
  const auto has_run = [](const Family& each) { return each.passed > 0; };
  return std::ranges::any_of(families, has_run) ? State::begun : State::untouched;
}

/// True if the answer is still the skeleton, even if its tests have run.
bool is_untouched(const results::Manifest& manifest, const results::ManifestActivity& activity) {
  return manifest.answers == "exercises" && is_skeleton(manifest.root, activity);
}

Row row_of(const results::Manifest& manifest, const results::ManifestActivity& activity,
           const results::Activity& about, const results::Progress& progress) {
  std::vector<Family> families = families_of(activity, about, progress);
  const bool has_begun = !is_untouched(manifest, activity);
  Row row{.activity = &activity,
          .about = &about,
          .state = has_begun ? state_of(activity, families, progress) : State::untouched};
  std::string unknown;
  for (const Family& family : families) {
    const bool passes = family.passed == family.tests;
    if (family.bonus) {
      row.bonus = row.bonus || passes;
      continue;
    }
    row.families += 1;
    row.passed += passes;
    row.tests += family.tests;
    row.tests_passed += family.passed;
    if (family.failed > 0 && row.next_family.empty()) row.next_family = family.name;
    if (!passes && unknown.empty()) unknown = family.name;
  }
  if (row.next_family.empty()) row.next_family = unknown;
  if (row.state != State::not_built && row.passed == row.families) row.state = State::passes;
  return row;
}

/// Returns a mark for each family and, as in the closing table, the number of tests that pass.
std::string bar(const Row& row, const Terminal& terminal) {
  std::string full, rest;
  for (int i = 0; i < row.families; ++i) {
    if (i < row.passed)
      full += terminal.unicode ? "■" : "#";
    else
      rest += terminal.unicode ? "□" : ".";
  }
  const std::string text =
      padded(fmt::format("{}{} {}/{}", full, rest, row.tests_passed, row.tests), bar_columns);
  return terminal.colour && row.passed > 0
             ? fmt::format("\x1b[32m{}\x1b[0m{}", full, text.substr(full.size()))
             : text;
}

std::string in_words(const Row& row) {
  switch (row.state) {
    case State::untouched:
      return "";
    case State::changed:
      return "changed since";
    case State::not_built:
      return "does not build";
    case State::begun:
      return "next: " + row.next_family;
    case State::passes:
      return row.bonus ? "passes, +bonus" : "passes";
  }
  return "";
}

std::string next_step(const Row& row, const results::Manifest& manifest) {
  const std::string number = row.activity->number();
  const std::string test = results::tool_command(manifest, "test " + number);
  switch (row.state) {
    case State::untouched:
      return fmt::format("read {}, then:\n      {}",
                         results::shell_path(manifest, manifest.root / "exercises" /
                                                           row.activity->folder / "README.md"),
                         test);
    case State::changed:
      return fmt::format("your answer to {} has changed since its tests ran:\n      {}", number,
                         test);
    case State::not_built:
      return fmt::format("your answer to {} does not build:\n      cmake --build {} --target {}",
                         number, results::shell_path(manifest, manifest.build),
                         row.activity->folder);
    default:
      return fmt::format("{} {}", test, row.next_family);
  }
}

/// Returns "00 and 06".
std::string listed(const std::vector<std::string>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    text += (i == 0 ? "" : i + 1 < numbers.size() ? ", " : " and ") + numbers[i];
  return text;
}

/// Returns on which activities this one builds, and whether they pass; empty: on none.
std::string builds_on(const Row& row, const std::vector<Row>& rows) {
  std::vector<std::string> all, open;
  for (const std::string& before : row.about->prerequisites) {
    const auto found = std::ranges::find_if(
        rows, [&](const Row& each) { return each.activity->folder == before; });
    if (found == rows.end()) continue;  // left out of this copy of the kit
    all.push_back(found->activity->number());
    if (found->state != State::passes) open.push_back(all.back());
  }
  if (all.empty()) return "";
  const bool one = all.size() == 1;
  if (open.empty())
    return fmt::format("It builds on {}, which {}. ", listed(all), one ? "passes" : "pass");
  if (open.size() == all.size())
    return fmt::format("It builds on {}, which {} not pass yet. ", listed(all),
                       one ? "does" : "do");
  return fmt::format("It builds on {}; {} {} not pass yet. ", listed(all), listed(open),
                     open.size() == 1 ? "does" : "do");
}

std::string why(const Row& row, const std::vector<Row>& rows, bool is_last_work) {
  if (row.state == State::untouched) return builds_on(row, rows) + row.about->idea;
  if (row.state == State::begun)
    return fmt::format("{}{} of its {} tests pass.", is_last_work ? "You worked on it last. " : "",
                       row.tests_passed, row.tests);
  return is_last_work ? "You worked on it last." : "";
}

/// Returns what a learner did last, if that was a day ago or more; else nothing.
std::string where_they_were(const Row& row, std::filesystem::file_time_type at,
                            std::filesystem::file_time_type now,
                            const std::map<std::string, int>& hints) {
  const auto days = std::chrono::duration_cast<std::chrono::hours>(now - at).count() / 24;
  if (days < 1) return "";
  const std::string number = row.activity->number();
  const auto read = hints.find(number);
  return fmt::format(
      "Last time, {} day{} ago, you worked on {} {}: {} of its {} tests passed, and {} of its {} "
      "hints had been read.",
      days, days == 1 ? "" : "s", number, row.about->title, row.tests_passed, row.tests,
      read == hints.end() ? 0 : read->second, row.about->hints.size());
}

/// Returns the activity to go on with: that of the latest run, if its answer is begun and does not
/// pass; else the first that does not pass. Null: all pass.
const Row* next_of(const std::vector<Row>& rows, const Row* last_work) {
  if (last_work != nullptr && last_work->state != State::passes &&
      last_work->state != State::untouched)
    return last_work;
  const auto open =
      std::ranges::find_if(rows, [](const Row& each) { return each.state != State::passes; });
  return open == rows.end() ? nullptr : &*open;
}

}  // namespace

std::string where(const results::Manifest& manifest, const Activities& activities,
                  const results::Progress& progress, const std::map<std::string, int>& hints,
                  std::filesystem::file_time_type now, const Terminal& terminal) {
  std::vector<std::string> tracks;
  std::vector<Row> rows;
  for (const results::ManifestActivity& activity : manifest.activities) {
    const results::Activity& about = activities.at(activity.folder);
    if (std::ranges::count(tracks, about.track) == 0) tracks.push_back(about.track);
    rows.push_back(row_of(manifest, activity, about, progress));
  }

  std::string text = fmt::format("Out of Order: the answers in {}/\n", manifest.answers);
  for (const std::string& track : tracks) {
    text += fmt::format("\n{}\n", track);
    for (const Row& row : rows) {
      if (row.about->track != track) continue;
      text += fmt::format("  {}  {}{:>4} min  {}{}", row.activity->number(),
                          padded(row.about->title, title_columns), row.about->minutes,
                          bar(row, terminal), in_words(row));
      while (text.ends_with(' ')) text.pop_back();
      text += '\n';
    }
  }

  const Row* last_work = nullptr;
  for (const Row& row : rows)
    if (progress.last && row.activity->folder == progress.last->folder) last_work = &row;
  if (last_work != nullptr) {
    const std::string last = where_they_were(*last_work, progress.last->at, now, hints);
    if (!last.empty()) text += "\n" + wrapped(last) + "\n";
  }
  const Row* next = next_of(rows, last_work);
  if (next == nullptr) return text + "\nAll of them pass.\n";
  const std::string reason = why(*next, rows, next == last_work);
  return text + fmt::format("\nNext: {}\n", next_step(*next, manifest)) +
         (reason.empty() ? "" : wrapped("Why: " + reason) + "\n");
}

}  // namespace workshop
