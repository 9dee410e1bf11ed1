#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "answers/header.hpp"

namespace answers {

/// File extension of an edit of another answer. Editors highlight such files.
inline const std::string edit_extension = ".diff";

/// An answer as a whole file, for the compiler.
struct Whole {
  Header header;
  std::string text;  ///< the header of an edit, then the base with its changes; data has no header
  std::vector<std::filesystem::path> read;  ///< the file itself and its bases
};

/// Reads an answer: a whole file, or an edit (`file` ends with .diff) of the answer that its field
/// "Base" names, by the path from `root`. A base may be an edit as well. Throws results::BadInput.
Whole whole_answer(const std::filesystem::path& root, const std::filesystem::path& file);

/// Files of an answer: name -> text.
using Files = std::map<std::string, std::string>;

/// Returns all files of an answer to the activity in `folder`: those in solutions/, of which `file`
/// (as for whole_answer) replaces one. It replaces the file that is its last base, or the only one
/// with its extension. Throws results::BadInput.
Files files_of_answer(const std::filesystem::path& root, const std::string& folder,
                      const std::filesystem::path& file);

/// Returns the files with which the activity in `folder` begins. Throws results::BadInput.
Files files_of_skeleton(const std::filesystem::path& root, const std::string& folder);

/// Path of `file` relative to `root`, for messages:
/// "facilitator/03_correlator/wrong/loses_updates.diff".
std::string shown_below(const std::filesystem::path& root, const std::filesystem::path& file);

}  // namespace answers
