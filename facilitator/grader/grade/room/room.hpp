#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "grade/grading.hpp"
#include "grade/report.hpp"

namespace grader {

/// A room to grade: the submissions of a group of people.
struct Room {
  std::filesystem::path folder;  ///< of submissions
  std::filesystem::path out;     ///< of the journal and the report
  std::vector<const Kit::Activity*> activities;
  int attempts_max = 0;  ///< 0: no limit
  int at_a_time = 1;
  Feedback feedback = Feedback::schedule;
};

/// Judges the answers that have not been judged before, and writes the report. Returns the number
/// of answers with an INFRA_ERROR. Throws std::runtime_error with a sentence; a second call then
/// continues from there.
int grade_room(const Room& room, const Kit& kit, const Terms& terms);

}  // namespace grader
