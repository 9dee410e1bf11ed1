#pragma once

#include <vector>

#include "eda/service.hpp"

namespace grader {

/// Returns the services that the activity.json of the activity names. CMake writes this function.
std::vector<const eda::Service*> services();

}  // namespace grader
