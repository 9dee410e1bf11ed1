#pragma once

#include <vector>

#include "dynamodb_requests.hpp"

namespace dynamodb {

/// Calls that are made one after the other to rows which no other case touches.
using Case = std::vector<Call>;

/// Cases that are tried at a limit of the store, and cases put together at random, always the same.
std::vector<Case> all_cases();

}  // namespace dynamodb
