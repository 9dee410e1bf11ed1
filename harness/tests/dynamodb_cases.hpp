#pragma once

#include <vector>

#include "dynamodb_requests.hpp"

namespace dynamodb {

/// Calls that are made one after the other, to rows that no other case uses.
using Case = std::vector<Call>;

/// Returns cases at the limits of the store, and random cases, which are always the same.
std::vector<Case> all_cases();

}  // namespace dynamodb
