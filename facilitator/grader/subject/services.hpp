#pragma once

#include <vector>

#include "eda/service.hpp"

namespace grader {

/// The services that the activity.json of the activity names. Written by CMake for each activity.
std::vector<const eda::Service*> services();

}  // namespace grader
