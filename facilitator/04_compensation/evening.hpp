#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "compensation.hpp"
#include "fixtures/company.hpp"
#include "fixtures/pizza.hpp"

/// Common parts of the hidden tests of the pizza company.
namespace company_tests {

using namespace check;
using company::Ending;

struct Ordered {
  company::Order order{};
  std::string end{};  ///< that is right: confirmed | cancelled; empty: either
  eda::Duration at{};
};

struct Evening {
  std::vector<Ordered> orders;
  Overlap overlap = Overlap::full;
  Faults faults{};
  std::vector<std::string> without{};  ///< names of services that are not there
  std::vector<Arrival> others{};       ///< further events
};

inline Scenario scenario_of(const Evening& evening) {
  Scenario scenario{.services = {pizzaco::inventory, pizzaco::payment, pizzaco::chef,
                                 pizzaco::orders, pizzaco::customer},
                    .events = evening.others,
                    .faults = evening.faults,
                    .overlap = evening.overlap};
  std::erase_if(scenario.services, [&](const eda::Service& service) {
    return std::ranges::count(evening.without, service.name) > 0;
  });
  for (const Ordered& each : evening.orders)
    scenario.events.emplace_back(company::created(each.order), each.at);
  return scenario;
}

inline Ending ending_of(const company::Order& order, const Outcome& outcome) {
  Ending ending{order, {}, outcome.held("gateway"), outcome.held("mailer")};
  for (const std::string& type :
       {pizzaco::order_confirmed, pizzaco::order_cancelled, pizzaco::inventory_reserved,
        pizzaco::inventory_rejected, pizzaco::inventory_expired, pizzaco::inventory_released,
        pizzaco::payment_completed, pizzaco::payment_failed, pizzaco::payment_refunded,
        pizzaco::chef_assigned, pizzaco::chef_released})
    for (Event& fact : outcome.facts(type)) ending.facts.push_back(std::move(fact));
  return ending;
}

/// Hints of a test, one for each rule that it judges. A rule without a hint is not judged.
struct Hints {
  std::string end{};      ///< of rule 1; of orders at the start, also which end it is
  std::string money{};    ///< of rule 2
  std::string refunds{};  ///< of rule 3
  std::string stock{};    ///< of rule 4; of later orders, whether they get their olives
  std::string chef{};     ///< of rule 5
  std::string letters{};  ///< of rule 6
};

/// Judges all orders of the evening in each of its outcomes, by one rule after the other.
inline void judge(const Evening& evening, const Hints& hints) {
  using Flaw = std::function<std::string(const Ordered&, const Ending&)>;
  const auto by = [](std::string (*flaw)(const Ending&)) -> Flaw {
    return [flaw](const Ordered&, const Ending& ending) { return flaw(ending); };
  };
  const auto of_end = [](const Ordered& each, const Ending& ending) {
    return company::flaw_of_end(ending, each.at == 0min ? each.end : "");
  };
  const auto of_later_order = [](const Ordered& each, const Ending& ending) {
    return each.at == 0min ? "" : company::flaw_of_end(ending, each.end);
  };
  const std::vector<std::pair<Rule, Flaw>> rules{
      {{.says = "an order has one end, the one that its facts lead to", .hint = hints.end}, of_end},
      {{.says = "a confirmed order is charged once, a cancelled one is free", .hint = hints.money},
       by(company::flaw_of_money)},
      {{.says = "payment says that money went back if, and only if, it did", .hint = hints.refunds},
       by(company::flaw_of_refunds)},
      {{.says = "olives of a cancelled order go back once, and no others do", .hint = hints.stock},
       by(company::flaw_of_stock)},
      {{.says = "a later order gets the olives that are back, and not more", .hint = hints.stock},
       of_later_order},
      {{.says = "a confirmed order keeps its chef, a cancelled one has none", .hint = hints.chef},
       by(company::flaw_of_chef)},
      {{.says = "the customer gets one letter, which says how it ended", .hint = hints.letters},
       by(company::flaw_of_letters)}};
  for (const Outcome& outcome : every_outcome_of(scenario_of(evening)))
    for (const auto& [rule, flaw] : rules)
      for (const Ordered& each : evening.orders) {
        if (rule.hint.empty()) continue;
        ASSERT_EQ(flaw(each, ending_of(each.order, outcome)), "")
            << "order " << each.order.id << "\n"
            << outcome.story(rule);
      }
}

/// One copy of one fact of that type.
inline Faults twice(const std::string& type) {
  return {.duplicates_per_event_max = 1, .duplicates_max = 1, .duplicates_of = {type}};
}

}  // namespace company_tests
