#include "workshop/proofs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "results/json_file.hpp"
#include "workshop/workshop.hpp"

namespace workshop {

namespace {

constexpr std::size_t worlds_wide = 11, outcomes_wide = 10;

/// Words for the fields of sim::Faults.
constexpr std::array<std::pair<const char*, const char*>, 12> fault_words{
    {{"duplicates_per_event_max", "copies of an event"},
     {"timer_duplicates_max", "copies of timers"},
     {"redeliveries_max", "redeliveries"},
     {"visibility_expiries_max", "expired messages"},
     {"crashes_max", "crashes"},
     {"rebalances_max", "rebalances"},
     {"stale_reads_max", "old reads"},
     {"throttles_max", "busy answers"},
     {"unknowns_max", "lost answers"},
     {"partial_failures_max", "entries not taken"},
     {"late_timers_max", "late timers"},
     {"time_races", "races with time"}}};

/// A line of a checklist, with what proves it for one activity.
struct ProofLine {
  enum class State { passes, open, hidden, none };
  std::vector<std::string> here;       ///< tests
  std::vector<std::string> elsewhere;  ///< patterns of tests that are not here
  State state = State::none;
};

std::vector<std::string> patterns_for(const results::CheckLine& line, const std::string& number) {
  std::vector<std::string> all;
  for (const auto* patterns : {&line.tests, &line.also})
    std::ranges::copy_if(*patterns, std::back_inserter(all), [&](const std::string& pattern) {
      return pattern.starts_with(number + ".");
    });
  return all;
}

bool passes(const Proofs& proofs, const std::string& test) {
  const auto result = proofs.results.find(test);
  return result != proofs.results.end() && result->second.ending == results::Ending::passed;
}

ProofLine line_of(const results::CheckLine& line, const Proofs& proofs) {
  ProofLine found;
  for (const std::string& pattern : patterns_for(line, proofs.activity.number())) {
    const std::size_t before = found.here.size();
    for (const results::Test& test : proofs.activity.tests) {
      const std::string name = proofs.activity.ctest_name(test);
      if (is_named(name, pattern) && std::ranges::count(found.here, name) == 0)
        found.here.push_back(name);
    }
    const bool is_all_here = found.here.size() > before && !pattern.ends_with('*');
    if (!is_all_here && !proofs.hidden_tests_here) found.elsewhere.push_back(pattern);
  }
  if (found.here.empty())
    found.state = found.elsewhere.empty() ? ProofLine::State::none : ProofLine::State::hidden;
  else
    found.state =
        std::ranges::all_of(found.here, [&](const auto& test) { return passes(proofs, test); })
            ? ProofLine::State::passes
            : ProofLine::State::open;
  return found;
}

const char* mark_of(ProofLine::State state, const Terminal& terminal) {
  if (state == ProofLine::State::none) return "-";
  if (state != ProofLine::State::passes) return terminal.unicode ? "□" : ".";
  if (terminal.colour) return terminal.unicode ? "\x1b[32m■\x1b[0m" : "\x1b[32m#\x1b[0m";
  return terminal.unicode ? "■" : "#";
}

/// Returns a row with the two numbers at its right end.
std::string row(const std::string& text, const std::string& worlds, const std::string& outcomes,
                std::size_t wide) {
  return padded(text, wide - worlds_wide - outcomes_wide) +
         fmt::format("{:>{}}{:>{}}\n", worlds, worlds_wide, outcomes, outcomes_wide);
}

std::size_t width_of(const Terminal& terminal) {
  return std::min<std::size_t>(terminal.columns, 140);
}

std::string row_of(const std::string& test, const Proofs& proofs, const Terminal& terminal) {
  const auto found = proofs.covered.find(test);
  const Covered covered = found == proofs.covered.end() ? Covered{} : found->second;
  const bool is_open = !passes(proofs, test);
  const std::string scope = is_open ? "does not pass yet" : scope_of(covered);
  const std::string worlds = is_open || covered.searched == 0 ? "-" : with_commas(covered.worlds);
  const std::string outcomes =
      is_open || covered.outcomes == 0 ? "-" : std::to_string(covered.outcomes);
  const std::string whole = "      " + padded(test, 44) + " " + scope;
  const bool fits = columns(whole) <= width_of(terminal) - worlds_wide - outcomes_wide;
  if (width_of(terminal) >= 120 && fits) return row(whole, worlds, outcomes, width_of(terminal));
  return row("      " + test, worlds, outcomes, width_of(terminal)) +
         (scope.empty() ? "" : wrapped(scope, 8) + "\n");
}

}  // namespace

Covered read_coverage(const std::filesystem::path& file) {
  Covered covered;
  if (!exists(file)) return covered;
  bool is_first = true;
  for (const results::Fields& one :
       results::read_fields(file, file.string()).objects("scenarios")) {
    const std::string schedules = one.text("schedules");
    ++(schedules == "all"      ? covered.searched
       : schedules == "sample" ? covered.sampled
                               : covered.calm);
    constexpr int many = 1'000'000'000;
    const int events = one.number("events", 0, many);
    covered.events_min = is_first ? events : std::min(covered.events_min, events);
    covered.events_max = std::max(covered.events_max, events);
    const results::Fields faults = one.object("faults");
    for (const std::string& name : faults.names())
      covered.faults[name] = std::max(covered.faults[name], faults.number(name, 0, many));
    covered.worlds += std::uint64_t(one.number("worlds", 0, many));
    covered.outcomes += one.number("outcomes", 0, many);
    is_first = false;
  }
  return covered;
}

std::string scope_of(const Covered& covered) {
  const int scenarios = covered.searched + covered.sampled + covered.calm;
  if (scenarios == 0) return "";
  const bool is_one = covered.events_min == covered.events_max;
  std::string text =
      is_one ? fmt::format("{} event{}", covered.events_max, covered.events_max == 1 ? "" : "s")
             : fmt::format("{} to {} events", covered.events_min, covered.events_max);
  std::string faults;
  for (const auto& [field, words] : fault_words)
    if (const auto found = covered.faults.find(field); found != covered.faults.end())
      faults += fmt::format("{}{} {}", faults.empty() ? "; " : ", ", words, found->second);
  text += faults;
  if (covered.searched == 0)
    text += covered.sampled > 0 ? "; a sample of schedules" : "; the calm schedule only";
  if (scenarios > 1) text += fmt::format("; {} scenarios", scenarios);
  return text;
}

bool is_named(const std::string& test, const std::string& pattern) {
  return pattern.ends_with('*') ? test.starts_with(pattern.substr(0, pattern.size() - 1))
                                : test == pattern;
}

std::vector<results::Test> proving_tests(const results::ManifestActivity& activity,
                                         const std::vector<results::Checklist>& lists) {
  std::vector<std::string> patterns;
  for (const results::Checklist& list : lists)
    for (const results::CheckLine& line : list.lines)
      std::ranges::move(patterns_for(line, activity.number()), std::back_inserter(patterns));
  if (patterns.empty())
    throw BadUsage{
        fmt::format("no line of the checklists has a test of {}. `workshop checklist` shows all "
                    "lines, with their tests.",
                    activity.folder)};
  std::vector<results::Test> tests;
  std::ranges::copy_if(activity.tests, std::back_inserter(tests), [&](const results::Test& test) {
    return std::ranges::any_of(patterns, [&](const std::string& pattern) {
      return is_named(activity.ctest_name(test), pattern);
    });
  });
  return tests;
}

std::string checklist(const Proofs& proofs, const std::vector<results::Checklist>& lists,
                      const Terminal& terminal) {
  std::string text;
  int lines = 0, proved = 0;
  for (const results::Checklist& list : lists) {
    text += (text.empty() ? "" : "\n") + row(list.title, "worlds", "outcomes", width_of(terminal));
    for (const results::CheckLine& line : list.lines) {
      const ProofLine found = line_of(line, proofs);
      lines += 1;
      proved += found.state == ProofLine::State::passes;
      text +=
          fmt::format("  {} {}\n", mark_of(found.state, terminal), wrapped(line.says, 4).substr(4));
      for (const std::string& test : found.here) text += row_of(test, proofs, terminal);
      if (!found.elsewhere.empty())
        text += wrapped("hidden here, and proved where the answer is graded: " +
                            joined(found.elsewhere),
                        6) +
                "\n";
      if (found.state == ProofLine::State::none) text += "      not proved here\n";
    }
  }
  return text + fmt::format("\n{} of {} lines are proved here by your answer to {}.\n", proved,
                            lines, proofs.activity.number());
}

}  // namespace workshop
