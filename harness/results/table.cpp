#include "results/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "results/compiler_words.hpp"
#include "results/score.hpp"
#include "results/shell.hpp"

namespace results {
namespace {

constexpr std::size_t columns = 100;
constexpr std::size_t story_lines_max = 60;
constexpr std::size_t warning_lines_max = 20;
constexpr std::size_t commands_max = 12;

enum class State { took_no_part, kit_not_built, not_built, ran };

struct Row {
  const ManifestActivity* activity;
  std::string title;
  State state;
  Score score;
  const Test* first_failing = nullptr;  ///< one that gives points, if any; else a stretch test
};

/// Number of columns of `text`: each character is one column wide, but may have several bytes.
std::size_t width(const std::string& text) {
  return std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
}

std::string painted(const std::string& text, const char* paint, bool colour) {
  return colour ? fmt::format("\x1b[{}m{}\x1b[0m", paint, text) : text;
}

Ending ending_of(const Results& results, const std::string& test) {
  const auto found = results.find(test);
  return found == results.end() ? Ending::not_run : found->second.ending;
}

State state_of(const ManifestActivity& activity, const Results& results) {
  const std::string builds = activity.number() + ".builds";
  if (!results.contains(builds)) return State::took_no_part;
  if (ending_of(results, builds) == Ending::not_run) return State::kit_not_built;
  return ending_of(results, builds) == Ending::passed ? State::ran : State::not_built;
}

const Test* first_failing(const ManifestActivity& activity, const Points& points,
                          const Results& results) {
  const Test* stretch = nullptr;
  for (const Test& test : activity.tests) {
    const auto result = results.find(activity.ctest_name(test));
    if (result == results.end() || result->second.ending == Ending::passed) continue;
    if (test.visible || !points.stretch.contains(test.family)) return &test;
    if (stretch == nullptr) stretch = &test;
  }
  return stretch;
}

/// Returns "duplicate 2/4".
std::string in_words(const Family& family, bool colour) {
  std::string how = fmt::format("{}/{}", family.passed, family.tests);
  if (family.ok())
    how = painted("ok", "32", colour);
  else if (family.ran < family.tests)
    how += fmt::format(", {} did not run", family.tests - family.ran);
  else if (family.passed == 0)
    how = painted(how, "31", colour);
  return fmt::format("{} {}{}", family.name, how, family.stretch ? " (bonus)" : "");
}

std::string points_of(const Row& row) {
  if (row.state == State::not_built) return "NOT BUILT";
  return row.state == State::ran ? to_text(row.score) : "-";
}

/// Returns the families joined by " · ", in lines from column `indent` on. The first line is begun.
std::string wrapped(const std::vector<Family>& families, std::size_t indent, bool colour) {
  std::string text;
  std::size_t at = indent;
  for (std::size_t i = 0; i < families.size(); ++i) {
    const bool last = i + 1 == families.size();
    const std::size_t wide = width(in_words(families[i], false)) + (last ? 0 : 3);
    if (at > indent && at + wide > columns) {
      text.pop_back();
      text += "\n" + std::string(indent, ' ');
      at = indent;
    }
    text += in_words(families[i], colour) + (last ? "" : " · ");
    at += wide;
  }
  return text;
}

/// Returns the command that runs the family of the first failing test.
std::string command_for(const Row& row, const Manifest& manifest) {
  return tool_command(manifest,
                      fmt::format("test {} {}", row.activity->number(), row.first_failing->family));
}

std::string what_next(const Row& row, const Manifest& manifest, const Results& results) {
  const ManifestActivity& activity = *row.activity;
  if (row.state == State::kit_not_built)
    return fmt::format("not built; the error is not in the answer: cmake --build {} --target {}",
                       shell_path(manifest, manifest.build), activity.folder);
  if (row.state == State::not_built)
    return fmt::format("to see the compiler's errors: cmake --build {} --target {}",
                       shell_path(manifest, manifest.build), activity.folder);
  if (row.first_failing == nullptr) return "";
  const bool untouched = std::ranges::none_of(row.score.families, &Family::ok);
  if (untouched && row.score.complete && manifest.answers == "exercises") {
    return fmt::format(
        "start with {}, then:\n    {}",
        shell_path(manifest, manifest.root / "exercises" / activity.folder / "README.md"),
        tool_command(manifest, "test " + activity.number()));
  }
  const char* why = "see why";
  switch (ending_of(results, activity.ctest_name(*row.first_failing))) {
    case Ending::leaked:
      why = "leaks";
      break;
    case Ending::crashed:
      why = "crashes";
      break;
    case Ending::endless:
      why = "never ends";
      break;
    default:
      break;
  }
  return fmt::format("{}: {}", why, command_for(row, manifest));
}

/// Returns the page of the first failing test's schedule; empty: there is none. harness/check/
/// session.cpp sets its path. A test writes it when it fails and removes it when it passes.
std::string page_of(const Row& row, const Manifest& manifest) {
  if (row.state != State::ran || row.first_failing == nullptr) return "";
  const std::string test = row.activity->ctest_name(*row.first_failing);
  const auto page = manifest.build / "pages" / row.activity->folder / (test + ".html");
  return exists(page) ? shell_path(manifest, page) : "";
}

/// Returns the lines that a test printed between GoogleTest's own lines.
std::vector<std::string> words_of_test(const std::string& output) {
  std::istringstream stream{output};
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("[ RUN "))
      lines.clear();
    else if (line.starts_with("[  FAILED  ]"))
      break;
    else
      lines.push_back(line);
  }
  return lines;
}

