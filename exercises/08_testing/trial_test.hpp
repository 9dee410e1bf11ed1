#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "check/answer.hpp"
#include "check/check.hpp"
#include "fixtures/pizza.hpp"
#include "testing.hpp"

/// The trial: reads a schedule of indictment.json, plays it, and looks for the proof of its count.
namespace trial {

using namespace check;

/// Types of the facts that a proof looks for.
struct Names {
  std::string refund, timeout, ready = "com.pizzaco.kitchen.ready";
};
inline const Names names_of_the_sample{"com.pizzaco.payment.refund", "com.pizzaco.order.timeout"};
inline const Names names_of_right_kitchens{"com.pizzaco.payment.refunded",
                                           "com.pizzaco.kitchen.timedout"};

/// Right kitchens, which no schedule may convict. The facilitators' files add two.
using RightKitchens = std::vector<eda::Service>;
RightKitchens& right_kitchens();
/// The service that refunds beside a right kitchen.
eda::Service payment_service();

struct Count {
  std::string name;  ///< "count_1_two_pizzas"
  eda::Service (*accused)();
  /// Returns what the proof lacks; empty: the count is proved.
  std::string (*lacks)(const Played&, const Names&);
  Rule rule;
};

/// Returns the outcome of the schedule: order 123, its three facts, and the services.
inline Played played(std::vector<eda::Service> services, const std::vector<std::string>& schedule,
                     Verbs verbs) {
  return play({.services = std::move(services),
               .events = {pizza::payment_completed("123"), pizza::inventory_reserved("123"),
                          pizza::chef_assigned("123")}},
              schedule, verbs);
}

/// Returns the schedule of a count in indictment.json.
inline std::vector<std::string> schedule_of(const std::string& count) {
  const std::string place = "/" + count + "/schedule";
  std::vector<std::string> entries;
  for (const Json& entry : part(place, Kind::list)) {
    if (!entry.is_string())
      reject({.says = "each entry of a schedule is a text", .hint = R"(Write it as "run I".)"},
             fmt::format("  Entry {} of {}: {}\n", entries.size() + 1, place,
                         entry.dump(-1, ' ', true).substr(0, 60)));
    entries.push_back(entry.get<std::string>());
  }
  if (entries.empty())
    reject({.says = place.substr(1) + " has entries",
            .hint = "Begin with \"run I\", and read what is printed then."});
  return entries;
}

inline void require_reason(const std::string& count) {
  const std::string because = part("/" + count + "/because", Kind::text);
  if (because.find_first_not_of(" \t\n") == std::string::npos)
    reject(
        {.says = count + "/because gives a reason",
         .hint = "One sentence for the jury: which two lines meet, and what does each believe?"});
}

/// Fails the test unless the schedule proves the count on the accused, and on no right kitchen.
/// `is_shown`: the schedule is printed and drawn also then.
inline void convict(const Count& count, bool is_shown = false) {
  const std::vector<std::string> schedule = schedule_of(count.name);
  require_reason(count.name);
  const Played trial = played({count.accused()}, schedule, Verbs::strict);
  const std::string lacks = count.lacks(trial, names_of_the_sample);
  ASSERT_TRUE(lacks.empty()) << "This schedule proves nothing yet: " << lacks << ".\n"
                             << trial.story(count.rule);
  if (is_shown) trial.show();
  for (const eda::Service& kitchen : right_kitchens()) {
    const Played fair = played({kitchen, payment_service()}, schedule, Verbs::loose);
    ASSERT_NE(count.lacks(fair, names_of_right_kitchens), "")
        << "The same schedule convicts a right kitchen, so the referee has made a mistake. Please "
           "show it to your facilitators.\n"
        << fair.story(count.rule);
  }
}

/// True if a delivery whose name begins with `base` has ended before `limit`.
inline bool has_ended(const Played& trial, const std::string& base,
                      eda::Duration limit = eda::Duration::max()) {
  return std::ranges::any_of(trial.deliveries(), [&](const NamedDelivery& one) {
    return one.who.starts_with(base) && one.has_ended && one.ended < limit;
  });
}

inline std::string found(int count, const std::string& type) {
  return fmt::format("{} {}", count == 0 ? "no" : std::to_string(count),
                     type.substr(type.find('.', 4) + 1));
}

inline std::string lacks_two_pizzas(const Played& trial, const Names& names) {
  const int pizzas = trial.count(names.ready);
  return pizzas >= 2 ? "" : "there is " + found(pizzas, names.ready);
}

inline std::string lacks_no_pizza_ever(const Played& trial, const Names& names) {
  if (trial.count(names.ready) > 0) return "there is a pizza";
  for (const char* base : {"P", "I", "C"})
    if (!has_ended(trial, base, 30min))
      return fmt::format("no delivery of {} has ended before minute 30", base);
  return "";
}

inline std::string lacks_eaten_and_refunded(const Played& trial, const Names& names) {
  const int pizzas = trial.count(names.ready), refunds = trial.count(names.refund);
  if (pizzas >= 1 && refunds >= 1) return "";
  return "there is " + found(pizzas, names.ready) + ", and " + found(refunds, names.refund);
}

inline std::string lacks_two_refunds(const Played& trial, const Names& names) {
  const int refunds = trial.count(names.refund);
  return refunds >= 2 ? "" : "there is " + found(refunds, names.refund);
}

inline std::string lacks_paid_but_cancelled(const Played& trial, const Names& names) {
  if (trial.count(names.timeout) == 0) return "there is no order.timeout";
  if (trial.count(names.refund) > 0) return "the payment is refunded";
  // Of the publications before the end of P, one is the time-out.
  const NamedDelivery* late = nullptr;
  for (const NamedDelivery& one : trial.deliveries()) {
    const auto& published = trial.published();
    const auto end = published.begin() + std::ptrdiff_t(one.published_before_end);
    if (one.who.starts_with("P") && one.has_ended && late == nullptr &&
        std::any_of(published.begin(), end,
                    [&](const auto& fact) { return fact.event.type == names.timeout; }))
      late = &one;
  }
  if (late == nullptr) return "no delivery of P has ended after order.timeout";
  const bool is_swept = std::ranges::any_of(trial.deliveries(), [&](const NamedDelivery& one) {
    return one.who.starts_with("sweep") && one.begun_at >= late->ended_at;
  });
  return is_swept ? "" : "no sweep began after P had ended, so there may still be a refund";
}

inline std::string lacks_a_pizza_after_the_end(const Played& trial, const Names& names) {
  const int pizzas = trial.count(names.ready), timeouts = trial.count(names.timeout);
  if (pizzas >= 1 && timeouts >= 1) return "";
  return "there is " + found(pizzas, names.ready) + ", and " + found(timeouts, names.timeout);
}

inline const Count two_pizzas{
    "count_1_two_pizzas",
    sample::kitchen,
    lacks_two_pizzas,
    {.says = "count 1 is proved by two kitchen.ready with different ids",
     .hint = "The pizza is baked by whoever finds the set complete. Who else can find it so, and "
             "what must each of them not have seen?"}};

inline const Count no_pizza_ever{
    "count_2_no_pizza_ever",
    sample::kitchen,
    lacks_no_pizza_ever,
    {.says = "count 2 is proved when P, I and C have each ended, and there is no kitchen.ready",
     .hint = "\"Processed already\" is written down before the work is done. Die in between."}};

inline const Count eaten_and_refunded{
    "count_3_eaten_and_refunded",
    sample::kitchen,
    lacks_eaten_and_refunded,
    {.says = "count 3 is proved by a kitchen.ready and a payment.refund",
     .hint = "A sweep goes by a list that it has read a moment ago, and a late fact by the set "
             "alone. Which of the two looks at what the other has done?"}};

inline const Count refunded_for_ever{
    "count_4_refunded_for_ever",
    sample::kitchen,
    lacks_two_refunds,
    {.says = "count 4 is proved by two payment.refund with different ids",
     .hint = "What does a sweep change in the order, so that the next one leaves it alone?"}};

inline const Count paid_but_cancelled{
    "count_5_paid_but_cancelled",
    repaired::kitchen,
    lacks_paid_but_cancelled,
    {.says = "count 5 is proved when the order has timed out, P ends after that, a sweep begins "
             "after that, and there is no payment.refund",
     .hint = "The order is over. Who still comes, and who looks at it then?"}};

inline const Count badge{
    "count_6_badge",
    repaired::kitchen,
    lacks_a_pizza_after_the_end,
    {.says = "count 6 is proved by an order.timeout and a kitchen.ready",
     .hint = "The defence has guarded one write of the status. Who else writes it?"}};

}  // namespace trial
