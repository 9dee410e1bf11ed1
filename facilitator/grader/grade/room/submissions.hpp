#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "grade/kit.hpp"

namespace grader {

/// What somebody has handed in.
struct Submission {
  std::string name;        ///< of the folder, the archive or the file, escaped
  std::string sentence{};  ///< why there is nothing in it that could be judged, empty: there is
  std::map<std::string, std::string> texts{};    ///< activity's folder -> answer
  std::map<std::string, std::string> refused{};  ///< activity's folder -> why it has none
};

/// Each sub-folder, archive and NN_name.cpp of `folder` is a submission, and so is whatever else
/// is there and does not begin with a dot: nothing is passed over in silence. Sorted by name.
/// Throws table::BadInput when `folder` itself cannot be read.
std::vector<Submission> submissions_in(const std::filesystem::path& folder,
                                       const std::vector<const Kit::Activity*>& activities,
                                       const Kit& kit, Level level);

}  // namespace grader
