#include "sim/ending.hpp"

namespace sim {

namespace {

std::vector<Published> published_in(const Rules& rules, const End& end) {
  std::vector<Published> published;
  for (const Taken& taken : rules.ports().bus().taken(end.published))
    published.push_back({rules.library().events.event(taken.event),
                         rules.scenario().services[std::size_t(taken.service)].name,
                         Duration{taken.at_ms}});
  return published;
}

std::vector<Failure> failures_in(const Rules& rules, const World& world) {
  std::vector<Failure> failures;
  for (int number : rules.failures(world)) {
    const Json& json = rules.behaviour.failures[number];
    failures.push_back({.service = json.at("service"),
                        .event = {},
                        .what = json.at("what"),
                        .at = rules.behaviour.place_of_failure(number)});
    EventInterner events;
    failures.back().event = events.event(events.number(json.at("event")));
  }
  return failures;
}

}  // namespace

Outcome outcome_of(const Rules& rules, const World& world) {
  return {published_in(rules, Explorer::end_of(world)), failures_in(rules, world)};
}

Scenario calm(Scenario scenario) {
  scenario.faults = {};
  scenario.observed = {.order = true, .time = true, .copies = true};
  return scenario;
}

}  // namespace sim
