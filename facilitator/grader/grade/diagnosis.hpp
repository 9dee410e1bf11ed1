#pragma once

#include <filesystem>

#include "grade/verdict.hpp"
#include "report/catalogue.hpp"

namespace grader {

/// Finds the known mistake that a judged answer behaves like, for the participant's report.
void diagnose(Graded& graded, const std::filesystem::path& root);

/// Does the same for the full report of an answer, as json_report() makes it.
void diagnose(eda::Json& answer, const report::Catalogue& catalogue);

}  // namespace grader
