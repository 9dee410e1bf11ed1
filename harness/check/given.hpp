#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "eda/json.hpp"

/// Files that an activity gives beside its skeleton. They are no part of an answer.
namespace check {

/// Returns the path of a file in the activity's folder in exercises/: "owners.json".
std::filesystem::path given_file(std::string_view name);

/// Returns a JSON file in that folder. Throws std::runtime_error, with its name, if it cannot be
/// read.
const eda::Json& given(std::string_view name);

/// Returns the path of a file in the activity's folder in facilitator/: "key.json". For hidden
/// tests only, since participants do not have that folder.
std::filesystem::path facilitator_file(std::string_view name);

/// Returns a JSON file in that folder. Throws as given() does.
const eda::Json& facilitator(std::string_view name);

/// Finds breaches of the rules of events, as `workshop lint` does, with the words of the kit and
/// the services of an owners file. Returns a line for each finding: place, rule, what is wrong and
/// what to do. `called`: name of each event in these lines, empty for none. `rules`: only these;
/// empty: all. `owners`: the owners file; empty: the activity's owners.json.
std::vector<std::string> breaches_in(const std::vector<eda::Json>& events,
                                     const std::vector<std::string>& called = {},
                                     const std::set<std::string>& rules = {},
                                     const std::filesystem::path& owners = {});

/// Sets the activity's folder: `root`/exercises/`name`. Its files replace those of the kit in all
/// of the functions above.
void set_given_folder(const std::filesystem::path& folder);

/// Sets the activity's folder. CMake generates a source with one.
struct GivenToThisProgram {
  explicit GivenToThisProgram(const char* folder);
};

}  // namespace check
