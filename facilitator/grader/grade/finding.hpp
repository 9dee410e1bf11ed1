#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "grade/names.hpp"

/// Where an answer is in what was handed in, and whose it is: by names alone, so that a folder, an
/// archive and a single file follow the same rule. Its table is in facilitator/grading.md.
namespace grader {

/// A file in what was handed in.
struct Entry {
  std::string path;         ///< below what was handed in, with '/' between folders
  std::string objection{};  ///< why it cannot be an answer, "is a link"; empty: it can
};

/// The entries that are the answer to that activity: equally good ones, so that there are several
/// only where nothing says which one is meant. Empty: it was not handed in.
std::vector<std::size_t> answer_among(const std::vector<Entry>& entries, std::size_t activity,
                                      const Search& search);

/// "anna/a.cpp and anna/b.cpp are different answers. …": why none of `paths` is taken.
std::string several(const std::vector<std::string>& paths);

}  // namespace grader
