#include "report/room_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/plain.hpp"
#include "report/room_parts.hpp"

namespace grader::report {

namespace {

std::vector<Seat> seats_of(const Document& document, bool names) {
  const std::vector<std::string> others = pseudonyms(document);
  std::vector<Seat> seats;
  for (std::size_t i = 0; i < document.submissions.size(); ++i) {
    const Submission& submission = document.submissions[i];
    seats.push_back({names ? one_line(submission.name, 60) : others[i], &submission});
  }
  if (!names) std::ranges::sort(seats, {}, &Seat::shown_as);
  return seats;
}

int count_of(const Document& document, bool (*is_one)(const Answer&)) {
  int count = 0;
  for (const Submission& submission : document.submissions)
    count += int(std::ranges::count_if(submission.answers, is_one));
  return count;
}

std::string counted(std::size_t count, const std::string& noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// Returns warnings that a facilitator must read first.
std::string notices(const Document& document) {
  std::string text;
  const int ours =
      count_of(document, [](const Answer& answer) { return answer.verdict == "INFRA_ERROR"; });
  const int half = count_of(document, [](const Answer& answer) {
    return !answer.hidden_tests_ran && !answer.families.empty();
  });
  if (ours > 0)
    text += fmt::format(
        "<p class=\"notice\">{} could not be judged by a fault of the grader or the machine "
        "(INFRA_ERROR). Grade again: it costs no attempt.</p>\n",
        counted(std::size_t(ours), "answer"));
  if (half > 0)
    text += fmt::format(
        "<p class=\"notice\">{} without the hidden tests: this is a self-check, not "
        "a grade.</p>\n",
        counted(std::size_t(half), "answer") + (half == 1 ? " was" : " were") + " judged");
  return text;
}

/// A page that was opened from a file cannot ask whether the file has changed, so it loads itself.
constexpr const char* follow =
    "<div class=\"controls\" hidden=\"\"><button type=\"button\" data-live=\"3000\" "
    "aria-pressed=\"true\">Follow the room</button></div>\n";

std::string put(std::string page, const std::string& mark, const std::string& text) {
  const std::size_t at = page.find(mark);
  return at == std::string::npos ? page : page.replace(at, mark.size(), text);
}

}  // namespace

std::string room_page(const Document& document, const std::vector<Catalogue>& catalogues,
                      const Look& look) {
  const Room room{document, catalogues, seats_of(document, look.names), look.names};
  const std::string title = fmt::format(
      "The room: {}, {}", counted(document.submissions.size(), "submission"),
      document.activities.size() == 1 ? "1 activity"
                                      : fmt::format("{} activities", document.activities.size()));
  std::string body = look.live ? follow : "";
  body += notices(document) + where_it_is_stuck(room) + room_table(room);
  if (look.names) body += what_was_said(room);
  body += fmt::format("<footer>Judged by kit {}.{}</footer>\n", code(document.kit),
                      look.names ? ""
                                 : " Names are changed; <code>--names</code> shows them and the "
                                   "messages of failing tests.");
  std::string page = put(look.page, "@TITLE@", html(title));
  page = put(page, "@HEADING@", html(title));
  return put(page, "@ROOM@", body);  // last, so that marks in it are not replaced
}

}  // namespace grader::report
