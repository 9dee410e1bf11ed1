#include "sim/tell/ending.hpp"

#include <fmt/format.h>

#include "sim/tell/outcome_search.hpp"

namespace sim {

namespace {

std::vector<Published> published_in(const TransitionSystem& system, const End& end) {
  std::vector<Published> published;
  for (const Taken& taken : system.ports().bus().taken(end.published))
    published.push_back({system.tables().events.event(taken.event),
                         system.scenario().services[std::size_t(taken.service)].name,
                         Duration{taken.at_ms}});
  return published;
}

std::vector<Failure> failures_in(const TransitionSystem& system, const World& world) {
  std::vector<Failure> failures;
  for (int number : system.failures(world)) {
    const Json& json = system.behaviour.failures[number];
    failures.push_back({.service = json.at("service"),
                        .event = {},
                        .what = json.at("what"),
                        .at = system.behaviour.place_of_failure(number),
                        .is_overload = json.value("is_overload", false)});
    EventInterner events;
    failures.back().event = events.event(events.number(json.at("event")));
  }
  return failures;
}

}  // namespace

Outcome outcome_of(const TransitionSystem& system, const World& world) {
  const End end = system.end_of(world);
  return {published_in(system, end), failures_in(system, world), system.ports().held(end.books)};
}

Scenario calm(Scenario scenario) {
  scenario.faults = {};
  scenario.observed = {.order = true, .time = true, .copies = true};
  return scenario;
}

Rule remembers_nothing(const HiddenState& seen) {
  const std::string place = place_text(seen.at);
  return {fmt::format("A handler remembers nothing but what is in the store. This one{} does: {}",
                      place.empty() ? "" : ", in " + place + ",", seen.what()),
          "A global, a static, a lock, the real clock or a random number? Every delivery is a cold "
          "start."};
}

Trace FoundOutcome::trace(const Rule& rule) const {
  Trace trace;
  try {
    trace = tell();
    trace.rule = rule;
  } catch (const HiddenState& seen) {
    trace.is_confirmed = false;
    trace.rule = remembers_nothing(seen);
  }
  return trace;
}

}  // namespace sim
