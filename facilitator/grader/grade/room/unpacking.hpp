#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "box/box.hpp"
#include "grade/finding.hpp"
#include "grade/kit.hpp"

namespace grader {

/// The answers in an archive.
struct Unpacked {
  /// A file of an answer: the activity's folder, and the file.
  using Key = std::pair<std::string, std::string>;

  std::map<Key, std::string> texts;
  std::map<Key, std::string> refused;  ///< "a/lost_update.cpp is a symbolic link"
  std::string sentence;                ///< error of the archive; empty: none
};

/// Returns the answers in `archive` that `search` requests, read in a box of that level. Nothing
/// else from it is written to the disk. Throws only for faults of the grader or the machine.
Unpacked unpack(const std::filesystem::path& archive, const Search& search, const Kit& kit,
                Level level);

}  // namespace grader
