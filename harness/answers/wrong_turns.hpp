#pragma once

#include <filesystem>
#include <string>

namespace answers {

/// The lines of a facilitator's notes between which the table of wrong turns stands.
inline const std::string table_begin =
    "<!-- wrong turns: from the headers in wrong/, by `answer_files notes --write` -->";
inline const std::string table_end = "<!-- end of wrong turns -->";

/// The table, as Markdown: a row for each wrong answer to the activity in `folder`. Throws
/// results::BadInput.
std::string wrong_turns(const std::filesystem::path& root, const std::string& folder);

/// Returns `notes` with that table between the two lines. Throws results::BadInput, which calls the
/// notes `shown_as`, where they lack one of them.
std::string with_wrong_turns(const std::string& notes, const std::string& table,
                             const std::string& shown_as);

}  // namespace answers
