#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "grade/kit.hpp"

namespace grader {

/// "sha256:9f86d081…"
std::string digest(std::string_view bytes);

/// What verdicts come from: judges, libraries, headers, what is said of the activities, the events
/// of the tests, the compiler, this program. Two builds with the same one judge alike.
std::string digest_of(const Kit& kit);

}  // namespace grader
