#pragma once

#include <map>
#include <string>
#include <vector>

#include "figures_test.hpp"

/// Common parts of the tests of one order.
namespace night {

/// What becomes of an order.
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

/// The shop with one order. An hour later the head office asks for its sums, if `has_office`.
inline Scenario one_order(const Shop& shop, const Course& course, Faults faults = {},
                          Overlap overlap = Overlap::none_any_order, bool has_office = true) {
  Scenario scenario = shop_with(shop, {{course.order.product, course.stock}});
  scenario.events.emplace_back(shop::placed_at_the_door(course.order));
  if (course.is_taken_back) scenario.events.emplace_back(shop::taken_back(course.order));
  for (const std::string& type : {shop::list_views, shop::sum_sales})
    if (has_office) scenario.events.emplace_back(asked(type), 1h);
  scenario.faults = std::move(faults);
  scenario.overlap = overlap;
  return scenario;
}

/// The first thing that is wrong in an outcome of one_order().
inline std::optional<shop::Wrong> wrong_in(const Outcome& outcome, const Course& course,
                                           bool counts_letters = false) {
  shop::Ending ending =
      ending_of(outcome, {course.order}, {{course.order.product, course.stock}});
  ending.counts_letters = counts_letters;
  if (auto wrong = shop::wrong_in(ending)) return wrong;
  if (!course.outcome.empty() && outcome.count("com.shop.order." + course.outcome) != 1)
    return shop::Wrong{Breach::outcome, "the order is not " + course.outcome};
  return {};
}

inline Rule rule_for(const shop::Wrong& wrong, const Hints& hints = {}) {
  const auto other = hints.find(wrong.breach);
  return {shop::rule_of(wrong.breach) + " (" + wrong.what + ")",
          other == hints.end() ? shop::hint_of(wrong.breach) : other->second};
}

/// Fails unless the books are right in every outcome.
inline void always_right(const Scenario& scenario, const Course& course, const Hints& hints = {},
                         bool counts_letters = false) {
  for (const Outcome& outcome : every_outcome_of(scenario))
    if (const auto wrong = wrong_in(outcome, course, counts_letters))
      FAIL() << outcome.story(rule_for(*wrong, hints));
}

/// Fails unless the books of a night are right.
inline void must_balance(const Night& night, const Hints& hints = {}) {
  if (const auto wrong = shop::wrong_in(night.ending))
    FAIL() << broken(rule_for(*wrong, hints), night.simulation.summary());
}

}  // namespace night
