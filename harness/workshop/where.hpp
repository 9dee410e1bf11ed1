#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "results/progress.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace workshop {

/// Returns the progress: the activities by track, the passing families of each, the next step and
/// why it is next. At most 80 columns. A family passes if all its tests that are here pass, visible
/// or hidden. The bar has no bonus families. `hints` has the number of read hints by activity
/// number. `now`, by the clock of the disk: those who come back after a day are told where they
/// were.
std::string where(const results::Manifest& manifest, const Activities& activities,
                  const results::Progress& progress, const std::map<std::string, int>& hints,
                  std::filesystem::file_time_type now, const Terminal& terminal);

}  // namespace workshop
