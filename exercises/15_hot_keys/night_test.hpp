#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "check/under_load.hpp"
#include "fixtures/rush.hpp"
#include "hot_keys.hpp"

/// Common parts of the tests of the offer.
namespace night {

using namespace check;
using rush::Flaw;

/// Hints that a test has in place of rush::hint_of.
using Hints = std::map<Flaw, std::string>;

/// Claims of `vouchers` vouchers, which are counted an hour after the last claim.
inline Scenario claims(int vouchers, std::vector<Arrival> requests, Faults faults = {},
                       Overlap overlap = Overlap::full) {
  const eda::Duration last =
      std::max_element(requests.begin(), requests.end(), [](const Arrival& a, const Arrival& b) {
        return a.at < b.at;
      })->at;
  requests.emplace_back(rush::count_claimed(vouchers), last + 1h);
  return {.services = {offers::service},
          .events = std::move(requests),
          .faults = std::move(faults),
          .overlap = overlap};
}

/// Claims of these orders at the counter, all at once.
inline std::vector<Arrival> at_once(const std::vector<std::string>& orders, int vouchers) {
  std::vector<Arrival> requests;
  for (const std::string& order : orders) requests.emplace_back(rush::claim(order, vouchers));
  return requests;
}

inline rush::Answers answers_in(const sim::Outcome& outcome, const Scenario& scenario) {
  rush::Answers all{.claimed = answer_in(outcome, "claimed")};
  for (const auto& [request, at] : scenario.events) {
    if (request.data.contains("vouchers")) all.vouchers = request.data.at("vouchers");
    if (!request.data.contains("orderId")) continue;
    std::vector<Json>& told = all.by_order[request.data.at("orderId")];
    for (const sim::Answered& one : outcome.answers(request.id)) told.push_back(one.value);
  }
  return all;
}

inline Rule rule_for(Flaw flaw, const Hints& hints = {}) {
  const auto other = hints.find(flaw);
  return {rush::rule_of(flaw), other == hints.end() ? rush::hint_of(flaw) : other->second};
}

/// Fails unless the answers of an outcome agree with the vouchers.
inline void judge(const Outcome& outcome, const Scenario& scenario, const Hints& hints = {}) {
  const Flaw flaw = rush::flaw_in(answers_in(outcome, scenario));
  if (flaw != Flaw::none) FAIL() << outcome.story(rule_for(flaw, hints));
}

/// Fails unless they agree in every outcome of `scenario`.
inline void always_right(const Scenario& scenario, const Hints& hints = {}) {
  for (const Outcome& outcome : every_outcome_of(scenario)) judge(outcome, scenario, hints);
}

/// Claims of these orders through the queue, the same time apart, in the first `within`.
inline Scenario rush_of(const std::vector<std::string>& orders, int vouchers,
                        eda::Duration within) {
  std::vector<Arrival> requests;
  for (const std::string& order : orders)
    requests.emplace_back(rush::queued_claim(order, vouchers),
                          within * int(requests.size()) / int(orders.size()));
  return timed(claims(vouchers, std::move(requests)));
}

/// A call takes 10 to 30 ms, and a row takes 10 writes a second.
inline const Load friday_night{.call = Times::uniform(10ms, 30ms), .writes_per_row = 10};

/// Moment of the last answer to a claim of `scenario`, which is timed; max(): one has none.
inline eda::Duration last_answer(const sim::Outcome& outcome, const Scenario& scenario) {
  eda::Duration last{};
  for (const auto& [request, at] : scenario.events) {
    if (!request.data.contains("orderId")) continue;
    const std::vector<sim::Answered> answers = outcome.answers(request.id);
    last = answers.empty() ? eda::Duration::max() : std::max(last, answers.back().at);
  }
  return last;
}

}  // namespace night
