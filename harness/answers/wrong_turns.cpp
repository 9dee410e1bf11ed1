#include "answers/wrong_turns.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "answers/wrong_answer.hpp"
#include "table/activity.hpp"
#include "table/json_file.hpp"

namespace answers {
namespace {

/// `text` as a cell of a table, where a bar ends the cell.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? std::string{"\\|"} : std::string{c};
  return escaped;
}

std::string remark(const WrongAnswer& wrong, const table::Points& points) {
  const std::string family = wrong.rejected_by.substr(0, wrong.rejected_by.find('.'));
  if (points.stretch.contains(family)) return " (bonus)";
  return wrong.passes_visible_order_tests ? "" : " (visible)";
}

}  // namespace

std::string wrong_turns(const std::filesystem::path& root, const std::string& folder) {
  const table::Points points = table::read_activity(root, folder).points;
  std::vector<WrongAnswer> all = wrong_answers(root, folder);
  std::ranges::stable_sort(all, {}, &WrongAnswer::rejected_by);
  std::string table = "| what they do | test that says no | what it tells them |\n|---|---|---|\n";
  for (const WrongAnswer& wrong : all)
    table += fmt::format("| [{}](wrong/{}.diff) | `{}`{} | {} |\n", cell(wrong.mistake), wrong.name,
                         wrong.rejected_by, remark(wrong, points), cell(wrong.hint));
  return table;
}

std::string with_wrong_turns(const std::string& notes, const std::string& table,
                             const std::string& shown_as) {
  const std::size_t begin = notes.find(table_begin + "\n");
  const std::size_t end = notes.find(table_end + "\n", std::min(begin, notes.size()));
  if (begin == std::string::npos || end == std::string::npos)
    throw table::BadInput{
        fmt::format("{}: must have the lines\n  {}\n  {}", shown_as, table_begin, table_end)};
  return notes.substr(0, begin) + table_begin + "\n" + table + notes.substr(end);
}

}  // namespace answers
