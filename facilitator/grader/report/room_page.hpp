#pragma once

#include <string>
#include <vector>

#include "report/catalogue.hpp"
#include "report/document.hpp"

namespace grader::report {

/// Options of the page of a room.
struct Look {
  std::string page;    ///< page.html, with the marks @TITLE@ and @ROOM@
  bool names = false;  ///< show names and messages of answers and compilers
  bool live = false;   ///< the file will be written again: the page loads it again
};

/// Returns the room on one page: the families of each person, where the room is stuck, the known
/// mistake that each answer behaves like. Without names, it has no text of participants, and the
/// order of people does not depend on their names. `catalogues` has one for each activity.
std::string room_page(const Document& document, const std::vector<Catalogue>& catalogues,
                      const Look& look);

/// Returns a pseudonym for each submission, unique in the room and always the same: "Crispy Basil".
/// It hides identities at first sight, not from a person who tries to work them out.
std::vector<std::string> pseudonyms(const Document& document);

/// Returns the document with pseudonyms, in their order. A sentence may have a name, so there is
/// another one in its place.
Document with_made_up_names(Document document);

}  // namespace grader::report
