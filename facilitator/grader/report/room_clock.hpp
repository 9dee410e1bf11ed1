#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/catalogue.hpp"
#include "report/document.hpp"

namespace grader::report {

/// File beside the clock page, with the figures of the room. The page loads it again and again,
/// since a page that was opened from a file may load scripts, and nothing else.
inline constexpr const char* clock_figures_file = "clock_room.js";

/// Moment of the figures, in milliseconds since 1970, and whether they will be written again.
struct ClockLook {
  std::int64_t at = 0;
  bool live = false;
};

/// Returns the figures of the room for the clock page, as a call of its function showRoom(): counts
/// only, without a name or another text of a participant. `catalogues` has one for each activity.
std::string clock_figures(const Document& document, const std::vector<Catalogue>& catalogues,
                          const ClockLook& look);

/// Returns the clock page of the facilitator's pack so that it loads those figures. Throws
/// results::BadInput if `page` has no place for them.
std::string clock_with_room(std::string page);

}  // namespace grader::report
