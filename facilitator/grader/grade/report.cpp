#include "grade/report.hpp"

#include <fmt/format.h>

#include <set>
#include <sstream>

namespace grader {

namespace {

using eda::Json;

std::string level_in_words(const Graded& graded) {
  switch (graded.level) {
    case Level::namespaces:
      return "L3: own file system, network and process table; system call filter; limits";
    case Level::landlock:
      return "L2: no files but its own; system call filter; limits";
    case Level::process:
      return "L1: a separate process with limits only";
    case Level::none:
      break;
  }
  return "L0: none";
}

/// Returns the first failure of each family, reduced to the requested feedback.
std::vector<Graded::Failure> told(const Graded& graded, Feedback feedback) {
  std::vector<Graded::Failure> all;
  if (feedback == Feedback::none) return all;
  std::set<std::string> families;
  for (Graded::Failure failure : graded.failures) {
    if (failure.visible) failure.family = "visible";
    if (!families.insert(failure.family).second) continue;
    if (feedback == Feedback::family) {
      failure.words = failure.test = failure.rule = failure.hint = "";
      failure.schedule = Json::array();
    }
    all.push_back(failure);
  }
  return all;
}

/// Returns untrusted text, escaped and with a margin before each line, so that none of it can look
/// like a line of the report.
std::string behind_a_margin(std::string_view untrusted) {
  std::string text = "  | ";
  for (const char c : escaped(untrusted)) text += c == '\n' ? "\n  | " : std::string{c};
  return text + "\n";
}

}  // namespace

std::string text_report(const Graded& graded, Feedback feedback) {
  std::string text = fmt::format("{}  {}\n  {}\n", graded.activity, to_string(graded.verdict),
                                 escaped(graded.sentence));
  text += fmt::format("  Protection: {}\n", level_in_words(graded));
  const bool was_judged = !graded.score.families.empty();
  if (was_judged && !graded.hidden_tests_ran)
    text +=
        "  The hidden tests were not run: that level is below the minimum. This is a\n"
        "  self-check, not a grade.\n";
  if (was_judged) text += fmt::format("  Points: {}\n", results::to_text(graded.score));
  if (was_judged && feedback != Feedback::none) {
    for (const results::Family& family : graded.score.families)
      text += fmt::format("    {:<12} {}{}\n", family.name, family.ok() ? "holds" : "does not hold",
                          family.stretch ? " (bonus)" : "");
  }
  if (graded.behaves_like && feedback == Feedback::schedule) {
    std::istringstream lines{report::to_text(*graded.behaves_like)};
    for (std::string line; std::getline(lines, line);) text += "  " + line + "\n";
  }
  for (const Graded::Failure& failure : told(graded, feedback))
    if (!failure.words.empty())
      text +=
          fmt::format("\n{}.{}\n{}", failure.family, failure.test, behind_a_margin(failure.words));
  if (!graded.details.empty()) text += "\n" + behind_a_margin(graded.details);
  return text;
}

Json to_json(const report::Diagnosis& diagnosis) {
  return {{"mistake", diagnosis.mistake}, {"hint", diagnosis.hint}};
}

Json told(Json answer, Feedback feedback) {
  if (feedback == Feedback::schedule) return answer;
  answer["rule"] = "";
  answer.erase("behaves_like");
  if (feedback == Feedback::none) answer["families"] = answer["failures"] = Json::array();
  for (Json& failure : answer["failures"]) {
    for (const char* secret : {"test", "words", "rule", "hint", "schedule"}) failure.erase(secret);
  }
  return answer;
}

Json json_report(const Graded& graded, Feedback feedback) {
  Json report = Json::object();
  report["activity"] = graded.activity;
  report["verdict"] = to_string(graded.verdict);
  report["sentence"] = escaped(graded.sentence);
  report["level"] = to_string(graded.level);
  report["hidden_tests_ran"] = graded.hidden_tests_ran;
  report["points"] = graded.score.points;
  report["points_max"] = graded.score.points_max;
  report["bonus"] = graded.score.bonus;
  report["attempt"] = graded.attempt;
  report["hash"] = graded.hash;
  report["rule"] = graded.failures.empty() ? "" : escaped(graded.failures.front().rule);
  report["families"] = Json::array();
  for (const results::Family& family : graded.score.families) {
    Json one = Json::object();
    one["name"] = family.name;
    one["holds"] = family.ok();
    one["bonus"] = family.stretch;
    report["families"].push_back(one);
  }
  report["failures"] = Json::array();
  for (const Graded::Failure& failure : told(graded, Feedback::schedule)) {
    Json one = Json::object();
    one["family"] = failure.family;
    one["test"] = failure.test;
    if (!failure.words.empty()) one["words"] = escaped(failure.words);
    if (!failure.rule.empty()) one["rule"] = escaped(failure.rule);
    if (!failure.hint.empty()) one["hint"] = escaped(failure.hint);
    if (!failure.schedule.empty()) one["schedule"] = failure.schedule;
    report["failures"].push_back(one);
  }
  report["details"] = escaped(graded.details);
  if (graded.behaves_like) report["behaves_like"] = to_json(*graded.behaves_like);
  return told(std::move(report), feedback);
}

Json cost_report(const Graded& graded) {
  const Graded::Times& times = graded.times;
  Json cost = Json::object();
  cost["seconds"] = {
      {"compile", times.compile_s}, {"link", times.link_s}, {"judge", times.judge_s}};
  cost["questions"] = graded.questions;
  cost["reply_bytes"] = graded.bytes;
  cost["processes"] = graded.processes;
  return cost;
}

}  // namespace grader
