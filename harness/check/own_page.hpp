#pragma once

#include <filesystem>
#include <string>

#include "eda/json.hpp"

/// Page of charts that an activity has beside those of its schedules: `workshop show 17`.
namespace check {

/// Sets what the page of this program shows. `charts` is called when it is drawn, and returns
///     {"title", "note", "charts": [{"title", "note", "alarm": 300, "bars": [
///         {"label": "chef", "value": 480, "text": "8.0 min", "is_bad": true}, …]}, …]}
/// Bars of a chart have one scale. "alarm" (or null) is a line across it.
struct OwnPage {
  explicit OwnPage(eda::Json (*charts)());
};

/// Draws that page to `file`. Prints where, or why not, and returns the exit code of the program.
int draw_own_page(const std::filesystem::path& file);

}  // namespace check
