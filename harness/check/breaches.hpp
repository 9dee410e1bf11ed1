#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "check/given.hpp"
#include "eda/json.hpp"

/// The linter of events, for tests.
namespace check {

/// Finds breaches of the rules of events, as `workshop lint` does, with the words of the kit and
/// the services of an owners file. Returns a line for each finding: place, rule, what is wrong and
/// what to do. `called`: name of each event in these lines, empty for none. `rules`: only these;
/// empty: all. `owners`: the owners file; empty: the activity's owners.json.
std::vector<std::string> breaches_in(const std::vector<eda::Json>& events,
                                     const std::vector<std::string>& called = {},
                                     const std::set<std::string>& rules = {},
                                     const std::filesystem::path& owners = {});

}  // namespace check
