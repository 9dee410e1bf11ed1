#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "correlator.hpp"
#include "fixtures/pizza.hpp"

/// What the hidden tests of the kitchen have in common.
namespace kitchen_tests {

using namespace check;

inline Event payment(const std::string& order_id = "42") {
  return pizza::payment_completed(order_id);
}
inline Event stock(const std::string& order_id = "42") {
  return pizza::inventory_reserved(order_id);
}
inline Event chef(const std::string& order_id = "42") { return pizza::chef_assigned(order_id); }
inline std::vector<Arrival> three_facts() { return {payment(), stock(), chef()}; }
inline std::vector<Arrival> two_facts() { return {payment(), stock()}; }

/// The kitchen and what reaches it. Sweeps come late enough for whoever gives up, or announces what
/// a late timer has decided, in one of them.
inline Scenario kitchen_with(std::vector<Arrival> facts, Overlap overlap = Overlap::full,
                             Faults faults = {}) {
  return {.services = {kitchen::service},
          .events = std::move(facts),
          .sweeps = {31min, 32min, 33min, 35min},
          .faults = faults,
          .overlap = overlap};
}

/// The same, and how often it is swept is part of what is tested.
inline Scenario swept(std::vector<eda::Duration> sweeps, Scenario scenario) {
  scenario.sweeps = std::move(sweeps);
  return scenario;
}

/// Sweeps for an order whose first handler may have taken half an hour.
inline const std::vector<eda::Duration> two_deadlines{31min, 32min, 33min, 35min,
                                                      61min, 62min, 63min, 65min};

/// The same, with an eye on the clock.
inline Scenario timed(Scenario scenario) {
  scenario.observed.time = true;
  return scenario;
}

/// What the kitchen has announced, in words and each fact once: "42 timed out without chef".
inline std::vector<std::string> announced(const Outcome& outcome) {
  std::vector<std::string> words;
  for (const std::string& type : {kitchen::ready, kitchen::timed_out})
    for (const Event& fact : outcome.facts(type)) words.push_back(pizza::in_words(fact));
  return words;
}

/// When a fact of that type, or one that reads like that in words, was published for the first
/// time; max() if none ever was.
inline eda::Duration first_at(const Outcome& outcome, const std::string& type_or_words) {
  eda::Duration first = eda::Duration::max();
  for (const sim::Published& one : outcome.published())
    if (one.event.type == type_or_words || pizza::in_words(one.event) == type_or_words)
      first = std::min(first, one.at);
  return first;
}

/// Half an hour and at most five minutes: when an order may be given up, counted from its start.
inline auto in_time() { return testing::AllOf(testing::Ge(30min), testing::Le(35min)); }

/// What becomes of an order 42 that has only been paid, and of an order 43 that only has its stock.
inline const std::string end_of_42 = "42 timed out without chef inventory";
inline const std::string end_of_43 = "43 timed out without chef payment";

/// Two tickets of an order and the name of the one that it lacks.
struct Incomplete {
  std::vector<Event> facts;
  std::string announced;
};
inline std::vector<Incomplete> each_lacking_one() {
  return {{{payment(), stock()}, "42 timed out without chef"},
          {{stock(), chef()}, "42 timed out without payment"},
          {{payment(), chef()}, "42 timed out without inventory"}};
}

}  // namespace kitchen_tests
