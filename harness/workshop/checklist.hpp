#pragma once

#include <filesystem>
#include <string>

#include "results/checklist.hpp"
#include "results/progress.hpp"
#include "workshop/text.hpp"

namespace workshop {

/// Returns the checklists with a mark for each line: proved by tests that pass on this machine, not
/// yet, or a line that no test here can prove. At most 80 columns.
std::string checklist(const results::Manifest& manifest,
                      const std::vector<results::Checklist>& lists,
                      const results::Progress& progress, const Terminal& terminal);

}  // namespace workshop
