#pragma once

#include <filesystem>
#include <functional>
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
  bool names = true;  ///< false: progress is printed with made-up names
};

/// Judges the answers that have not been judged before, and writes the report. Returns the number
/// of answers with an INFRA_ERROR. Throws std::runtime_error with a sentence; a second call then
/// continues from there.
int grade_room(const Room& room, const Kit& kit, const Terms& terms);

/// Grades a room, and again whatever changes in it, until the descriptor `stop` can be read or the
/// folder is gone. `shows` gets each new report; an answer that waits to be judged is NOT_JUDGED.
/// Returns and throws as grade_room().
int watch_room(const Room& room, const Kit& kit, const Terms& terms, int stop,
               const std::function<void(const eda::Json& document)>& shows);

}  // namespace grader
