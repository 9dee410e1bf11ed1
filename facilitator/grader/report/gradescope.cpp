#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/formats.hpp"
#include "report/plain.hpp"

namespace grader::report {

namespace {

using Json = nlohmann::json;

constexpr std::size_t gradescope_words_max = 16 * 1024;

double cents(double points) { return std::round(points * 100) / 100; }

Json test_of(const Line& line, const Activity& activity) {
  const bool holds = line.state == Line::State::holds;
  Json test;
  test["number"] = activity.number;
  test["name"] =
      one_line(fmt::format("{}.{}{}", activity.number, line.family, line.bonus ? " (bonus)" : ""));
  test["name_format"] = "text";
  test["status"] = holds ? "passed" : "failed";
  test["score"] = holds ? cents(line.points) : 0;
  if (!line.bonus) test["max_score"] = cents(line.points);
  test["visibility"] = "visible";
  test["output_format"] = "text";
  std::string words;
  if (line.state == Line::State::not_judged) words = "Not judged.";
  if (line.failure != nullptr) words = line.failure->test + "\n" + line.failure->words;
  if (!words.empty()) test["output"] = clipped(words, gradescope_words_max);
  return test;
}

/// Returns the text on an answer as a whole.
std::string words_of(const Answer& answer, const Activity& activity) {
  std::string words = fmt::format("{} {}: {}. {}\n", activity.number, activity.title,
                                  answer.verdict, one_line(answer.sentence, 1000));
  if (answer.behaves_like) words += to_text(*answer.behaves_like);
  if (!answer.details.empty()) words += clipped(answer.details, gradescope_words_max) + "\n";
  return words;
}

}  // namespace

std::string gradescope(const Document& document) {
  const Submission& submission = only_submission(document, "Gradescope's results.json");
  int score = 0;
  std::string output = submission.sentence.empty() ? "" : submission.sentence + "\n";
  Json tests = Json::array();
  for (const Answer& answer : submission.answers) {
    const Activity& activity = *document.activity(answer.activity);
    score += answer.points + answer.bonus;
    output += words_of(answer, activity);
    for (const Line& line : lines_of(answer, activity)) tests.push_back(test_of(line, activity));
  }
  return Json{{"score", score},
              {"output", clipped(output, gradescope_words_max)},
              {"output_format", "text"},
              {"visibility", "visible"},
              {"stdout_visibility", "hidden"},
              {"tests", std::move(tests)}}
             .dump(2) +
         "\n";
}

}  // namespace grader::report
