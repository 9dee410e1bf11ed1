#include <fmt/format.h>

#include <algorithm>

#include "report/plain.hpp"
#include "report/room_parts.hpp"

namespace grader::report {

namespace {

std::string heads(const Document& document) {
  std::string first = "<tr><th rowspan=\"2\" scope=\"col\" class=\"who\">Who</th>", second = "<tr>";
  for (const Activity& activity : document.activities) {
    first += fmt::format("<th colspan=\"{}\" scope=\"colgroup\" class=\"begins\">{} {}</th>",
                         activity.families.size() + 2, html(activity.number), html(activity.title));
    const char* begins = " begins";
    for (const Family& family : activity.families) {
      second += fmt::format("<th scope=\"col\" class=\"family{}\"><span>{}{}</span></th>", begins,
                            html(family.name), family.bonus ? " (bonus)" : "");
      begins = "";
    }
    second += "<th scope=\"col\" class=\"points\">Points</th><th scope=\"col\">Behaves like</th>";
  }
  return "<thead>" + first + "</tr>\n" + second + "</tr></thead>\n";
}

struct Sign {
  const char *kind, *sign, *word;
};

Sign sign_of(Line::State state) {
  if (state == Line::State::holds) return {"holds", "\xE2\x9C\x93", "holds"};
  if (state == Line::State::fails) return {"fails", "\xE2\x9C\x97", "fails"};
  return {"unjudged", "\xE2\x80\x93", "not judged"};
}

std::string family_cell(const Family& family, const std::vector<Line>& lines, bool begins) {
  const auto line = std::ranges::find(lines, family.name, &Line::family);
  const Sign sign = sign_of(line == lines.end() ? Line::State::not_judged : line->state);
  std::string title = family.name + " " + sign.word;
  if (line != lines.end() && line->failure != nullptr && !line->failure->test.empty())
    title += ": " + one_line(line->failure->test);
  return fmt::format(
      "<td class=\"cell {}{}\" title=\"{}\"><span aria-hidden=\"true\">{}</span>"
      "<span class=\"unseen\">{}</span></td>",
      sign.kind, begins ? " begins" : "", html(title), sign.sign, sign.word);
}

/// Returns the cell "like loses_updates", with the full text as its title.
std::string likeness_cell(const Answer& answer, const Catalogue& catalogue, bool names) {
  const Likeness likeness = likeness_of(answer, catalogue);
  const std::string state = state_of(answer, catalogue);
  if (likeness.kind != Likeness::Kind::known) {
    const std::string title = names ? one_line(answer.sentence, 400) : state;
    const bool unknown = likeness.kind == Likeness::Kind::unknown && answer.verdict == "FAIL" &&
                         !answer.failures.empty();
    return fmt::format("<td class=\"like\" title=\"{}\">{}</td>", html(title),
                       unknown ? "no known wrong answer" : html(state));
  }
  const std::string more =
      likeness.like.size() > 1 ? fmt::format(" or {} more", likeness.like.size() - 1) : "";
  return fmt::format("<td class=\"like\" title=\"{}: {}\">{}{}{}</td>", html(to_text(likeness)),
                     html(likeness.like.front()->mistake),
                     likeness.same_tests ? "" : "same rule: ", code(likeness.like.front()->name),
                     more);
}

std::string cells_of(const Answer* answer, const Activity& activity, const Room& room) {
  const std::vector<Line> lines =
      answer == nullptr ? std::vector<Line>{} : lines_of(*answer, activity);
  std::string cells;
  for (const Family& family : activity.families)
    cells += family_cell(family, lines, &family == &activity.families.front());
  if (answer == nullptr) return cells + "<td class=\"points\">0</td><td class=\"like\"></td>";
  const std::string bonus = answer->bonus > 0 ? fmt::format(" +{}", answer->bonus) : "";
  cells += fmt::format("<td class=\"points\">{}{}</td>", answer->points, bonus);
  return cells + likeness_cell(*answer, room.catalogue(activity.folder), room.names);
}

/// Returns one cell in place of all cells of a person without a graded answer.
std::string nothing_of(const Seat& seat, const Room& room) {
  std::size_t columns = 0;
  for (const Activity& activity : room.document.activities) columns += activity.families.size() + 2;
  return fmt::format("<td colspan=\"{}\" class=\"begins none\">not graded{}</td>", columns,
                     room.names ? ": " + html(one_line(seat.submission->sentence)) : "");
}

std::string row(const Seat& seat, const Room& room) {
  std::string cells;
  int total = 0;
  std::size_t passes = 0;
  for (const Activity& activity : room.document.activities) {
    const Answer* answer = seat.answer_to(activity.folder);
    if (answer != nullptr) {
      total += answer->points + answer->bonus;
      passes += answer->verdict == "PASS";
    }
    cells += cells_of(answer, activity, room);
  }
  const bool has_nothing = seat.submission->answers.empty() || !seat.submission->sentence.empty();
  if (has_nothing) cells = nothing_of(seat, room);
  return fmt::format(
      "<tr data-points=\"{}\" data-passes=\"{}\"><th scope=\"row\" class=\"who\">{}</th>{}</tr>\n",
      total, passes == room.document.activities.size() ? "all" : "some", html(seat.shown_as),
      cells);
}

}  // namespace

std::string room_table(const Room& room) {
  std::string rows;
  for (const Seat& seat : room.seats) rows += row(seat, room);
  return "<section aria-labelledby=\"everybody\">\n<h2 id=\"everybody\">All participants</h2>\n"
         "<div class=\"controls\" hidden=\"\"><button type=\"button\" data-sort=\"points\" "
         "aria-pressed=\"false\">Fewest points first</button>\n"
         "<button type=\"button\" data-filter=\"passes\" aria-pressed=\"false\">Hide all who pass "
         "everything"
         "</button>\n<span class=\"shown\" role=\"status\"></span></div>\n"
         "<p class=\"legend\"><span class=\"cell holds\">\xE2\x9C\x93</span> holds "
         "<span class=\"cell fails\">\xE2\x9C\x97</span> fails "
         "<span class=\"cell unjudged\">\xE2\x80\x93</span> not judged</p>\n"
         "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Families of "
         "all participants\">\n"
         "<table class=\"room\">\n" +
         heads(room.document) + "<tbody>\n" + rows + "</tbody></table></div></section>\n";
}

}  // namespace grader::report
