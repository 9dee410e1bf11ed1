#include "report/room_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "report/plain.hpp"

namespace grader::report {

const Answer* Seat::answer_to(const std::string& folder) const {
  const auto found = std::ranges::find(submission->answers, folder, &Answer::activity);
  return found == submission->answers.end() ? nullptr : &*found;
}

const Catalogue& Room::catalogue(const std::string& folder) const {
  static const Catalogue unknown;
  const auto found = std::ranges::find(catalogues, folder, &Catalogue::folder);
  return found == catalogues.end() ? unknown : *found;
}

std::string state_of(const Answer& answer, const Catalogue& catalogue) {
  if (!answer.was_handed_in()) return "not handed in";
  if (answer.verdict == "NOT_BUILT" && answer.hash.empty()) return "cannot be read";
  if (likeness_of(answer, catalogue).kind == Likeness::Kind::not_begun) return "not begun";
  constexpr std::array<std::pair<const char*, const char*>, 8> words{
      {{"PASS", "passes"},
       {"FAIL", "fails"},
       {"NOT_BUILT", "does not build"},
       {"LIMIT", "over a limit"},
       {"CRASHED", "crashed"},
       {"NONDETERMINISTIC", "remembers something"},
       {"NOT_JUDGED", "waits"},
       {"INFRA_ERROR", "grader error"}}};
  for (const auto& [verdict, word] : words)
    if (answer.verdict == verdict) return word;
  return "unknown";
}

std::string code(const std::string& name) {
  std::string safe;
  for (const char c : html(one_line(name))) {
    safe += c;
    if (c == '_' || c == '/' || c == ':') safe += "<wbr/>";
  }
  return "<code>" + safe + "</code>";
}

}  // namespace grader::report
