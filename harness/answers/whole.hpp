#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "answers/header.hpp"

namespace answers {

/// File extension of an edit of another answer. Editors highlight such files.
inline const std::string edit_extension = ".diff";

/// An answer as a whole file, for the compiler.
struct Whole {
  Header header;
  std::string text;  ///< the header of an edit, then the base with its changes
  std::vector<std::filesystem::path> read;  ///< the file itself and its bases
};

/// Reads an answer: a whole file, or an edit (`file` ends with .diff) of the answer that its field
/// "Base" names, by the path from `root`. A base may be an edit as well. Throws results::BadInput.
Whole whole_answer(const std::filesystem::path& root, const std::filesystem::path& file);

/// Path of `file` relative to `root`, for messages:
/// "facilitator/03_correlator/wrong/loses_updates.diff".
std::string shown_below(const std::filesystem::path& root, const std::filesystem::path& file);

}  // namespace answers
