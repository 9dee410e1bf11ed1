#pragma once

#include <map>
#include <string>

#include "table/activity.hpp"
#include "table/judged.hpp"
#include "table/results.hpp"

namespace table {

/// What is printed at the end of a run: a row for each activity that took part, with its points,
/// the families that pass, and what to do next. At most 100 columns. A run of a single activity
/// begins with the words of the first test that failed.
/// `activities` has an entry for each folder in `judged`.
std::string closing_table(const Judged& judged, const std::map<std::string, Activity>& activities,
                          const Results& results, bool colour);

}  // namespace table
