#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "fixtures/desk.hpp"
#include "fixtures/field.hpp"
#include "outbox.hpp"

/// Common parts of the hidden tests of the outbox.
namespace outbox_tests {

using namespace check;

/// Commands to order 42. The id of the second addition sorts before that of the first.
inline const Event placed_42 = desk::place_order({.command_id = "c-5", .cents = 1000});
inline const Event olives = desk::add_item({.command_id = "c-7", .cents = 300});
inline const Event capers = desk::add_item({.command_id = "c-2", .cents = 550});
inline Event placed(const std::string& order_id) {
  return desk::place_order({.command_id = "c-9", .cents = 700, .order_id = order_id});
}

/// The commands, and a postman one, two and three minutes after the last of them.
inline Scenario desk_with(std::vector<Arrival> commands, Faults faults = {},
                          Overlap overlap = Overlap::full) {
  eda::Duration last{};
  for (const Arrival& command : commands) last = std::max(last, command.at);
  return {.services = {orders::service},
          .events = std::move(commands),
          .sweeps = {last + 1min, last + 2min, last + 3min},
          .faults = std::move(faults),
          .overlap = overlap,
          .observed = {.order = true}};
}
/// The same, and another postman in the first of these minutes.
inline Scenario with_two_postmen(Scenario scenario) {
  scenario.sweeps.insert(scenario.sweeps.begin(), scenario.sweeps.front());
  return scenario;
}

/// Announcements of an order, in the order of the first copies: "2 itemadded 1300". An event that
/// names no order counts for each.
using Facts = std::vector<std::string>;
inline Facts announced(const Outcome& outcome, const std::string& order_id = "42") {
  Facts facts;
  std::vector<std::pair<std::string, std::string>> known;
  for (const auto& [event, by, at] : outcome.published()) {
    const std::pair identity{event.source, event.id};
    if (std::ranges::count(known, identity) > 0) continue;
    known.push_back(identity);
    const Json about = fixtures::field(event, "orderId");
    if (about == order_id) facts.push_back(desk::in_words(event));
    if (!about.is_string()) facts.push_back(event.type + " of no order");
  }
  return facts;
}

inline const Facts one_item{"1 placed 1000", "2 itemadded 1300"};
inline const Facts olives_first{"1 placed 1000", "2 itemadded 1300", "3 itemadded 1850"};
inline const Facts capers_first{"1 placed 1000", "2 itemadded 1550", "3 itemadded 1850"};
inline auto either_first() { return testing::AnyOf(olives_first, capers_first); }

/// The rules on the facts of an order.
struct Rules {
  Rule lost{.says = "a command that is accepted is announced",
            .hint = "The order was changed and nobody heard of it. Where is its letter?"};
  Rule invented{.says = "an accepted command is announced by one fact, and another by none",
                .hint = "Same letter, two numbers: nobody can tell it is the same."};
  Rule order{.says = "the facts of an order go out in their sequence",
             .hint = "Page three went out while page two was still in the drawer."};
  Rule total{.says = "a fact says the number of the change and the total after it",
             .hint = "Which order does the letter describe, and was it ever saved like this?"};

  /// The schedule of an outcome, with the rule that it breaks if `right` is right, or as right as
  /// another order of the same commands.
  std::string story(const Outcome& outcome, const Facts& right,
                    const std::string& order_id = "42") const {
    const Facts facts = announced(outcome, order_id);
    const auto number = [](const std::string& fact) { return std::atoi(fact.c_str()); };
    const bool in_order = std::ranges::is_sorted(facts, {}, number);
    if (facts.size() == right.size()) return outcome.story(in_order ? total : order);
    return outcome.story(facts.size() < right.size() ? lost : invented);
  }
};

}  // namespace outbox_tests
