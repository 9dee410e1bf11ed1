#include "fixtures/shop/alarms.hpp"
#include "probe_test.hpp"

using namespace night;

namespace {

/// Orders for a quarter of an hour, while something is down from the second minute to the twelfth.
Traffic sleepy() { return {.stretches = {{13min, 150}}, .judged_at = 16min}; }

/// Fails unless the books are right, and all that came before is done after 14 minutes.
void must_catch_up(const Night& night) {
  const Hints hints{{Breach::stuck, "The backlog is made of retries."}};
  must_balance(night, hints);
  const Rule drained{.says = "two minutes after it is back, nothing waits",
                     .hint = hints.at(Breach::stuck)};
  if (night.last > 14min) reject(drained, night.simulation.summary());
}

/// Readings of the control room, one for each minute of a night.
std::vector<ecommerce::Reading> readings_of(const Night& night, Duration until) {
  std::map<std::string, Duration> confirmed, shipped;
  for (const auto& [event, by, at] : night.simulation.published()) {
    if (event.type == ecommerce::order_confirmed)
      confirmed.try_emplace(ecommerce::order_of(event), at);
    if (event.type == ecommerce::shipping_shipped)
      shipped.try_emplace(ecommerce::order_of(event), at);
  }
  const auto& queues = night.simulation.measures().queues;
  std::vector<ecommerce::Reading> minutes;
  for (Duration at = 1min; at <= until; at += 1min) {
    ecommerce::Reading reading;
    for (const Duration failed : queues.at("payment").failed_at)
      reading.payment_failures += at - 1min <= failed && failed < at;
    for (const auto& [order, since] : confirmed)
      if (const auto end = shipped.find(order);
          since <= at && (end == shipped.end() || at < end->second))
        reading.oldest_unshipped = std::max(reading.oldest_unshipped, at - since);
    minutes.push_back(reading);
  }
  minutes.back().dead_letters = int(queues.at("shipping").dead_letters.size());
  return minutes;
}

using Rings = std::map<std::string, int>;

/// Fails unless the alarms ring so often on a night with that traffic.
void must_ring(const Traffic& traffic, const Rings& rings, const std::string& hint) {
  const Rule once{.says = "the alarm rings once for an incident, and never on a quiet night",
                  .hint = hint};
  const Night night = run_night(own_shop(), traffic);
  if (traffic.outages.empty() || traffic.outages.front().order.empty()) must_balance(night);
  const Rings heard = ecommerce::rings_of(readings_of(night, traffic.judged_at));
  if (heard != rings)
    reject(once, "  It rang: " + Json(heard).dump() + ", it should: " + Json(rings).dump() +
                     "\n  " + night.simulation.summary());
}

}  // namespace

TEST(timeout, ten_minutes_down) {
  Traffic traffic = sleepy();
  traffic.outages = {{.service = "shipping", .from = 2min, .until = 12min}};
  must_catch_up(run_night(own_shop(), traffic));
  traffic.outages.clear();
  traffic.weather = {{"gateway", sim::Weather::Kind::down, 2min, 12min}};
  must_catch_up(run_night(own_shop(), traffic));
}

TEST(sim, load_1000) {
  const Night night = run_night(own_shop(), {.stretches = {{5min, 1000}}});
  must_meet_objective(night, "One lane for the city.");
  must_balance(night);
}

TEST(sim, load_flash_sale) {
  const Night night = run_night(own_shop(), {.stretches = {{5min, 200, 1500}}, .on_offer = 0.9});
  must_meet_objective(night, "Everyone at one till: which key?");
  must_balance(night);
}

TEST(sim, burst_is_shed_not_lost) {
  const Night night = run_night(
      own_shop(), {.stretches = {{1min, 1000}, {30s, 4000}, {1min, 1000}}, .gives_up = 0.1});
  const Hints hints{
      {Breach::stuck, "You had said yes. Refuse at the door, before the first write."}};
  must_balance(night, hints);
  must_meet_objective(night, "Everyone was let in and nobody was served in time.");
}

TEST(sim, analytics_and_alerts) {
  const std::string hint = "Which of your limits hides it from the control room?";
  Traffic traffic{.stretches = {{8min, 60}}, .judged_at = 12min};
  must_ring(traffic, {}, hint);
  traffic.outages = {{.service = "shipping", .from = 2min, .until = 7min}};
  must_ring(traffic, {{ecommerce::backlog_age, 1}}, hint);
  traffic.outages.clear();
  traffic.weather = {{"gateway", sim::Weather::Kind::down, 2min, 4min}};
  must_ring(traffic, {{ecommerce::payment_errors, 1}}, hint);
  traffic.weather.clear();
  traffic.stretches = {{1min, 60}};
  traffic.judged_at = 60min;
  traffic.outages = {
      {.service = "shipping", .until = 60min, .type = ecommerce::carrier_delivered, .order = "7"}};
  must_ring(traffic, {{ecommerce::dead_letters, 1}},
            "What could not be handled is gone. Where should it lie, and how soon?");
}
