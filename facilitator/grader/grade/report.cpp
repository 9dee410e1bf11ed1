#include "grade/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace grader {

namespace {

using eda::Json;

std::string level_in_words(const Graded& graded) {
  switch (graded.level) {
    case Level::namespaces:
      return "L3: own file system, network and processes; system calls filtered; limits";
    case Level::landlock:
      return "L2: no files but its own, system calls filtered, limits";
    case Level::process:
      return "L1: a process of its own with limits, nothing more";
    case Level::none:
      break;
  }
  return "L0: none";
}

/// The first failure of each family, as far as people may know of it.
std::vector<Graded::Failure> told(const Graded& graded, Feedback feedback) {
  std::vector<Graded::Failure> all;
  if (feedback == Feedback::none) return all;
  std::set<std::string> families;
  for (Graded::Failure failure : graded.failures) {
    if (failure.visible) failure.family = "visible";
    if (!families.insert(failure.family).second) continue;
    if (feedback == Feedback::family) failure.words = failure.test = "";
    all.push_back(failure);
  }
  return all;
}

/// The bytes of the character that `text` begins with, if no terminal takes it for more than that:
/// ASCII, Latin letters, and the dashes, quotes and dots from U+2010 to U+2027. Else 0.
std::size_t harmless_bytes(std::string_view text) {
  const auto is_from_to = [&](std::size_t i, int first, int last) {
    return i < text.size() && static_cast<unsigned char>(text[i]) >= first &&
           static_cast<unsigned char>(text[i]) <= last;
  };
  if (text[0] == '\n' || text[0] == '\t' || is_from_to(0, 0x20, 0x7E)) return 1;
  if (is_from_to(0, 0xC2, 0xC2) && is_from_to(1, 0xA1, 0xBF)) return 2;
  if (is_from_to(0, 0xC3, 0xC9) && is_from_to(1, 0x80, 0xBF)) return 2;
  return text.starts_with("\xE2\x80") && is_from_to(2, 0x90, 0xA7) ? 3 : 0;
}

/// What others have said, escaped, each line behind a margin: none of it can look like a report.
std::string behind_a_margin(std::string_view untrusted) {
  std::string text = "  | ";
  for (const char c : escaped(untrusted)) text += c == '\n' ? "\n  | " : std::string{c};
  return text + "\n";
}

}  // namespace

std::string escaped(std::string_view untrusted) {
  std::string text;
  while (!untrusted.empty()) {
    const std::size_t harmless = harmless_bytes(untrusted);
    if (harmless > 0)
      text += untrusted.substr(0, harmless);
    else
      text += fmt::format("\\x{:02x}", static_cast<unsigned char>(untrusted[0]));
    untrusted.remove_prefix(std::max<std::size_t>(harmless, 1));
  }
  return text;
}

std::string text_report(const Graded& graded, Feedback feedback) {
  std::string text = fmt::format("{}  {}\n  {}\n", graded.activity, to_string(graded.verdict),
                                 escaped(graded.sentence));
  text += fmt::format("  Protection: {}\n", level_in_words(graded));
  const bool was_judged = !graded.score.families.empty();
  if (was_judged && !graded.hidden_tests_ran)
    text +=
        "  The hidden tests were not run: that level is below the minimum. This is a\n"
        "  self-check, not a grade.\n";
  if (was_judged) text += fmt::format("  Points: {}\n", table::to_text(graded.score));
  if (was_judged && feedback != Feedback::none) {
    for (const table::Family& family : graded.score.families)
      text += fmt::format("    {:<12} {}{}\n", family.name, family.ok() ? "holds" : "does not hold",
                          family.stretch ? " (bonus)" : "");
  }
  for (const Graded::Failure& failure : told(graded, feedback))
    if (!failure.words.empty())
      text +=
          fmt::format("\n{}.{}\n{}", failure.family, failure.test, behind_a_margin(failure.words));
  if (!graded.details.empty()) text += "\n" + behind_a_margin(graded.details);
  return text;
}

Json json_report(const Graded& graded, Feedback feedback) {
  Json report = Json::object();
  report["format"] = 1;
  report["activity"] = graded.activity;
  report["verdict"] = to_string(graded.verdict);
  report["sentence"] = escaped(graded.sentence);
  report["level"] = to_string(graded.level);
  report["hidden_tests_ran"] = graded.hidden_tests_ran;
  report["points"] = graded.score.points;
  report["points_max"] = graded.score.points_max;
  report["bonus"] = graded.score.bonus;
  report["families"] = Json::array();
  for (const table::Family& family : graded.score.families) {
    if (feedback == Feedback::none) break;
    Json one = Json::object();
    one["name"] = family.name;
    one["holds"] = family.ok();
    one["bonus"] = family.stretch;
    report["families"].push_back(one);
  }
  report["failures"] = Json::array();
  for (const Graded::Failure& failure : told(graded, feedback)) {
    Json one = Json::object();
    one["family"] = failure.family;
    if (!failure.test.empty()) one["test"] = failure.test;
    if (!failure.words.empty()) one["words"] = escaped(failure.words);
    report["failures"].push_back(one);
  }
  report["details"] = escaped(graded.details);
  const Graded::Times& times = graded.times;
  report["seconds"] = {{"compile", times.compile_s},
                       {"vet", times.vet_s},
                       {"link", times.link_s},
                       {"judge", times.judge_s}};
  report["questions"] = graded.questions;
  report["reply_bytes"] = graded.bytes;
  report["processes"] = graded.processes;
  return report;
}

}  // namespace grader
