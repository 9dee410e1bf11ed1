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
eda::Json json_report(const Graded& graded, Feedback feedback);

}  // namespace grader
