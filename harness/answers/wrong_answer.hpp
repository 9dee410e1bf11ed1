#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "answers/header.hpp"

namespace answers {

/// A wrong answer, as its header describes it:
///     // Mistake: looks first and writes later
///     // Finding: S03
///     // Visible: fails
///     // Rejected by: duplicate.overlapping_redelivery
///     // Hint: Two copies both asked "seen it?" before either said "yes".
struct WrongAnswer {
  std::string name;  ///< "loses_updates": file name without its extension
  std::string mistake;
  std::string finding;  ///< its number in the curriculum; empty: none
  bool passes_visible_order_tests = true;
  std::string rejected_by;  ///< first test that rejects it; visible tests come first
  std::string hint;         ///< text that the test must print; whitespace is ignored
};

/// Returns the wrong answer of a header. Throws results::BadInput if a field is missing.
WrongAnswer wrong_answer_in(const Header& header);

/// Reads the header of `file`, which messages name by its path from `root`. Throws
/// results::BadInput.
WrongAnswer read_wrong_answer(const std::filesystem::path& root, const std::filesystem::path& file);

/// Returns the file of each wrong answer to the activity in `folder`, sorted by name.
std::vector<std::filesystem::path> wrong_answer_files(const std::filesystem::path& root,
                                                      const std::string& folder);

/// Returns all wrong answers to the activity in `folder`, sorted by name. Throws results::BadInput.
std::vector<WrongAnswer> wrong_answers(const std::filesystem::path& root,
                                       const std::string& folder);

}  // namespace answers
