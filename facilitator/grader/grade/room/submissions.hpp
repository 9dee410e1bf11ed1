#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "grade/intake.hpp"

namespace grader {

/// What a person has handed in.
struct Submission {
  std::string name;      ///< of the person, escaped
  HandedIn handed_in{};  ///< sentences are escaped, and on one line
};

/// What is in the folder of a room.
struct HandIns {
  std::vector<Submission> submissions;   ///< by name
  std::vector<std::string> passed_over;  ///< names of what desktops and editors leave, escaped
};

/// Reads the folders, archives and files in `folder`, by the table in grading.md; those of one
/// person are one submission. Throws results::BadInput when `folder` itself cannot be read.
HandIns submissions_in(const std::filesystem::path& folder, const Activities& activities,
                       const Kit& kit, Level level);

}  // namespace grader
