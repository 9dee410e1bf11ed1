#pragma once

#include <string>
#include <vector>

#include "report/catalogue.hpp"
#include "report/document.hpp"

/// Parts of the page of a room. All returned texts are HTML.
namespace grader::report {

/// One submission as the page shows it.
struct Seat {
  std::string shown_as;  ///< a name or a pseudonym
  const Submission* submission = nullptr;

  /// Returns the answer to that activity; nullptr: none.
  const Answer* answer_to(const std::string& folder) const;
};

struct Room {
  const Document& document;
  const std::vector<Catalogue>& catalogues;
  std::vector<Seat> seats;  ///< in the order of the page
  bool names = false;

  const Catalogue& catalogue(const std::string& folder) const;
};

/// Returns the result of an answer in a word or two: "passes", "not begun", "over a limit".
std::string state_of(const Answer& answer, const Catalogue& catalogue);

/// Returns the table of families, a row for each person.
std::string room_table(const Room& room);
/// Returns, per activity, the number of failures of each family, the broken rules and the mistakes
/// to discuss.
std::string where_it_is_stuck(const Room& room);
/// Returns the messages of failing tests and compilers, for a page with names.
std::string what_was_said(const Room& room);

/// Returns a `code` element, with places for line breaks in a long name.
std::string code(const std::string& name);

}  // namespace grader::report
