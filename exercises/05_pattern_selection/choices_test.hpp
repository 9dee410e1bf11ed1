#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "check/given.hpp"
#include "measures_test.hpp"

/// The answer, read and judged: choices, predictions and the measured table of a row.
namespace choices {

using namespace measures;
using Texts = std::set<std::string>;

/// Number of points for a pattern. `with`: one of these forces must be among the reasons.
struct Accepted {
  Pattern pattern;
  int points;
  Texts with{};
};

/// Key of a row: forces that its text can be argued to have, patterns that can be
/// defended, and a hint for each of the others.
struct Row {
  std::string name;
  Texts forces;
  std::vector<Accepted> accepted;
  std::map<Pattern, std::string> hints{};
};

inline const Row upload{
    .name = "upload",
    .forces = {"linear-no-join", "independent-teams", "audit-of-decisions"},
    .accepted = {{Pattern::B, 2}, {Pattern::A, 1, {"audit-of-decisions"}}},
    .hints = {{Pattern::A, "A costs twice the messages. Which sentence of the text pays for them?"},
              {Pattern::C,
               "There is one fact to wait for, and a service that waits for it. Who needs it?"},
              {Pattern::D, "Each fact carries a copy of the file. Who reads these copies?"}}};

/// Returns the measured table of a row: metrics of the four patterns.
inline std::string table_of(const std::string& row, const std::string& only = "") {
  std::string text =
      fmt::format("  Measured for {}:\n  {:24}{:>6}{:>6}{:>6}{:>6}\n", row, "", "A", "B", "C", "D");
  Texts metrics;
  for (const Json& consequence : given("catalogue.json").at("consequences"))
    metrics.insert(consequence.at("metric").get<std::string>());
  for (const std::string& metric : metrics) {
    if (!only.empty() && metric != only) continue;
    std::string line = fmt::format("  {:24}", metric);
    for (const Pattern pattern : dances::patterns) {
      const std::optional<int> value = measured(metric, pattern, row);
      line += fmt::format("{:>6}", value ? std::to_string(*value) : "-");
    }
    text += line + "\n";
  }
  return text;
}

/// Returns who hears of what in the engine of a pattern, a service a line.
inline std::string services_of(Pattern pattern, const std::string& row) {
  std::string text = fmt::format("  Services of {}, and what each hears:\n", letter(pattern));
  for (const auto& [service, table] : dances::tables_of(pattern, dances::workload(row))) {
    Texts heard;
    for (const dances::Line& line : table) heard.insert(line.hears.substr(4));
    const std::size_t shown = std::min<std::size_t>(heard.size(), 3);
    const std::vector<std::string> first(heard.begin(), std::next(heard.begin(), long(shown)));
    const std::string more =
        heard.size() == shown ? "" : fmt::format(" and {} more", heard.size() - shown);
    text += fmt::format("    {:12} <- {}{}\n", service, fmt::join(first, ", "), more);
  }
  return text;
}

/// Returns a letter as a pattern, or fails the test.
inline Pattern pattern_from(const Json& letter, const std::string& place) {
  for (const Pattern pattern : dances::patterns)
    if (letter == dances::letter(pattern)) return pattern;
  reject({.says = place + R"( is "A", "B", "C" or "D")",
          .hint = "A letter is read as it stands: one capital, without its name."},
         "  It is: " + letter.dump(-1, ' ', true).substr(0, 60) + "\n");
}
inline Pattern pattern_at(const std::string& place) {
  return pattern_from(part(place, Kind::text), place);
}

/// Returns the pattern chosen for a row; of a hybrid, the outer one.
inline Pattern chosen(const std::string& row) {
  const std::string place = "/choices/" + row + "/pattern";
  if (!part(place).is_object()) return pattern_at(place);
  const Pattern outer = pattern_at(place + "/pattern");
  if (pattern_at(place + "/inner") == outer)
    reject({.says = "the inner pattern of a hybrid is another one than the outer",
            .hint = "A pattern inside of itself is that pattern. Write its letter alone."},
           "  At: " + place + "\n");
  return outer;
}

/// Returns the texts of a list. Fails the test if there is something else in it.
inline std::vector<std::string> texts_at(const std::string& place) {
  std::vector<std::string> texts;
  for (const Json& text : part(place, Kind::list)) {
    if (!text.is_string())
      reject({.says = place + " is a list of texts", .hint = "Write each in quotation marks."});
    texts.push_back(text);
  }
  return texts;
}

inline std::string list_of(const Texts& texts) {
  return texts.empty() ? "none" : fmt::format("{}", fmt::join(texts, ", "));
}

/// Fails the test unless a row has two or three forces of its text, none twice.
inline void check_forces(const Row& row) {
  const std::string place = "/choices/" + row.name + "/because";
  const std::vector<std::string> named = texts_at(place);
  const Json& forces = given("catalogue.json").at("forces");
  for (const std::string& force : named) {
    if (!forces.contains(force))
      reject({.says = place + " names forces of catalogue.json",
              .hint = "The forces have fixed names, so that two people mean the same by them."},
             "  Unknown: " + Json(force).dump(-1, ' ', true).substr(0, 60) + "\n");
    if (!row.forces.contains(force))
      reject({.says = "a force is a reason only where the text has it",
              .hint = "Read the three sentences again. Which of them speaks of this force?"},
             fmt::format("  Row {}, force {}\n", row.name, force));
  }
  const Texts different(named.begin(), named.end());
  if (different.size() != named.size() || named.size() < 2 || named.size() > 3)
    reject({.says = "two or three different forces decide a row",
            .hint = "Two forces in the text decide each row. Which two would you defend?"},
           fmt::format("  Row {} has: {}\n", row.name, list_of(different)));
}

/// Points for the choice of a row.
inline int points_of(const Row& row) {
  const Pattern pattern = chosen(row.name);
  const std::vector<std::string> because = texts_at("/choices/" + row.name + "/because");
  for (const Accepted& accepted : row.accepted) {
    if (accepted.pattern != pattern) continue;
    const bool has_reason =
        accepted.with.empty() || std::ranges::any_of(because, [&](const std::string& force) {
          return accepted.with.contains(force);
        });
    if (has_reason) return accepted.points;
  }
  return 0;
}

/// Fails the test if the choice of a row cannot be defended.
inline void check_choice(const Row& row) {
  if (points_of(row) > 0) return;
  const Pattern pattern = chosen(row.name);
  reject({.says = fmt::format("the choice for {} follows from the forces in its text", row.name),
          .hint = row.hints.at(pattern)},
         fmt::format("  You chose {}.\n{}", letter(pattern), table_of(row.name)));
}

/// True if `value` is worse than `other` in `metric`: by factor two, or from none to some.
inline bool is_much_worse(const std::string& metric, int value, int other) {
  if (metric == "read_while_owner_down") std::swap(value, other);
  return value > other && value >= 2 * other;
}

/// Fails the test unless a row rejects another pattern, for a consequence that the run shows.
/// `hints`: by consequence, if it was not measured.
inline void check_rejected(const Row& row, const std::map<std::string, std::string>& hints = {}) {
  const std::string place = "/choices/" + row.name + "/rejected";
  const Pattern choice = chosen(row.name), rejected = pattern_at(place + "/pattern");
  const std::string consequence = part(place + "/consequence", Kind::text);
  const Json& consequences = given("catalogue.json").at("consequences");
  if (rejected == choice)
    reject({.says = "you reject another pattern than the one that you chose",
            .hint = "Which was the second best, and what would it have cost?"},
           "  Row " + row.name + "\n");
  if (!consequences.contains(consequence))
    reject({.says = place + "/consequence is one of catalogue.json",
            .hint = "Each consequence there has the metric that shows it."});
  const std::string metric = consequences.at(consequence).at("metric");
  const std::optional<int> ours = measured(metric, choice, row.name);
  const std::optional<int> theirs = measured(metric, rejected, row.name);
  if (ours && theirs && is_much_worse(metric, *theirs, *ours)) return;
  const auto hint = hints.find(consequence);
  reject({.says = "a pattern is rejected for a consequence that the run shows",
          .hint = hint != hints.end()
                      ? hint->second
                      : "Compare the columns of the two patterns. Is the one that you rejected "
                        "twice as bad?"},
         fmt::format("  Row {}: you chose {} and rejected {} for {}.\n{}", row.name, letter(choice),
                     letter(rejected), consequence, table_of(row.name, metric)));
}

/// Fails the test unless the pattern that the answer names for `metric` measures best.
inline void check_prediction(const std::string& row, const std::string& metric,
                             const std::string& hint) {
  const Pattern named = pattern_at("/choices/" + row + "/predict/" + metric);
  const bool most = metric == "read_while_owner_down" || metric == "longest_stale";
  std::vector<int> values;
  for (const Pattern pattern : dances::patterns)
    values.push_back(measured(metric, pattern, row).value());
  const int best = most ? std::ranges::max(values) : std::ranges::min(values);
  const int value = values[std::size_t(named)];
  if (std::abs(value - best) * 20 <= best) return;
  reject({.says = fmt::format("the pattern predicted for {} in row {} measures {}", metric, row,
                              most ? "the most" : "the least"),
          .hint = hint},
         fmt::format("  You predicted {}.\n{}{}", letter(named), table_of(row, metric),
                     services_of(named, row)));
}

/// Returns the patterns in a list of faults.
inline std::set<Pattern> harmed_by(const std::string& fault) {
  std::set<Pattern> patterns;
  for (const Json& letter : part("/faults/" + fault, Kind::list))
    patterns.insert(pattern_from(letter, "/faults/" + fault + "/…"));
  return patterns;
}

/// A workload in which one message may come twice, in every order of deliveries.
inline Scenario with_one_copy(Pattern pattern, const std::string& row) {
  return {.services = dances::services_of(pattern, dances::workload(row)),
          .events = {dances::asked("one")},
          .faults = {.duplicates_per_event_max = 1, .duplicates_max = 1},
          .overlap = Overlap::none_any_order};
}

/// True if a step of the instance was carried out more than once.
inline bool acted_twice(const Outcome& outcome, const std::string& row) {
  return std::ranges::any_of(dances::workload(row).steps, [&](const dances::Step& step) {
    return outcome.count("com." + step.name + ".done") > 1;
  });
}

}  // namespace choices
