#pragma once

#include <set>
#include <string>

#include "sim/search/explorer.hpp"

namespace brute_force {

/// Returns all outcomes that the explorer finds, as `text_of` writes them.
std::set<std::string> outcomes_of(sim::Explorer& explorer);

}  // namespace brute_force
