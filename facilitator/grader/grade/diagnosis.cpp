#include "grade/diagnosis.hpp"

#include "grade/report.hpp"

namespace grader {

void diagnose(Graded& graded, const std::filesystem::path& root) {
  if (graded.failures.empty()) return;
  const report::Answer answer = report::read_answer(json_report(graded, Feedback::schedule));
  graded.behaves_like = report::diagnosis_of(answer, report::catalogue_of(root, graded.activity));
}

void diagnose(eda::Json& answer, const report::Catalogue& catalogue) {
  const auto found = report::diagnosis_of(report::read_answer(answer), catalogue);
  if (found) answer["behaves_like"] = to_json(*found);
}

}  // namespace grader
