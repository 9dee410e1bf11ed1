#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "results/results.hpp"

namespace results {

/// Returns a table of the `count` tests that took longest in the latest runs of ctest, the longest
/// first. `runs` has the results by the name of the build directory, which is shown if there are
/// several.
std::string slowest_tests(const std::map<std::string, Results>& runs, std::size_t count);

}  // namespace results
