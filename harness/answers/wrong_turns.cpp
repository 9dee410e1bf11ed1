#include "answers/wrong_turns.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "answers/wrong_answer.hpp"
#include "results/activity.hpp"
#include "results/json_file.hpp"

namespace answers {
namespace {

/// Returns `text` as a cell of a table, with "|" escaped.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? std::string{"\\|"} : std::string{c};
  return escaped;
}

/// True if the source of the visible tests has `test`, such as "order.in_sequence".
bool is_visible(const std::string& test, const std::string& visible_tests) {
  const std::size_t dot = test.find('.');
  const std::string begin = fmt::format("TEST({}, {})", test.substr(0, dot), test.substr(dot + 1));
  return visible_tests.find(begin) != std::string::npos;
}

std::string remark(const std::string& test, const results::Points& points,
                   const std::string& visible_tests) {
  if (points.stretch.contains(test.substr(0, test.find('.')))) return " (bonus)";
  return is_visible(test, visible_tests) ? " (visible)" : "";
}

}  // namespace

std::string wrong_turns(const std::filesystem::path& root, const std::string& folder) {
  const results::Points points = results::read_activity(root, folder).points;
  const std::string tests = "exercises/" + folder + "/" + folder.substr(3) + "_test.cpp";
  const std::string visible_tests = read_text(root / tests, tests);
  std::vector<WrongAnswer> all = wrong_answers(root, folder);
  std::ranges::stable_sort(all, {}, &WrongAnswer::rejected_by);
  std::string table = "| what they do | test that says no | what it tells them |\n|---|---|---|\n";
  for (const WrongAnswer& wrong : all)
    table += fmt::format("| [{}](wrong/{}.diff) | `{}`{} | {} |\n", cell(wrong.mistake), wrong.name,
                         wrong.rejected_by, remark(wrong.rejected_by, points, visible_tests),
                         cell(wrong.hint));
  return table;
}

std::string with_wrong_turns(const std::string& notes, const std::string& table,
                             const std::string& shown_as) {
  const std::size_t begin = notes.find(table_begin + "\n");
  const std::size_t end = notes.find(table_end + "\n", std::min(begin, notes.size()));
  if (begin == std::string::npos || end == std::string::npos)
    throw results::BadInput{
        fmt::format("{}: must have the lines\n  {}\n  {}", shown_as, table_begin, table_end)};
  return notes.substr(0, begin) + table_begin + "\n" + table + notes.substr(end);
}

}  // namespace answers
