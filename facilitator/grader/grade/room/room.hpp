#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "grade/grading.hpp"
#include "grade/report.hpp"

namespace grader {

/// A room to be graded: everybody who has handed in something.
struct Room {
  std::filesystem::path folder;  ///< of submissions
  std::filesystem::path out;     ///< of the journal and the report
  std::vector<const Kit::Activity*> activities;
  int attempts_max = 0;  ///< 0: as many as they like
  int at_a_time = 1;
  Feedback feedback = Feedback::schedule;
};

/// Judges what has not been judged before, and writes the report. How many could not be judged, by
/// our fault. Throws std::runtime_error with a sentence; then the same again goes on from there.
int grade_room(const Room& room, const Kit& kit, const Terms& terms);

}  // namespace grader
