#include "probe_test.hpp"

using namespace night;

namespace {

const std::vector<Course> courses{delivered(), declined(), sold_out(), taken_back()};

/// The answer's platform and service. Limits have no effect on one order.
Shop one_shop() { return {own_platform(), {}, own_shipping()}; }

/// True if a service hears that type on the bus, and not in a queue.
bool is_heard(const std::string& type) {
  for (const eda::Service& service : ecommerce::services(own_platform(), own_shipping()))
    for (const eda::Subscription& subscription : service.subscriptions)
      if (std::count(subscription.types.begin(), subscription.types.end(), type) > 0) return true;
  return false;
}

const Hints lost{
    {Breach::lost, "Faster, minus eleven orders."},
    {Breach::stuck, "A handler died. Who does the rest of its work, and who waits behind it?"}};

/// Shipping alone. It is cancelled before it is paid and reserved.
void never_ships_a_cancelled_order() {
  const Rule rule{.says = "what was cancelled before it was paid and reserved is not shipped",
                  .hint = "The cancellation was first. Who has kept it in mind?"};
  const Event placed = ecommerce::placed_at_the_door({});
  const auto fact = [&](const std::string& type) {
    return ecommerce::fact_about(type, placed.data);
  };
  const std::vector<Event> facts{fact(ecommerce::payment_completed),
                                 fact(ecommerce::inventory_reserved)};
  for (std::size_t first : {0u, 1u}) {
    const Scenario scenario{.services = {shipping::service},
                            .events = {{fact(ecommerce::order_cancelled), first * 1min},
                                       {facts[first], 2min - first * 2min},
                                       {facts[1 - first], 3min}},
                            .faults = {.duplicates_per_event_max = 1, .duplicates_max = 1}};
    for (const Outcome& outcome : every_outcome_of(scenario))
      ASSERT_EQ(outcome.count(shipping::shipped), 0) << outcome.story(rule);
  }
}

/// Shipping alone, without a carrier, and with a store that answers badly once.
void ships_in_bad_weather() {
  const Rule ships{.says = "what is paid and reserved is shipped, whatever the store answers",
                   .hint = "The store was busy, or answered with an old row. What then?"};
  const Rule waits{.says = "what the carrier has not handed over is not delivered",
                   .hint = "Who has seen it arrive?"};
  const Event placed = ecommerce::placed_at_the_door({});
  const Scenario scenario{
      .services = {shipping::service},
      .events = {ecommerce::fact_about(ecommerce::payment_completed, placed.data),
                 ecommerce::fact_about(ecommerce::inventory_reserved, placed.data)},
      .faults = {.crashes_max = 1, .stale_reads_max = 1, .throttles_max = 1, .unknowns_max = 1}};
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    ASSERT_EQ(outcome.count(shipping::shipped), 1) << outcome.story(ships);
    ASSERT_EQ(outcome.count(shipping::delivered), 0) << outcome.story(waits);
  }
}

}  // namespace

TEST(order, e2e_single) {
  for (const Course& course : courses) always_right(one_order(one_shop(), course), course);
  never_ships_a_cancelled_order();
}

TEST(reorder, e2e) {
  for (const Course& course : courses)
    always_right(one_order(one_shop(), course, {{}, Overlap::full, false}), course);
  must_balance(run_night(
      own_shop(), {.stretches = {{1min, 500}}, .rates = {.late = 0.05}, .judged_at = 15min}));
}

TEST(duplicate, e2e) {
  for (const std::string& type :
       {ecommerce::door_order, ecommerce::order_placed, ecommerce::payment_completed,
        ecommerce::inventory_reserved, ecommerce::order_confirmed, ecommerce::shipping_shipped,
        ecommerce::carrier_delivered}) {
    if (!is_heard(type)) continue;
    const Faults copies{
        .duplicates_per_event_max = 1, .duplicates_max = 1, .duplicates_of = {type}};
    always_right(one_order(one_shop(), delivered(), {copies, Overlap::full}), delivered(), {},
                 true);
  }
  Night night = run_night(own_shop(), {.stretches = {{1min, 500}}, .rates = {.copies = 0.05}});
  night.ending.counts_letters = true;
  must_balance(night);
}

TEST(crash, random_1_percent) {
  ships_in_bad_weather();
  for (const Course& course : courses)
    always_right(one_order(one_shop(), course, {{.crashes_max = 1}, Overlap::full, false}), course,
                 lost);
  for (unsigned seed = 1; seed <= 3; ++seed) {
    const Night night =
        run_night(own_shop(), {.stretches = {{1min, 500}}, .rates = {.crashes = 0.01}}, seed);
    must_balance(night, lost);
  }
}
