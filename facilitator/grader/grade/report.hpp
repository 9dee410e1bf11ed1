#pragma once

#include <string>

#include "eda/json.hpp"
#include "grade/verdict.hpp"
#include "report/plain.hpp"

namespace grader {

/// Amount of detail on failing tests in a report.
enum class Feedback {
  schedule,  ///< the rule, the hint and the shortest schedule that breaks it
  family,    ///< the families that fail
  none,      ///< the score only
};

std::string text_report(const Graded& graded, Feedback feedback);
/// Returns the entry of an answer in a report. It is the same for each grading of the same answer.
eda::Json json_report(const Graded& graded, Feedback feedback);
/// Returns the field "behaves_like" of that entry.
eda::Json to_json(const report::Diagnosis& diagnosis);
/// Returns a full report reduced to that amount of detail.
eda::Json told(eda::Json answer, Feedback feedback);
/// Returns the cost of judging, which differs each time.
eda::Json cost_report(const Graded& graded);

}  // namespace grader
