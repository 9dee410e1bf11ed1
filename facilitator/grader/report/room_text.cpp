#include <fmt/format.h>

#include <algorithm>

#include "report/formats.hpp"
#include "report/plain.hpp"
#include "report/room_parts.hpp"

namespace grader::report {

namespace {

constexpr std::size_t name_bytes_max = 40;

using Cells = std::vector<std::string>;

std::size_t width_of(const std::string& text) {
  return std::size_t(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string with_bonus(int points, int bonus) {
  return bonus > 0 ? fmt::format("{} +{}", points, bonus) : std::to_string(points);
}

/// Returns "84 +10", or the reason why there are no points.
std::string cell_of(const Answer* answer) {
  if (answer == nullptr) return "not handed in";
  if (answer->verdict == "PASS" || answer->verdict == "FAIL")
    return with_bonus(answer->points, answer->bonus);
  std::string words = state_of(*answer, {});
  const int all = answer->points + answer->bonus;
  return all > 0 ? with_bonus(answer->points, answer->bonus) + ", " + words : words;
}

Cells row_of(const Submission& submission, const Document& document) {
  Cells cells{one_line(submission.name, name_bytes_max)};
  int points = 0, bonus = 0;
  for (const Activity& activity : document.activities) {
    const auto found = std::ranges::find(submission.answers, activity.folder, &Answer::activity);
    const Answer* answer = found == submission.answers.end() ? nullptr : &*found;
    if (answer != nullptr) {
      points += answer->points;
      bonus += answer->bonus;
    }
    cells.push_back(cell_of(answer));
  }
  cells.push_back(with_bonus(points, bonus));
  return cells;
}

std::string line_of(const Cells& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += cells[i];
    if (i + 1 < cells.size()) line += std::string(widths[i] - width_of(cells[i]) + 2, ' ');
  }
  return line + "\n";
}

}  // namespace

std::string room_text(const Document& document) {
  Cells head{"Who"};
  int points_max = 0;
  for (const Activity& activity : document.activities) {
    head.push_back(activity.number);
    points_max += activity.points_max;
  }
  head.push_back(fmt::format("Points of {}", points_max));
  std::vector<Cells> rows{head};
  for (const Submission& submission : document.submissions)
    rows.push_back(row_of(submission, document));
  std::vector<std::size_t> widths(head.size());
  for (const Cells& cells : rows)
    for (std::size_t i = 0; i < cells.size(); ++i)
      widths[i] = std::max(widths[i], width_of(cells[i]));
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += line_of(rows[i], widths);
    const bool has_reason = i > 0 && !document.submissions[i - 1].sentence.empty();
    if (has_reason) text += "    " + one_line(document.submissions[i - 1].sentence) + "\n";
  }
  return text;
}

}  // namespace grader::report
