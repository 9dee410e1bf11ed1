#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "box/box.hpp"
#include "grade/finding.hpp"
#include "grade/kit.hpp"

namespace grader {

/// The answers in an archive.
struct Unpacked {
  std::map<std::string, std::string> texts;  ///< activity's folder -> answer
  std::map<std::string, std::string>
      refused;           ///< activity's folder -> "a/lost_update.cpp is a link"
  std::string sentence;  ///< what is wrong with the archive, empty: nothing
};

/// The answers in `archive` that `search` asks for, read in a box of that level. Nothing else of it
/// is written anywhere. Throws nothing but what is our fault.
Unpacked unpack(const std::filesystem::path& archive, const Search& search, const Kit& kit,
                Level level);

}  // namespace grader
