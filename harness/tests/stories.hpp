#pragma once

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/search/explorer.hpp"
#include "sim/search/shortest.hpp"
#include "sim/tell/outcome_search.hpp"
#include "sim/tell/token.hpp"
#include "sim/tell/trace.hpp"
#include "tip_jar.hpp"

/// Schedules of the tip jar, and what they look like.
namespace stories {

using namespace tip_jar;
using OnTip = Task<> (*)(Event, Ports);

inline const std::vector<sim::Arrival> two_tips{tip("anna", 200), tip("boris", 150)};

/// Returns the trace of an outcome, as in the test "00.concurrency.two_waiters".
inline sim::Trace trace_of(const sim::FoundOutcome& found, const sim::Rule& rule = {}) {
  sim::Trace trace = found.trace(rule);
  trace.test = trace.token.test = "00.concurrency.two_waiters";
  trace.replay_command = "bin/00_lost_update --replay=";
  return trace;
}
inline std::string story_of(const sim::FoundOutcome& found, const sim::Rule& rule = {}) {
  return "\n" + to_text(trace_of(found, rule));
}

/// Returns the outcome of `scenario` that has published exactly `cents`.
inline sim::FoundOutcome outcome_with(const std::vector<int>& cents, sim::Scenario scenario) {
  sim::OutcomeSearch exploration{std::move(scenario)};
  while (auto outcome = exploration.next()) {
    std::vector<int> found;
    for (const auto& one : outcome->outcome.published())
      found.push_back(one.event.data.at("cents"));
    std::sort(found.begin(), found.end());
    if (found == cents) return *outcome;
  }
  throw std::logic_error{"no outcome is like that"};
}

inline sim::Scenario lost_tip() { return scenario(loses_tips, two_tips); }

/// A scenario with its transition system.
class World {
 public:
  explicit World(sim::Scenario scenario)
      : explorer{scenario, sim::in_process(scenario)}, system{explorer.system} {}

  sim::Explorer explorer;
  sim::TransitionSystem& system;

  /// Returns the first end that has published exactly `cents`, and the explorer's schedule to it.
  std::pair<sim::Schedule, sim::End> first_way_to(std::vector<int> cents) {
    while (const auto place = explorer.next_end()) {
      const sim::End end = system.end_of(explorer.world(*place));
      if (published(end) == cents) return {sim::path_to(explorer, *place), end};
    }
    throw std::logic_error{"no schedule ends like that"};
  }

  /// Returns the shortest schedule to such an end.
  sim::Schedule shortest_to(std::vector<int> cents) {
    return sim::shortest(system, first_way_to(std::move(cents)).second).value();
  }

  /// Returns the first schedule to each end.
  std::vector<sim::Schedule> all_schedules() {
    std::vector<sim::Schedule> all;
    while (const auto place = explorer.next_end()) all.push_back(sim::path_to(explorer, *place));
    return all;
  }

 private:
  std::vector<int> published(sim::End end) {
    std::vector<int> cents;
    for (const sim::Taken& taken : system.ports().bus().taken(end.published))
      cents.push_back(system.tables().events.event(taken.event).data.at("cents"));
    std::sort(cents.begin(), cents.end());
    return cents;
  }
};

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines{""};
  for (char c : text) {
    if (c == '\n')
      lines.emplace_back();
    else
      lines.back() += c;
  }
  return lines;
}

inline std::size_t columns(std::string_view line) {
  return std::size_t(
      std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Number of switches of a schedule from a handler that has not ended to another.
inline int switches_in(sim::TransitionSystem& system, const sim::Schedule& schedule) {
  int switches = 0;
  sim::SchedulePlayer player = sim::SchedulePlayer::from(system, schedule.initial_state);
  for (const sim::Step& step : schedule.steps) {
    const int before = player.mover();
    const bool had_ended = before < 0 || player.deliveries()[std::size_t(before)].has_ended;
    switches += !had_ended && player.delivery_of(step) != before;
    player.take(step);
  }
  return switches;
}

}  // namespace stories
