#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "check/breaches.hpp"
#include "check/check.hpp"
#include "check/given.hpp"
#include "check/session.hpp"
#include "fixtures/engine/engine.hpp"

/// Common parts of the tests. All words of the domain are in facts.json.
namespace postcards {

using namespace check;
using engine::Cards, engine::Content, engine::Course, engine::Party;

inline engine::Facts facts() { return engine::facts_from(given("facts.json"), "facts.json"); }

/// Returns the result of `read`. If the design cannot be used, the test ends with one sentence.
template <typename Read>
auto read_or_end(Read read) {
  try {
    return read();
  } catch (const engine::InvalidData& error) {
    ADD_FAILURE() << "event_payloads.json: " << error.what();
    end_test();
  }
}

/// Returns the events of the answer.
inline Cards cards() {
  part("/events", Kind::object);
  return read_or_end([] { return Cards{document(), facts()}; });
}

/// Returns the answer, ready to run. The test ends unless all its events are legal.
inline std::shared_ptr<const engine::Design> design(const Json& answer,
                                                    const engine::Facts& facts) {
  return read_or_end([&] { return std::make_shared<const engine::Design>(answer, facts); });
}
inline std::shared_ptr<const engine::Design> design() {
  part("/events", Kind::object);
  part("/wiring", Kind::object);
  return design(document(), facts());
}

/// Returns the course in which each check ends well.
inline Course all_good(const engine::Facts& facts = postcards::facts()) {
  Course course;
  for (const Party& check : facts.checks) course[check.service] = check.good();
  return course;
}

/// Returns the event of a service; absent: it is silent.
inline std::optional<Event> card(const engine::Design& design, const engine::Occurrence& one) {
  const Json json = design.cards.about(one);
  if (json.is_null()) return std::nullopt;
  return engine::event_of(json, design.cards.facts().domain, one.service);
}

/// Returns the events of the first service and of the checks, as far as they are in the course.
inline std::vector<Event> cards_of(const engine::Design& design, const Course& course,
                                   int thing = 0) {
  std::vector<Event> events;
  const auto add = [&](const engine::Occurrence& one) {
    if (const std::optional<Event> event = card(design, one)) events.push_back(*event);
  };
  const engine::Facts& facts = design.cards.facts();
  add({facts.first.service, facts.first.outcomes.front(), thing});
  for (const Party& check : facts.checks)
    if (course.contains(check.service)) add({check.service, course.at(check.service), thing});
  if (events.size() >= 2) return events;
  ADD_FAILURE() << "event_payloads.json: hardly any service publishes an event.";
  end_test();
}

/// Returns the events as arrivals, five seconds apart: no deadline is as short as all of them.
inline std::vector<Arrival> soon(const std::vector<Event>& events) {
  std::vector<Arrival> arrivals;
  for (const Event& event : events) arrivals.emplace_back(event, arrivals.size() * 5s);
  return arrivals;
}

/// Returns the scenario in which these events reach the service that decides.
inline Scenario deciding(const std::shared_ptr<const engine::Design>& design,
                         std::vector<Arrival> events, Faults faults = {},
                         Overlap overlap = Overlap::full) {
  return {.services = engine::deciders(design),
          .events = std::move(events),
          .faults = std::move(faults),
          .overlap = overlap};
}

/// Time that a thing may wait; a day if the design says no time.
inline eda::Duration deadline_of(const engine::Design& design) {
  return design.wiring.deadline.value_or(24h);
}

/// Returns the ends that were announced, each fact once: "stored". An end of no type is never
/// announced.
inline std::vector<std::string> ends_of(const engine::Design& design, const Outcome& outcome) {
  std::vector<std::string> ends;
  for (const auto& [end, type] : design.wiring.emits)
    for (int i = type.empty() ? 0 : outcome.count(type); i > 0; --i) ends.push_back(end);
  return ends;
}

/// Matches an outcome in which exactly these ends are announced.
MATCHER_P2(ends_as, design, ends,
           (negation ? "does not announce " : "announces ") + testing::PrintToString(ends)) {
  const std::vector<std::string> actual = ends_of(*design, arg);
  *result_listener << "announces " << testing::PrintToString(actual);
  return std::ranges::is_permutation(actual, ends);
}

/// Returns the breaches as lines below each other.
inline std::string lines(const std::vector<std::string>& breaches) {
  std::string text = "\n";
  for (const std::string& breach : breaches) text += "  " + breach + "\n";
  return text;
}

/// Returns the breaches of these rules of the linter in all events, with placeholders filled in.
inline std::vector<std::string> breaches(const Cards& cards, const std::set<std::string>& rules,
                                         Content content = Content::shortened) {
  std::vector<Json> events;
  std::vector<std::string> places;
  for (const Cards::Form& form : cards.forms()) {
    events.push_back(cards.filled_in(form.json, {form.party.service, form.outcome}, content));
    places.push_back(form.place);
  }
  std::vector<std::string> found = breaches_in(events, places, rules);
  std::ranges::sort(found);  // a form is used for several outcomes
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

/// True if the design waits for an event of that service.
inline bool awaits(const engine::Design& design, const std::string& service) {
  for (const Cards::Form& form : design.cards.forms())
    for (const engine::Condition& condition : design.wiring.proceed_when)
      if (form.party.service == service &&
          design.cards.filled_in(form.json, {service, form.outcome}).value("type", Json{}) ==
              condition.type)
        return true;
  return false;
}

/// Returns the checks that a thing must have passed before it is accepted.
inline std::vector<Party> needed_checks(const engine::Design& design) {
  std::vector<Party> needed;
  for (const Party& check : design.cards.facts().checks)
    if (!check.is_optional || awaits(design, check.service)) needed.push_back(check);
  return needed;
}

/// Returns the services whose placeholders the form uses, and its own service does not know.
inline std::vector<std::string> strangers_in(const Cards& cards, const Cards::Form& form) {
  std::vector<std::string> called;
  for (const std::string& placeholder : engine::placeholders_in(form.json)) {
    const std::vector<std::string> knowers = cards.knowers_of(placeholder);
    if (!knowers.empty() && !std::ranges::count(knowers, form.party.service))
      called.push_back(cards.party(knowers.front()).called);
  }
  return called;
}

/// Returns the service whose name is in `source`, in any spelling; empty: none.
inline std::string signer_of(const std::string& source, const Cards& cards) {
  const auto letters = [](std::string name) {
    std::erase_if(name, [](char c) { return std::isalnum(std::uint8_t(c)) == 0; });
    std::ranges::transform(name, name.begin(),
                           [](char c) { return std::tolower(std::uint8_t(c)); });
    return name;
  };
  std::string signer;
  for (const Party& party : cards.parties())
    if (letters(source).find(letters(party.service)) != std::string::npos &&
        party.service.size() > signer.size())
      signer = party.service;
  return signer;
}

/// Returns the first check for which `is` holds. One that facts.json lacks ends the test.
template <typename Is>
Party check_that(const engine::Design& design, Is is) {
  for (const Party& check : design.cards.facts().checks)
    if (is(check)) return check;
  ADD_FAILURE() << "facts.json has no check for this test";
  end_test();
}
inline Party fatal_check(const engine::Design& design) {
  return check_that(design, [](const Party& check) { return check.is_fatal; });
}
inline Party plain_check(const engine::Design& design) {
  return check_that(design,
                    [](const Party& check) { return !check.is_fatal && !check.is_optional; });
}

/// Returns the answer with another check: its event, and a line in each of two lists. `check`: see
/// fourth_check.json.
inline Json with_check(const Json& check, const engine::Design& design) {
  const engine::Facts& facts = design.cards.facts();
  const std::string service = check.at("service");
  Json event = check.at("event"), answer = document();
  Json::json_pointer key;
  std::istringstream path{design.wiring.correlate_by};
  for (std::string name; std::getline(path, name, '.');) key /= name;
  for (const Cards::Form& form : design.cards.forms())  // as the other checks have it
    if (form.party.outcomes.size() == 2 && form.json.contains(key)) event[key] = form.json.at(key);
  answer["events"][service] = {{"any", event}};
  const auto first = card(design, {facts.first.service, facts.first.outcomes.front()});
  Json& wiring = answer["wiring"];
  wiring["subscribe"][service] = Json::array({first ? first->type : "nothing"});
  wiring["subscribe"][design.cards.decider().service].push_back(event.at("type"));
  wiring["proceedWhen"].push_back(check.at("proceedWhen"));
  return answer;
}

/// Returns the events of a thing, those of `service` last and with that outcome.
inline std::vector<Event> with_last(const engine::Design& design, const std::string& service,
                                    const std::string& outcome, int thing = 0) {
  Course others = all_good(design.cards.facts());
  others.erase(service);
  std::vector<Event> events = cards_of(design, others, thing);
  if (const auto last = card(design, {service, outcome, thing})) events.push_back(*last);
  return events;
}

/// The good end of a thing whose checks are all good.
inline Rule accepts_what_is_good(const engine::Facts& facts) {
  return {
      .says =
          fmt::format("a {} whose checks are all good is {}, once", facts.thing, facts.last.good()),
      .hint = fmt::format("Every check was good. Which postcard does the {} still wait for, and "
                          "under which type, value and key does it look for it?",
                          facts.last.called)};
}

}  // namespace postcards
