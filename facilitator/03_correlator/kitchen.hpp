#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "correlator.hpp"
#include "fixtures/pizza.hpp"

/// Common parts of the hidden tests of the kitchen.
namespace kitchen_tests {

using namespace check;

inline Event payment(const std::string& order_id = "42") {
  return pizza::payment_completed(order_id);
}
inline Event stock(const std::string& order_id = "42") {
  return pizza::inventory_reserved(order_id);
}
inline Event chef(const std::string& order_id = "42") { return pizza::chef_assigned(order_id); }

/// Another fact of the same kind: an order that is paid twice, say.
inline Event another(Event fact) {
  fact.id += "-again";
  return fact;
}

/// The same fact in all but these two, by which facts are told apart.
inline Event told_as(const std::string& source, const std::string& id, Event fact) {
  fact.source = source;
  fact.id = id;
  return fact;
}

inline std::vector<Arrival> three_facts() { return {payment(), stock(), chef()}; }
inline std::vector<Arrival> two_facts() { return {payment(), stock()}; }
/// All three facts, the last two at once. With faults on top, three at once can make a hundred
/// times as many worlds, and show nothing more.
inline std::vector<Arrival> two_at_last() { return {payment(), {stock(), 1min}, {chef(), 1min}}; }
/// All three facts, three times, and each of them once at the end.
inline std::vector<std::array<Event, 3>> each_once_last() {
  return {{payment(), stock(), chef()}, {stock(), chef(), payment()}, {chef(), payment(), stock()}};
}

/// The kitchen and what reaches it. Sweeps come late enough for answers that give up, or announce
/// what a late timer has decided, in one of them.
inline Scenario kitchen_with(std::vector<Arrival> facts, Overlap overlap = Overlap::full,
                             Faults faults = {}) {
  return {.services = {kitchen::service},
          .events = std::move(facts),
          .sweeps = {31min, 32min, 33min, 35min},
          .faults = faults,
          .overlap = overlap};
}
/// The same, one delivery after another.
inline Scenario calm_kitchen_with(std::vector<Arrival> facts, Faults faults = {}) {
  return kitchen_with(std::move(facts), Overlap::none_any_order, faults);
}

/// Sweeps for an order whose first handler may have taken half an hour.
inline const std::vector<eda::Duration> two_deadlines{31min, 35min, 61min, 65min};

/// Announcements of the kitchen as text, each fact once: "42 timed out without chef".
inline std::vector<std::string> announced(const Outcome& outcome) {
  std::vector<std::string> words;
  for (const std::string& type : {kitchen::ready, kitchen::timed_out})
    for (const Event& fact : outcome.facts(type)) words.push_back(pizza::in_words(fact));
  std::ranges::sort(words);
  return words;
}

MATCHER_P(announces_all_of, sorted,
          (negation ? "does not announce " : "announces ") + testing::PrintToString(sorted)) {
  *result_listener << "announces " << testing::PrintToString(announced(arg));
  return announced(arg) == sorted;
}
/// Matches an outcome in which the kitchen announces these, in any order, and nothing else.
inline auto announces(std::vector<std::string> words) {
  std::ranges::sort(words);
  return announces_all_of(words);
}

inline const auto is_ready = announces({"42 is ready"});
inline const auto lacks_chef = announces({"42 timed out without chef"});

/// Matches an outcome in which one end is announced, whichever.
MATCHER(ends_once, negation ? "does not announce one end" : "announces one end") {
  *result_listener << "announces " << testing::PrintToString(announced(arg));
  return announced(arg).size() == 1;
}
MATCHER(ends_both_ways, negation ? "is not both ready and given up" : "is ready and given up") {
  return arg.count(kitchen::ready) * arg.count(kitchen::timed_out) > 0;
}

/// When the kitchen first says this of an order, in an outcome that is timed().
inline eda::Duration first_said(const Outcome& outcome, const std::string& type,
                                const std::string& order_id = "42") {
  return first_at(outcome, testing::AllOf(has_type(type), has_data("orderId", order_id)));
}

/// Matches an outcome in which order 42 is given up half an hour after its start, or at most five
/// minutes later.
MATCHER(gives_up_in_time, "gives up after 30 to 35 minutes") {
  return first_said(arg, kitchen::timed_out) >= 30min &&
         first_said(arg, kitchen::timed_out) <= 35min;
}

/// Ends of an order 42 that has only been paid, and of an order 43 that only has its stock.
inline const std::string end_of_42 = "42 timed out without chef inventory";
inline const std::string end_of_43 = "43 timed out without chef payment";

/// Two tickets of an order and what is announced when the third does not come.
struct Incomplete {
  Event first, second;
  std::string end;
};
inline std::vector<Incomplete> each_lacking_one() {
  return {{payment(), stock(), "42 timed out without chef"},
          {stock(), chef(), "42 timed out without payment"},
          {payment(), chef(), "42 timed out without inventory"}};
}

}  // namespace kitchen_tests
