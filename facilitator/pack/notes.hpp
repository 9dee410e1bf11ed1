#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "answers/wrong_answer.hpp"
#include "results/activity.hpp"

namespace facilitator {

/// An activity, with the parts of its notes.md and why.md that documents repeat.
struct ActivityNotes {
  std::string folder;  ///< "03_correlator"
  results::Activity about;
  std::string aim;
  std::vector<std::string> ask;
  std::string debrief;
  std::string half_time_move;  ///< empty: there is none
  std::string script;          ///< notes.md without its title and its table of wrong turns
  std::string why;             ///< why.md without its title
  std::string elsewhere;       ///< section "The same write elsewhere" of why.md; empty: none
  std::vector<answers::WrongAnswer> wrong;

  std::string number() const { return folder.substr(0, 2); }
};

/// Reads all activities, sorted by number. Throws results::BadInput.
std::vector<ActivityNotes> read_notes(const std::filesystem::path& root);

/// Returns the text after "**NAME.**" or "**NAME**" up to the next such name at the begin of a
/// line; empty: there is none.
std::string part_of_notes(const std::string& notes, const std::string& name);

/// Returns the section below the heading "## NAME", without it; empty: there is none.
std::string section_of(const std::string& markdown, const std::string& name);

/// Returns `document` with `part` between the lines "<!-- NAME: … -->" and "<!-- end of NAME -->".
/// Throws results::BadInput, which calls the document `shown_as`, if a line is missing.
std::string with_part(const std::string& document, const std::string& name, const std::string& part,
                      const std::string& shown_as);

}  // namespace facilitator
