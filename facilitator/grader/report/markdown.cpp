#include <fmt/format.h>

#include <string_view>

#include "report/formats.hpp"
#include "report/plain.hpp"

namespace grader::report {

namespace {

/// Limit of a step summary. GitHub shows nothing of a longer one.
constexpr std::size_t bytes_max = 1024 * 1024;
constexpr std::size_t markdown_words_max = 8 * 1024;

bool is_plain(char c) {
  return c == ' ' || c == '\n' || (c & 0x80) != 0 || (c >= '0' && c <= '9') ||
         (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Returns text without meaning for Markdown, HTML or a workflow's log: all special characters are
/// character references. It is on one line, for tables too.
std::string inert(const std::string& text) {
  std::string safe;
  for (const char c : one_line(text)) {
    if (is_plain(c))
      safe += c;
    else
      safe += fmt::format("&#{};", int(c));
  }
  return safe;
}

/// Returns a `pre` element with unchanged text. It also escapes `::` and `##[` at the beginning of
/// a line: they are commands if this file is printed in a workflow's log.
std::string in_pre(const std::string& words) {
  std::string safe;
  for (const char c : html(clipped(words, markdown_words_max))) {
    if (std::string_view{":[@`"}.find(c) != std::string_view::npos)
      safe += fmt::format("&#{};", int(c));
    else
      safe += c;
  }
  return "<pre>\n" + safe + "\n</pre>\n";
}

std::string families_in_words(const Answer& answer, const Activity& activity) {
  std::string words;
  for (const Line& line : lines_of(answer, activity)) {
    const char* state = line.state == Line::State::holds   ? "holds"
                        : line.state == Line::State::fails ? "**fails**"
                                                           : "not judged";
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", inert(line.family), state);
  }
  return words;
}

std::string row(const Submission& submission, const Answer& answer, const Activity& activity) {
  const std::string bonus = answer.bonus > 0 ? fmt::format(" +{}", answer.bonus) : "";
  return fmt::format("| <code>{}</code> | {} {} | {} | {}/{}{} | {} | {} |\n",
                     inert(submission.name), inert(activity.number), inert(activity.title),
                     inert(answer.verdict), answer.points, answer.points_max, bonus,
                     families_in_words(answer, activity), inert(answer.level));
}

std::vector<std::string> rows_of(const Submission& submission, const Document& document) {
  if (submission.answers.empty() || !submission.sentence.empty())
    return {fmt::format("| <code>{}</code> | | not graded | | {} | |\n", inert(submission.name),
                        inert(submission.sentence))};
  std::vector<std::string> rows;
  for (const Answer& answer : submission.answers)
    rows.push_back(row(submission, answer, *document.activity(answer.activity)));
  return rows;
}

std::string details_of(const Submission& submission, const Answer& answer,
                       const Activity& activity) {
  std::string text = fmt::format(
      "\n### <code>{}</code>, {} {}\n\n{}: {}\n\n", inert(submission.name), inert(activity.number),
      inert(activity.title), inert(answer.verdict), inert(answer.sentence));
  if (!answer.hidden_tests_ran && !answer.families.empty())
    text += "The hidden tests were not run: this is a self-check, not a grade.\n\n";
  if (answer.behaves_like) text += in_pre(to_text(*answer.behaves_like)) + "\n";
  for (const Failure& failure : answer.failures) {
    text += fmt::format("**{}.{}** {}\n\n", inert(activity.number), inert(failure.family),
                        inert(failure.test));
    if (!failure.words.empty()) text += in_pre(failure.words) + "\n";
  }
  if (!answer.details.empty()) text += in_pre(answer.details);
  return text;
}

/// A text of sections, as many as fit.
class Summary {
 public:
  /// Adds a section. Returns false if it did not fit.
  bool add(const std::string& section) {
    const std::size_t reserve = 512;  // for the sentence on the cut
    const bool fits = text_.size() + section.size() + reserve <= bytes_max;
    if (fits)
      text_ += section;
    else
      ++left_out_;
    return fits;
  }
  std::string text() const {
    if (left_out_ == 0) return text_;
    return text_ + fmt::format(
                       "\nCut here: a summary may have 1 MiB, and {} rows or sections "
                       "did not fit. The report document has all of them.\n",
                       left_out_);
  }

 private:
  std::string text_;
  int left_out_ = 0;
};

}  // namespace

std::string markdown(const Document& document) {
  Summary summary;
  summary.add("## Out of Order\n\n");
  summary.add(
      "| who | activity | verdict | points | families | level |\n|---|---|---|---|---|---|\n");
  for (const Submission& submission : document.submissions)
    for (const std::string& row : rows_of(submission, document)) summary.add(row);
  summary.add(fmt::format("\nJudged by kit <code>{}</code>.\n", inert(document.kit)));
  for (const Submission& submission : document.submissions)
    for (const Answer& answer : submission.answers)
      if (submission.sentence.empty() && (answer.verdict != "PASS" || !answer.failures.empty()))
        summary.add(details_of(submission, answer, *document.activity(answer.activity)));
  return summary.text();
}

}  // namespace grader::report
