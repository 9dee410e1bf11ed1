#pragma once

#include <filesystem>
#include <string>

namespace answers {

/// Lines of a facilitator's notes that enclose the table of wrong turns.
inline const std::string table_begin =
    "<!-- wrong turns: from the headers in wrong/, by `answer_files notes --write` -->";
inline const std::string table_end = "<!-- end of wrong turns -->";

/// Returns the table as Markdown: a row for each wrong answer to the activity in `folder`. Throws
/// results::BadInput.
std::string wrong_turns(const std::filesystem::path& root, const std::string& folder);

/// Returns `notes` with that table between the two lines. Throws results::BadInput if one of the
/// lines is missing; its message calls the notes `shown_as`.
std::string with_wrong_turns(const std::string& notes, const std::string& table,
                             const std::string& shown_as);

}  // namespace answers
