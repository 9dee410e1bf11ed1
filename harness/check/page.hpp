#pragma once

#include <filesystem>
#include <string>

#include "eda/json.hpp"

namespace check {

/// Writes one HTML file that draws a schedule and needs nothing else: no server, no network.
/// `failing` is a trace (see trace.schema.json); `passing` one to compare it with, or null.
/// Returns what went wrong, in one sentence; empty: nothing.
std::string write_page(const std::filesystem::path& file, const eda::Json& failing,
                       const eda::Json& passing);

}  // namespace check
