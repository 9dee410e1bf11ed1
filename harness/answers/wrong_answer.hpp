#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "answers/header.hpp"

namespace answers {

/// A wrong answer, by its header:
///     // Mistake: looks first and writes later
///     // Finding: S03
///     // Visible: fails
///     // Rejected by: duplicate.overlapping_redelivery
///     // Hint: Two copies both asked "seen it?" before either said "yes".
struct WrongAnswer {
  std::string name;  ///< "loses_updates": of the file, without its ending
  std::string mistake;
  std::string finding;  ///< its number in the curriculum; empty: none
  bool passes_visible_order_tests = true;
  std::string rejected_by;  ///< the first test that rejects it: visible ones, then hidden ones
  std::string hint;         ///< what that test must say; whitespace counts for nothing
};

/// Throws results::BadInput where a field is missing.
WrongAnswer wrong_answer_in(const Header& header);

/// Reads the header of `file`, which messages name by its path from `root`. Throws
/// results::BadInput.
WrongAnswer read_wrong_answer(const std::filesystem::path& root, const std::filesystem::path& file);

/// The file of each wrong answer to the activity in `folder`, by name.
std::vector<std::filesystem::path> wrong_answer_files(const std::filesystem::path& root,
                                                      const std::string& folder);

/// All wrong answers to the activity in `folder`, by name. Throws results::BadInput.
std::vector<WrongAnswer> wrong_answers(const std::filesystem::path& root,
                                       const std::string& folder);

}  // namespace answers
