#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "fixtures/orders.hpp"
#include "idempotency.hpp"

/// Common parts of the hidden tests of the payment service.
namespace payment_tests {

using namespace check;
using shop::Attempt, shop::told;

/// Intents. Of one order only one is charged, and by order and cents its charge is found, whatever
/// the keys are.
inline const Attempt paid{};
inline const Attempt paid_too{.order_id = "421", .cents = 990};
inline const Attempt declined{.card = "declined"};
inline const Attempt retried{.number = 2};
/// The same intent as `paid`, told by another event.
inline const Attempt retold{.told_as = "order-42-told-again"};

/// The payment service and what reaches it, with sweeps 10, 11 and 12 minutes after each event.
inline Scenario till_with(std::vector<Arrival> orders, Overlap overlap, Faults faults = {}) {
  std::set<eda::Duration> sweeps;
  for (const Arrival& order : orders)
    for (const eda::Duration later : {10min, 11min, 12min}) sweeps.insert(order.at + later);
  return {.services = {payment::service},
          .events = std::move(orders),
          .sweeps = {sweeps.begin(), sweeps.end()},
          .faults = std::move(faults),
          .overlap = overlap};
}
/// Every overlap of the handlers.
inline Scenario busy(std::vector<Arrival> orders, Faults faults = {}) {
  return till_with(std::move(orders), Overlap::full, std::move(faults));
}
/// One delivery after another.
inline Scenario calm(std::vector<Arrival> orders, Faults faults = {}) {
  return till_with(std::move(orders), Overlap::none_any_order, std::move(faults));
}

/// Charges for that intent: of its order and its cents.
inline std::vector<Json> charges_for(const Outcome& outcome, const Attempt& intent) {
  std::vector<Json> charges;
  for (const Json& entry : outcome.held("gateway").at("book"))
    if (intent.is_accepted() && entry.at("status") == "charged" &&
        entry.at("order") == intent.order_id && entry.at("cents") == intent.cents)
      charges.push_back(entry);
  return charges;
}
inline std::ptrdiff_t charges_count(const Outcome& outcome) {
  return std::ranges::count_if(outcome.held("gateway").at("book"),
                               [](const Json& entry) { return entry.at("status") == "charged"; });
}

/// The facts of that type about an intent.
inline std::vector<Event> facts_about(const Outcome& outcome, const std::string& type,
                                      const Attempt& intent) {
  std::vector<Event> facts = outcome.facts(type);
  std::erase_if(facts, [&](const Event& fact) {
    return !testing::Matches(testing::AllOf(has_data("orderId", intent.order_id),
                                            has_data("attempt", intent.number),
                                            has_data("cents", intent.cents)))(fact);
  });
  return facts;
}

/// Rules for an intent: one for each way to end wrongly.
struct Rules {
  Rule twice{.says = "an intent is charged once, whatever is told twice and whoever dies",
             .hint = "By what does the gateway recognise that it is the same request?"};
  Rule never{.says = "an intent whose card is accepted is charged",
             .hint = "The card is good, and nobody has charged it. Who took it to be done?"};
  Rule lied{.says = "`failed` is said of an intent whose card was declined, and of no other",
            .hint = "What did the gateway answer, and what did you make of it?"};
  Rule silent{.says = "every intent is announced, as completed or as failed",
              .hint = "The gateway has decided, and nobody was told. Who says it now?"};
  Rule repeated{
      .says = "an intent is announced by one fact, however many handlers say it",
      .hint = "Facts are told apart by `source` and `id`. Where does the `id` come from?"};
  Rule keyed{.says = "`paymentId` is the key that the gateway has charged under",
             .hint = "Under which key was the card charged, and who has kept it?"};
  Rule strange{.says = "nothing is charged, or announced, that is no intent",
               .hint = "Compare order, attempt and cents with those of the event."};
};

/// Fails unless each of `intents`, and nothing else, is charged or declined once and announced
/// once, in every outcome of `scenario`.
inline void settles(const Scenario& scenario, const std::vector<Attempt>& intents,
                    const Rules& rules = {}) {
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    int said = 0, charged = 0;
    for (const Attempt& intent : intents) {
      const bool is_good = intent.is_accepted();
      const std::vector<Json> charges = charges_for(outcome, intent);
      const auto completed = facts_about(outcome, payment::completed, intent);
      const auto failed = facts_about(outcome, payment::failed, intent);
      ASSERT_LE(charges.size(), 1u) << outcome.story(rules.twice);
      ASSERT_TRUE((is_good ? failed : completed).empty()) << outcome.story(rules.lied);
      ASSERT_EQ(charges.size(), is_good ? 1u : 0u) << outcome.story(rules.never);
      const std::vector<Event>& facts = is_good ? completed : failed;
      ASSERT_GE(facts.size(), 1u) << outcome.story(rules.silent);
      ASSERT_LE(facts.size(), 1u) << outcome.story(rules.repeated);
      if (is_good) {
        ASSERT_THAT(facts[0], has_data("paymentId", charges[0].at("key")))
            << outcome.story(rules.keyed);
        ++charged;
      }
      ++said;
    }
    ASSERT_EQ(charges_count(outcome), charged) << outcome.story(rules.strange);
    ASSERT_EQ(outcome.count(payment::completed) + outcome.count(payment::failed), said)
        << outcome.story(rules.strange);
  }
}

inline const Faults a_copy{.duplicates_per_event_max = 1};
inline const Faults a_copy_and_a_crash{.duplicates_per_event_max = 1, .crashes_max = 1};

}  // namespace payment_tests
