#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "grade/names.hpp"

/// Finds an answer in a submission, and its author. It looks at names only, so that folders,
/// archives and single files follow the same rule. The table of rules is in facilitator/grading.md.
namespace grader {

/// A file in a submission.
struct Entry {
  std::string path;         ///< relative to the submission, with '/' between folders
  std::string objection{};  ///< reason why it is no answer, "is a symbolic link"; empty: none
};

/// Returns the entries that may be that file of an answer. There are several only if their places
/// and names are equally good. Empty: it was not handed in.
std::vector<std::size_t> found_among(const std::vector<Entry>& entries, const Part& wanted,
                                     const Search& search);

/// Returns the reason why none of `paths` is taken: "anna/a.cpp and anna/b.cpp are different
/// answers …".
std::string several(const std::vector<std::string>& paths);

}  // namespace grader
