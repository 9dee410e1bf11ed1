#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "grade/intake.hpp"

namespace grader {

/// The answers of one person.
struct Submission {
  std::string name;      ///< of the person, escaped
  HandedIn handed_in{};  ///< sentences are escaped and on one line
};

/// The contents of the folder of a room.
struct HandIns {
  std::vector<Submission> submissions;   ///< by name
  std::vector<std::string> passed_over;  ///< names of files of desktops and editors, escaped
};

/// Reads the folders, archives and files in `folder`, by the table in grading.md. All of one person
/// are one submission. Throws results::BadInput if `folder` itself cannot be read.
HandIns submissions_in(const std::filesystem::path& folder, const Activities& activities,
                       const Kit& kit, Level level);

}  // namespace grader
