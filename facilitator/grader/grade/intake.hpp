#pragma once

#include <filesystem>
#include <string>

#include "grade/kit.hpp"

namespace grader {

/// The text of one answer, out of what somebody has handed in: the file itself, a folder that holds
/// it, or a whole tree with exercises/NN_name/name.cpp. Nothing else of it is looked at. Throws
/// Stopped.
std::string take_in(const std::filesystem::path& given, const Kit::Activity& activity);

/// The activity whose answer `given` must be, by its name alone. Throws table::BadInput.
const Kit::Activity& activity_of(const std::filesystem::path& given, const Kit& kit);

}  // namespace grader
