#include "check/gallery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "check/outcome.hpp"
#include "check/running.hpp"
#include "check/session.hpp"
#include "sim/tell/columns.hpp"
#include "sim/tell/gallery.hpp"
#include "sim/tell/outcome_text.hpp"
#include "sim/tell/words.hpp"

namespace check {

namespace {

std::string calmest_text(const sim::DistinctEnd& end) {
  return fmt::format("{} schedule: {}, {}", end.is_calmest ? "calmest" : "a",
                     sim::counted(end.steps, "step"), sim::counted(end.faults, "fault"));
}

/// "rejected", "accepted" or, if the test has not looked at it, "not judged".
const char* verdict_on(const sim::Json& outcome, const std::vector<Judged>& judged) {
  const auto found = std::ranges::find(judged, outcome, &Judged::outcome);
  if (found == judged.end()) return "not judged";
  return found->is_rejected ? "rejected" : "accepted";
}

void print_lines(const std::vector<std::string>& lines) {
  constexpr std::size_t indent = 6;
  for (const std::string& line : lines)
    fmt::print("{:{}}{}\n", "", indent, sim::cut(line, session().columns() - indent - 1));
}

void print_end(const sim::DistinctEnd& end, int number, const sim::Gallery& gallery,
               const char* verdict) {
  fmt::print("\n  {:>2}  {}; {}\n", number, verdict, calmest_text(end));
  if (!gallery.is_exhausted) return;
  fmt::print("      {} in {}\n", sim::counted(end.schedules, "schedule"),
             sim::counted(end.worlds, "last world"));
}

}  // namespace

void print_outcomes(const sim::Scenario& scenario, int number, const std::vector<Judged>& judged) {
  const sim::Gallery gallery = sim::gallery_of(scenario, executor_for(scenario));
  const int first = session().number_outcomes(int(gallery.ends.size()));
  if (const int wanted = session().wanted_outcome(); wanted > 0) {
    const int at = wanted - first;
    if (at < 0 || at >= int(gallery.ends.size())) return;
    return Outcome{gallery.ends[std::size_t(at)].found, number}.show();
  }
  std::vector<sim::Outcome> outcomes;
  for (const sim::DistinctEnd& end : gallery.ends) outcomes.push_back(end.found.outcome);
  const sim::OutcomeLines lines = sim::lines_of(outcomes, scenario.observed);
  fmt::print("Scenario {}: {}", number + 1, sim::counted(outcomes.size(), "outcome"));
  if (gallery.is_exhausted)
    fmt::print(" of {} in {}.\n", sim::counted(gallery.schedules(), "schedule"),
               sim::counted(gallery.worlds, "world"));
  else
    fmt::print(". The search stopped after {}: there may be more outcomes.\n",
               sim::counted(gallery.worlds, "world"));
  if (!lines.common.empty()) fmt::print("\n      in each of them:\n");
  print_lines(lines.common);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const sim::Json outcome = to_json(outcomes[i], scenario.observed);
    print_end(gallery.ends[i], first + int(i), gallery, verdict_on(outcome, judged));
    print_lines(lines.own[i]);
    if (lines.own[i].empty()) print_lines({lines.common.empty() ? "nothing" : "nothing else"});
  }
  fmt::print("\n");
}

}  // namespace check
