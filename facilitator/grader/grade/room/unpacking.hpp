#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "grade/kit.hpp"

namespace grader {

/// What is asked of an archive, and what came of it.
struct Unpacked {
  std::map<std::string, std::string> texts;    ///< by place
  std::map<std::string, std::string> refused;  ///< place -> "is a link"
  std::string sentence;                        ///< what is wrong with the archive, empty: nothing
};

bool is_archive(const std::filesystem::path& name);

/// What of `archive` is at one of `places`, read in a box of that level. Nothing else of it is
/// written anywhere. Throws nothing but what is our fault.
Unpacked unpack(const std::filesystem::path& archive, const std::vector<std::string>& places,
                const Kit& kit, Level level);

}  // namespace grader
