#pragma once

#include <filesystem>
#include <string>
#include <string_view>

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

/// Sets the activity's folder: `root`/exercises/`name`. Its files replace those of the kit in all
/// of the functions above.
void set_given_folder(const std::filesystem::path& folder);

/// Sets the activity's folder. CMake generates a source with one.
struct GivenToThisProgram {
  explicit GivenToThisProgram(const char* folder);
};

}  // namespace check
