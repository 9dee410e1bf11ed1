#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "eda/json.hpp"

/// Files that an activity gives beside its skeleton, which nobody hands in.
namespace check {

/// Returns the path of a file in the activity's folder in exercises/: "owners.json".
std::filesystem::path given_file(std::string_view name);

/// Returns a JSON file in that folder. Throws std::runtime_error, with its name, if it cannot be
/// read.
const eda::Json& given(std::string_view name);

/// Finds breaches of the rules of events, as `workshop lint` does, with the words of the kit and
/// the services of the activity's owners.json. Returns a line for each finding: place, rule, what
/// is wrong and what to do. `called`: name of each event in these lines, empty for none. `rules`:
/// only these; empty: all.
std::vector<std::string> breaches_in(const std::vector<eda::Json>& events,
                                     const std::vector<std::string>& called = {},
                                     const std::set<std::string>& rules = {});

/// Sets the activity's folder. CMake generates a source with one.
struct GivenToThisProgram {
  explicit GivenToThisProgram(const char* folder);
};

}  // namespace check
