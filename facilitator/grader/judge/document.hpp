#pragma once

#include "eda/json.hpp"

namespace grader {

using eda::Json;

/// The answer, where it is data. For the tests of such an activity.
const Json& document();

}  // namespace grader
