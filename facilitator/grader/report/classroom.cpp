#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/formats.hpp"
#include "report/plain.hpp"

namespace grader::report {

namespace {

using Json = nlohmann::json;

/// Limit of the result, which is passed in an environment variable, as base64. The kernel's limit
/// of a variable is 128 KiB.
constexpr std::size_t classroom_words_max = 1024;

const char* status_of(const Line& line, const Answer& answer) {
  if (line.state == Line::State::holds) return "pass";
  return answer.verdict == "INFRA_ERROR" ? "error" : "fail";
}

std::string message_of(const Line& line, const std::vector<Line>& lines, const Answer& answer) {
  if (line.state == Line::State::holds) return "";
  const bool is_told = line.failure != nullptr && !line.failure->test.empty();
  return is_told ? clipped(line.failure->test + "\n" + diagnosis_at(line, lines, answer) +
                               line.failure->words,
                           classroom_words_max)
                 : one_line(answer.sentence, classroom_words_max);
}

}  // namespace

std::string classroom(const Document& document) {
  const Submission& submission = only_submission(document, "GitHub Classroom's result");
  int points_max = 0;
  bool all_pass = !submission.answers.empty(), any_error = false;
  Json tests = Json::array();
  for (const Answer& answer : submission.answers) {
    const Activity& activity = *document.activity(answer.activity);
    points_max += answer.points_max;
    all_pass = all_pass && answer.verdict == "PASS";
    any_error = any_error || answer.verdict == "INFRA_ERROR";
    // The reporter adds the scores. They are whole numbers, and their sum is the grade.
    double earned = 0;
    const auto whole = [&] { return std::floor(earned + 1e-6); };
    const std::vector<Line> lines = lines_of(answer, activity);
    for (const Line& line : lines) {
      const double before = whole();
      if (line.state == Line::State::holds) earned += line.points;
      tests.push_back({{"name", one_line(activity.number + "." + line.family)},
                       {"status", status_of(line, answer)},
                       {"score", int(whole() - before)},
                       {"message", message_of(line, lines, answer)},
                       {"test_code",
                        fmt::format("workshop test {} {}", activity.number, one_line(line.family))},
                       {"filename", ""},
                       {"line_no", 0}});
    }
  }
  return Json{{"version", 1},
              {"status", any_error  ? "error"
                         : all_pass ? "pass"
                                    : "fail"},
              {"max_score", points_max},
              {"tests", std::move(tests)}}
             .dump() +
         "\n";
}

}  // namespace grader::report
