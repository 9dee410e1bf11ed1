#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "box/box.hpp"
#include "grade/intake.hpp"
#include "grade/names.hpp"

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

/// A folder, an archive or a file, and the person whom its name names.
struct Piece {
  std::string file;  ///< its name
  NameSays name;
  HandedIn handed_in;
};

/// The folder of a room. It remembers what it has read.
class SubmissionsFolder {
 public:
  SubmissionsFolder(std::filesystem::path folder, Activities activities, const Kit& kit,
                    Level level)
      : folder_{std::move(folder)}, activities_{std::move(activities)}, kit_{kit}, level_{level} {}

  /// Reads the folders, archives and files in the folder, by the table in grading.md. All of one
  /// person are one submission. Of the entries that it has read before, it reads only those in
  /// `changed` again. It leaves those in `busy` as they were. Throws results::BadInput if the
  /// folder itself cannot be read.
  HandIns read(const std::set<std::string>& changed = {}, const std::set<std::string>& busy = {});

 private:
  struct Entry {
    std::vector<Piece> pieces;
    std::vector<std::string> passed_over;
  };

  std::filesystem::path folder_;
  Activities activities_;
  const Kit& kit_;
  Level level_;
  std::map<std::string, Entry> entries_;  ///< by name
};

/// Reads a folder once.
HandIns submissions_in(const std::filesystem::path& folder, const Activities& activities,
                       const Kit& kit, Level level);

}  // namespace grader
