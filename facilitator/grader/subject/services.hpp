#pragma once

#include <vector>

#include "eda/service.hpp"

namespace grader {

/// The services of the activity, in the order of its header. Written by CMake for each activity.
std::vector<const eda::Service*> services();

}  // namespace grader
