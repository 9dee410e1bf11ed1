#pragma once

#include <string>
#include <vector>

#include "report/catalogue.hpp"
#include "report/document.hpp"

namespace grader::report {

/// How the page of a room is to look.
struct Look {
  std::string page;    ///< page.html, with @TITLE@ and @ROOM@ to be filled in
  bool names = false;  ///< show who is who, and what they and their compilers have said
};

/// The room on one page: who holds which family, where the room is stuck, which known mistake each
/// answer behaves like. Without names, nothing that a participant can have written is on it, and
/// the order of people says nothing about them. `catalogues` has one for each activity.
std::string room_page(const Document& document, const std::vector<Catalogue>& catalogues,
                      const Look& look);

/// For each submission a name that is always the same for it in a room, and no other's:
/// "Crispy Basil". It hides who is who from a glance, not from somebody who works it out.
std::vector<std::string> pseudonyms(const Document& document);

}  // namespace grader::report
