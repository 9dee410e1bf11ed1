#pragma once

#include <string>

#include "eda/json.hpp"
#include "grade/verdict.hpp"
#include "report/plain.hpp"

namespace grader {

/// How much a participant is told of the tests that do not hold.
enum class Feedback {
  schedule,  ///< the rule, the hint and the shortest schedule that breaks it
  family,    ///< which families do not hold
  none,      ///< the score
};

std::string text_report(const Graded& graded, Feedback feedback);
/// An answer as it stands in a report. The same grading of the same answer says the same.
eda::Json json_report(const Graded& graded, Feedback feedback);
/// What a full report comes to where people may know less.
eda::Json told(eda::Json answer, Feedback feedback);
/// What judging it took: other figures each time.
eda::Json cost_report(const Graded& graded);

}  // namespace grader
