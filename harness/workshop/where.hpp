#pragma once

#include <string>

#include "results/progress.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace workshop {

/// Where am I: the activities by track, how many of the families of each pass, and the next step.
/// At most 80 columns. A family passes when all its tests here do, visible or not; bonus families
/// are not in the bar.
std::string where(const results::Manifest& manifest, const Activities& activities,
                  const results::Progress& progress, const Terminal& terminal);

}  // namespace workshop
