#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "answers/header.hpp"

namespace answers {

/// The ending of a file that is an edit of another answer: editors colour its lines.
inline const std::string edit_extension = ".diff";

/// An answer as a compiler wants it.
struct Whole {
  Header header;
  std::string text;  ///< the header of an edit, then the base with its changes
  std::vector<std::filesystem::path> read;  ///< the file itself and its bases
};

/// Reads an answer: a whole file, or an edit (`file` ends with .diff) of the answer that its field
/// "Base" names, by the path from `root`. A base may be an edit as well. Throws results::BadInput.
Whole whole_answer(const std::filesystem::path& root, const std::filesystem::path& file);

/// "facilitator/03_correlator/wrong/loses_updates.diff": `file` from `root`, as messages name it.
std::string shown_below(const std::filesystem::path& root, const std::filesystem::path& file);

}  // namespace answers
