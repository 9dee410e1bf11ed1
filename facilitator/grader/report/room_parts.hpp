#pragma once

#include <string>
#include <vector>

#include "report/catalogue.hpp"
#include "report/document.hpp"

/// What the page of a room is put together from. All texts that come out are HTML.
namespace grader::report {

/// One submission as the page shows it.
struct Seat {
  std::string shown_as;  ///< a name or a pseudonym
  const Submission* submission = nullptr;

  /// nullptr: none to that activity.
  const Answer* answer_to(const std::string& folder) const;
};

struct Room {
  const Document& document;
  const std::vector<Catalogue>& catalogues;
  std::vector<Seat> seats;  ///< in the order of the page
  bool names = false;

  const Catalogue& catalogue(const std::string& folder) const;
};

/// What became of an answer in a word or two: "passes", "not begun", "over a limit".
std::string state_of(const Answer& answer, const Catalogue& catalogue);

/// Everybody's families, a row each.
std::string room_table(const Room& room);
/// Per activity: how many hold what, which rules are broken, which mistakes to talk about.
std::string where_it_is_stuck(const Room& room);
/// What failing tests and compilers have said, for a page with names.
std::string what_was_said(const Room& room);

/// In a `code`, with places where a long name may be broken.
std::string code(const std::string& name);

}  // namespace grader::report
