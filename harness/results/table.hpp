#pragma once

#include <map>
#include <string>

#include "results/activity.hpp"
#include "results/manifest.hpp"
#include "results/results.hpp"

namespace results {

/// What is printed at the end of a run: a row for each activity that took part, with its points,
/// the families that pass, and what to do next. At most 100 columns. A run of a single activity
/// begins with the words of the first test that failed.
/// `activities` has an entry for each folder in `manifest`.
std::string closing_table(const Manifest& manifest,
                          const std::map<std::string, Activity>& activities, const Results& results,
                          bool colour);

}  // namespace results
