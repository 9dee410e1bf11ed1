#pragma once

#include <map>
#include <string>
#include <vector>

#include "figures_test.hpp"

/// Common parts of the tests of one order.
namespace night {

/// Course of an order, and the outcome that it must have.
struct Course {
  Order order{};
  int stock = 1;
  bool is_taken_back = false;  ///< by the customer, at the same time
  std::string outcome{};       ///< "confirmed" or "cancelled"; empty: either
};
inline Course delivered() { return {.outcome = "confirmed"}; }
inline Course declined() { return {.order = {.card = "declined"}, .outcome = "cancelled"}; }
inline Course sold_out() { return {.stock = 0, .outcome = "cancelled"}; }
inline Course taken_back() { return {.is_taken_back = true}; }

using Hints = std::map<Breach, std::string>;

/// Faults, overlap and services in a test of one order.
struct Scope {
  Faults faults{};
  Overlap overlap = Overlap::none_any_order;
  /// The services that only read, and an hour later the questions of the head office. Without them
  /// there are fewer worlds.
  bool has_readers = true;
};

/// The shop with one order.
inline Scenario one_order(const Shop& shop, const Course& course, Scope scope = {}) {
  Scenario scenario = shop_with(shop, {{course.order.product, course.stock}});
  scenario.events.emplace_back(ecommerce::placed_at_the_door(course.order));
  if (course.is_taken_back) scenario.events.emplace_back(ecommerce::taken_back(course.order));
  for (const std::string& type : {ecommerce::list_views, ecommerce::sum_sales})
    if (scope.has_readers) scenario.events.emplace_back(ecommerce::asked(type), 1h);
  if (!scope.has_readers) {
    std::erase_if(scenario.services, [](const eda::Service& service) {
      return service.name == "notification" || service.name == "views" ||
             service.name == "analytics";
    });
    scenario.queues.emplace_back("views", true);  // without a reader
  }
  scenario.faults = std::move(scope.faults);
  scenario.overlap = scope.overlap;
  return scenario;
}

/// The first thing that is wrong in an outcome of one_order().
inline std::optional<ecommerce::Wrong> wrong_in(const Outcome& outcome, const Course& course,
                                                bool counts_letters = false) {
  ecommerce::Ending ending =
      ending_of(outcome, {course.order}, {{course.order.product, course.stock}});
  ending.counts_letters = counts_letters;
  if (ending.sales.is_null()) ending.letters = nullptr;
  if (auto wrong = ecommerce::wrong_in(ending)) return wrong;
  if (!course.outcome.empty() && outcome.count("com.shop.order." + course.outcome) != 1)
    return ecommerce::Wrong{Breach::outcome, "the order is not " + course.outcome};
  return {};
}

inline Rule rule_for(const ecommerce::Wrong& wrong, const Hints& hints = {}) {
  const auto [rule, hint] = ecommerce::words_of(wrong.breach);
  const auto other = hints.find(wrong.breach);
  return {rule + " (" + wrong.what + ")", other == hints.end() ? hint : other->second};
}

/// Fails unless the books are right. Says so once in a test.
inline void must_be_right(const Outcome& outcome, const Course& course, const Hints& hints = {},
                          bool counts_letters = false) {
  if (testing::Test::HasFailure()) return;
  if (const auto wrong = wrong_in(outcome, course, counts_letters))
    FAIL() << outcome.story(rule_for(*wrong, hints));
}

/// Fails unless the books are right in every outcome.
inline void always_right(const Scenario& scenario, const Course& course, const Hints& hints = {},
                         bool counts_letters = false) {
  if (testing::Test::HasFailure()) return;
  for (const Outcome& outcome : every_outcome_of(scenario))
    must_be_right(outcome, course, hints, counts_letters);
}

/// Fails unless the books of a night are right.
inline void must_balance(const Night& night, const Hints& hints = {}) {
  if (const auto wrong = ecommerce::wrong_in(night.ending))
    reject(rule_for(*wrong, hints), night.simulation.summary());
}

/// Fails unless the objective is met, for the admitted orders.
inline void must_meet_objective(const Night& night,
                                const std::string& hint = "Who waits for whom?") {
  const Figures figures = figures_of(night, own_platform());
  const std::string seen =
      night.simulation.summary() + "\n" + ecommerce::text_of("this run", figures);
  const Rule in_time{.says = "95 of 100 admitted orders have an outcome within 30 seconds",
                     .hint = hint};
  if (figures.p95_s > 30) reject(in_time, seen);
  const Rule few_errors{.says = "of 1000 admitted orders one may have no outcome in ten minutes",
                        .hint = hint};
  if (night.late * 1000 > night.admitted()) reject(few_errors, seen);
  const double minutes = double(night.traffic_ends.count()) / 60'000;
  const Rule admits{.says = "1000 orders a minute are admitted when they are offered",
                    .hint = "You turned away whom you could have served."};
  constexpr double counting = 0.97;  // the last ones of a minute may come in the next
  if (night.in_time < counting * std::min(1000 * minutes, double(night.offered)))
    reject(admits, seen);
  const Rule drains{.says = "two minutes after the last order, nothing waits", .hint = hint};
  if (night.last - std::max(night.last_admitted, night.traffic_ends) > 2min) reject(drains, seen);
}

}  // namespace night
