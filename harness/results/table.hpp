#pragma once

#include <map>
#include <string>

#include "results/activity.hpp"
#include "results/manifest.hpp"
#include "results/results.hpp"

namespace results {

/// Returns the table printed at the end of a run: a row for each activity that took part, with its
/// points, its families and the next step. At most 100 columns. For a single activity, the output
/// of the first failing test comes first.
/// `activities` has an entry for each folder in `manifest`.
std::string closing_table(const Manifest& manifest,
                          const std::map<std::string, Activity>& activities, const Results& results,
                          bool colour);

}  // namespace results