std::string output_of(const Results& results, const std::string& test) {
  const auto result = results.find(test);
  return result == results.end() ? "" : result->second.output;
}

/// Returns the first of `lines` below `title`; empty: there are none.
std::string chapter(const std::string& title, const std::vector<std::string>& lines,
                    std::size_t lines_max, const std::string& rest) {
  if (lines.empty()) return "";
  std::string text = fmt::format("{}:\n", title);
  const std::size_t shown = std::min(lines.size(), lines_max);
  for (std::size_t i = 0; i < shown; ++i) text += lines[i] + "\n";
  if (shown < lines.size())
    text += fmt::format("… {} more lines: {}\n", lines.size() - shown, rest);
  return text + "\n";
}

/// Returns a command for each failing test after the first; empty: there are none.
std::string others_in(const Row& row, const Manifest& manifest, const Results& results) {
  const ManifestActivity& activity = *row.activity;
  const std::string program = shell_path(manifest, manifest.build / "bin" / activity.folder);
  std::vector<std::string> commands;
  for (const Test& test : activity.tests) {
    const Ending ending = ending_of(results, activity.ctest_name(test));
    if (&test == row.first_failing || ending == Ending::passed || ending == Ending::not_run)
      continue;
    commands.push_back(fmt::format("    {} --gtest_filter={}.{}", program, test.family, test.name));
  }
  if (commands.empty()) return "";
  std::string text =
      commands.size() == 1
          ? std::string{"1 other test fails, too. To see it:\n"}
          : fmt::format("{} other tests fail, too. To see each of them:\n", commands.size());
  for (std::size_t i = 0; i < std::min(commands.size(), commands_max); ++i)
    text += commands[i] + "\n";
  if (commands.size() > commands_max)
    text += fmt::format("    … and {} more\n", commands.size() - commands_max);
  return text + "\n";
}

/// Returns the compiler's warnings, the output of the first failing test and commands for the
/// others.
std::string story(const Row& row, const Manifest& manifest, const Results& results) {
  const std::string builds =
      row.state == State::kit_not_built ? "kit.builds" : row.activity->number() + ".builds";
  if (row.state != State::ran)
    return chapter(builds, words_of_compiler(output_of(results, builds)), story_lines_max,
                   what_next(row, manifest, results));
  std::string text = chapter("The compiler warns", warnings_in(output_of(results, builds)),
                             warning_lines_max, "fix those first");
  if (row.first_failing == nullptr) return text;
  const std::string test = row.activity->ctest_name(*row.first_failing);
  return text +
         chapter(test, words_of_test(output_of(results, test)), story_lines_max,
                 command_for(row, manifest)) +
         others_in(row, manifest, results);
}

}  // namespace

std::string closing_table(const Manifest& manifest,
                          const std::map<std::string, Activity>& activities, const Results& results,
                          bool colour) {
  std::vector<Row> rows;
  std::size_t title_wide = std::string_view{"activity"}.size();
  std::size_t points_wide = std::string_view{"points"}.size();
  for (const ManifestActivity& activity : manifest.activities) {
    const Activity& about = activities.at(activity.folder);
    const State state = state_of(activity, results);
    if (state == State::took_no_part) continue;
    rows.push_back({&activity, about.title, state, score(activity, about.points, results),
                    first_failing(activity, about.points, results)});
    title_wide = std::max(title_wide, width(about.title));
    points_wide = std::max(points_wide, width(points_of(rows.back())));
  }
  if (rows.empty()) {
    std::string there;
    for (const ManifestActivity& activity : manifest.activities)
      there += (there.empty() ? "" : ", ") + activity.number();
    return fmt::format("\nNo test of an activity ran. The activities are {}.\n", there);
  }

  std::string text = "\n";
  if (rows.size() == 1) text += story(rows.front(), manifest, results);
  text += fmt::format("Judged: the answers in {}/\n", manifest.answers);
  if (!manifest.hidden_tests_here) {
    text += "The hidden tests are not here; the points are those of the visible ones.\n";
  }
  const std::size_t indent = 4 + title_wide + 2 + points_wide + 2;
  text += fmt::format("\n{:<4}{:<{}}  {:<{}}  {}\n", "nr", "activity", title_wide, "points",
                      points_wide, "families: tests passed (each is all or nothing)");
  for (const Row& row : rows) {
    text += fmt::format("{:<4}{:<{}}  {:<{}}  ", row.activity->number(), row.title, title_wide,
                        points_of(row), points_wide);
    if (row.state == State::ran) text += wrapped(row.score.families, indent, colour);
    while (text.ends_with(' ')) text.pop_back();
    const std::string next = what_next(row, manifest, results);
    text += next.empty() ? "\n" : fmt::format("\n    {}\n", next);
    const std::string page = page_of(row, manifest);
    if (!page.empty()) text += fmt::format("    drawn: {}\n", page);
  }
  return text;
}

}  // namespace results
