#pragma once

#include <filesystem>
#include <string>

#include "eda/json.hpp"

namespace check {

/// Writes one HTML file that draws a schedule and needs no server and no network.
/// `failing` is a trace (see trace.schema.json); `passing` is one to compare it with, or null.
/// Returns an error message of one sentence; empty: no error.
std::string write_page(const std::filesystem::path& file, const eda::Json& failing,
                       const eda::Json& passing);

/// Writes one HTML file in which a reader plays the adversary: see adversary.hpp. Returns as
/// write_page does.
std::string write_play(const std::filesystem::path& file, const eda::Json& play);

/// Writes one HTML file of bar charts: see own_page.hpp. Returns as write_page does.
std::string write_charts(const std::filesystem::path& file, const eda::Json& charts);

}  // namespace check
