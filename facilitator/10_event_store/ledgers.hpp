#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "event_store.hpp"
#include "fixtures/bank.hpp"

/// Common parts of the hidden tests of the ledger.
namespace ledger_tests {
using namespace check;
using namespace bank;

/// The ledger and what it is asked, with the histories of A and B an hour after the last of it.
inline Scenario ledger_of(std::vector<Arrival> requests, Overlap overlap = Overlap::full,
                          Faults faults = {}) {
  const eda::Duration last = requests.back().at;
  requests.emplace_back(history("history of A"), last + 1h);
  requests.emplace_back(history("history of B", "B"), last + 2h);
  return {.services = {ledger::service},
          .events = std::move(requests),
          .store = {.transaction_max = 25},
          .faults = std::move(faults),
          .overlap = overlap};
}

/// A deposit of 100, and a minute later these, which overlap.
inline Scenario rivals(const std::vector<Event>& commands, Faults faults = {},
                       Overlap overlap = Overlap::full) {
  std::vector<Arrival> requests{deposit("d", 100)};
  for (const Event& command : commands) requests.emplace_back(command, 1min);
  return ledger_of(std::move(requests), overlap, std::move(faults));
}

inline const std::vector<Event> two = deposits("two", 2);

inline std::vector<Event> shown(const Outcome& outcome, const std::string& id = "history of A") {
  return ledger::events_in(answer_in(outcome, id));
}
inline bool counts_a_conflict(const Outcome& outcome) {
  return outcome.held("metrics").dump().find("\"append.conflicts\"") != std::string::npos;
}

/// Hints that a test has in place of hint_of.
using Hints = std::map<Flaw, std::string>;

/// Fails unless a history of A and the answers to the commands agree.
inline void judge(const Outcome& outcome, const Scenario& scenario,
                  const std::vector<Event>& events, const Hints& hints = {}) {
  std::vector<Event> commands;
  std::map<std::string, std::string> results;
  for (const auto& [request, at] : scenario.events) {
    if (!request.data.contains("commandId")) continue;
    commands.push_back(request);
    const Json answered = answer_in(outcome, request.id);
    if (!answered.is_null()) results[request.id] = answered.at("result");
  }
  const Flaw flaw = flaw_in(commands, results, events, shown(outcome, "history of B"));
  if (flaw == Flaw::none) return;
  const auto other = hints.find(flaw);
  FAIL() << outcome.story({rule_of(flaw), other == hints.end() ? hint_of(flaw) : other->second});
}

/// Fails unless they agree in every outcome of `scenario`.
inline void always_right(const Scenario& scenario, const Hints& hints = {}) {
  for (const Outcome& outcome : every_outcome_of(scenario))
    judge(outcome, scenario, shown(outcome), hints);
}

/// Fails unless the second history begins with the first.
inline void goes_on(const Outcome& outcome, const std::vector<Event>& first,
                    const std::vector<Event>& second) {
  const Rule unchanged{.says = "what a history shows, each later one shows too, unchanged",
                       .hint = "A page that was read is gone. Who rubbed it out?"};
  const bool is_beginning =
      first.size() <= second.size() && std::equal(first.begin(), first.end(), second.begin());
  ASSERT_TRUE(is_beginning) << outcome.story(unchanged);
}

}  // namespace ledger_tests
