#pragma once

#include <filesystem>
#include <string>

namespace facilitator {

/// Returns figures of a graded room as Markdown, without names: people, families passed, and the
/// rules that most answers broke. `report` is a report.json of `grade room`. Throws
/// results::BadInput.
std::string readout(const std::filesystem::path& report);

}  // namespace facilitator
