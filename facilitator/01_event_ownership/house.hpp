#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "check/breaches.hpp"
#include "check/check.hpp"
#include "fixtures/letter_checks.hpp"

/// Common parts of the hidden tests of the letters. All words of the domain are data.
namespace house {

using namespace check;
using letters::Company, letters::Need, letters::Place;
using Pointer = Json::json_pointer;

inline const Company& company() {
  static const Company company{given("owners.json"), given("needs.json")};
  return company;
}

/// The data that participants do not have.
inline const Json& key() { return facilitator("key.json"); }
inline const Json& event() { return part("/event", Kind::object); }
inline const Json& owners() { return part("/owners", Kind::object); }

/// Returns the member of the answer that is named after the reader.
inline const Json& of_reader(const std::string& name, Kind kind) {
  return part((Pointer{} / company().reader.name / name).to_string(), kind);
}

/// Need of the reader that is the finding of the publisher.
inline const Need& finding() { return company().needs.front(); }

/// Returns the place of a need in the answer. The test ends if there is none.
inline Place place_of(const Need& need) {
  const Json::json_pointer pointer = Pointer{} / company().reader.name / "needs" / need.name;
  const auto place = letters::place_in(part(pointer.to_string(), Kind::list));
  if (place) return *place;
  reject({.says = pointer.to_string() + " is a type and a path", .hint = "[\"com…\", \"data…\"]"});
}

/// Returns the letter of the answer. The test ends if it is none.
inline eda::Event published() {
  if (const auto letter = letters::letter_in(event())) return *letter;
  reject({.says = "the event has what each must have", .hint = "See lint.event_is_legal."});
}

/// Returns the letters of all senders.
inline std::vector<Event> all_letters() {
  return letters::letters_of(company(), owners(), published());
}

/// The reader, and what reaches it: one delivery after another, in every order.
inline Scenario reading(const std::vector<Event>& letters, Faults faults = {}) {
  for (const Need& need : company().needs) place_of(need);
  return {.services = {letters::reader_of(company(), of_reader("listensTo", Kind::list))},
          .events = {letters.begin(), letters.end()},
          .rows = {letters::plan_of(company(), of_reader("needs", Kind::object))},
          .faults = faults,
          .overlap = Overlap::none_any_order};
}

inline Rule gets_all(const std::string& says) {
  return {.says = "the " + company().reader.name + " " + says,
          .hint = letters::unmet_need(company(), of_reader("needs", Kind::object),
                                      of_reader("listensTo", Kind::list), all_letters())};
}

/// Matches an outcome in which the reader publishes one letter, with all values.
MATCHER(tells_all_once, "has one letter of the reader, with each true value") {
  const std::vector<Event> facts = arg.facts(company().reader.type);
  *result_listener << "has " << facts.size() << " letters of the reader";
  return facts.size() == 1 && letters::tells_all(company(), facts.front());
}
MATCHER(tells_nothing, "has no letter of the reader") {
  return arg.facts(company().reader.type).empty();
}
MATCHER(tells_it_late, "has no letter of the reader in the first 24 hours") {
  return first_at(arg, has_type(company().reader.type)) >= 24h;
}

}  // namespace house
