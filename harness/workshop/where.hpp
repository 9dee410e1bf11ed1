#pragma once

#include <string>

#include "results/progress.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace workshop {

/// Returns the progress: the activities by track, the passing families of each, and the next step.
/// At most 80 columns. A family passes if all its tests that are here pass, visible or hidden. The
/// bar has no bonus families.
std::string where(const results::Manifest& manifest, const Activities& activities,
                  const results::Progress& progress, const Terminal& terminal);

}  // namespace workshop
