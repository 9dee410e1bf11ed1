#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/answer.hpp"
#include "check/check.hpp"
#include "check/under_load.hpp"
#include "ecommerce.hpp"
#include "fixtures/shop/books.hpp"
#include "fixtures/shop/platform.hpp"

/// Common parts of the tests of the shop: its parts put together, and loads on it.
namespace night {

using namespace check;
using ecommerce::Breach, ecommerce::Order, ecommerce::Platform;
using eda::Duration;

/// The participant's service of shipping.
inline eda::Handler own_shipping() { return shipping::service.subscriptions.front().handler; }

/// The platform of the answer. The test fails with one sentence while a choice is open.
inline Platform own_platform() try {
  return ecommerce::platform_from(document("platform.json"));
} catch (const std::invalid_argument& error) {
  reject({.says = "platform.json makes each choice", .hint = "TODO 1 is still open."},
         error.what());
}

/// Limits on the platform, as limits.json has them.
struct Limits {
  std::map<std::string, sim::ServiceQueue> queues{};
  sim::Admission admission{};
};

/// Returns the number `name` of `json`. Throws std::invalid_argument unless it is from `least` to
/// `most`.
inline double number_in(const Json& json, const std::string& name, double least, double most) {
  const Json value = ecommerce::member(json, name);
  if (!value.is_number() || value.get<double>() < least || value.get<double>() > most)
    throw std::invalid_argument{"limits.json: \"" + name + "\" is " + value.dump() +
                                ". It must be a number from " + Json(least).dump() + " to " +
                                Json(most).dump() + "."};
  return value;
}

/// Returns the limits that a limits.json describes. Throws std::invalid_argument.
inline Limits limits_from(const Json& json) {
  Limits limits;
  const auto duration = [](double seconds) { return Duration{std::int64_t(seconds * 1000)}; };
  const Json all = ecommerce::member(json, "queues");
  for (const char* name :
       {"order", "payment", "inventory", "shipping", "notification", "views", "analytics"}) {
    const Json queue = ecommerce::member(all, name);
    limits.queues[name] = {.concurrency = int(number_in(queue, "concurrency", 1, 40)),
                           .batch = int(number_in(queue, "batch", 1, 10)),
                           .attempts = int(number_in(queue, "attempts", 1, 1000)),
                           .back_off = duration(number_in(queue, "back_off_s", 0, 900)),
                           .visibility = duration(number_in(queue, "visibility_s", 1, 43'200))};
  }
  const Json door = ecommerce::member(json, "admission");
  if (door.is_null() || door == Json::object()) return limits;
  const Json at = ecommerce::member(door, "at");
  if (at != "door" && at != "queue")
    throw std::invalid_argument{"limits.json: \"at\" is " + at.dump() +
                                ". It must be \"door\" or \"queue\"."};
  limits.admission = {
      .type = ecommerce::door_order, .queue = "payment", .is_at_door = at == "door"};
  if (door.contains("queue_length")) {
    limits.admission.queue_length = int(number_in(door, "queue_length", 1, 1'000'000));
  } else {
    limits.admission.per_minute = number_in(door, "rate_per_minute", 1, 1'000'000);
    limits.admission.burst = int(number_in(door, "burst", 1, 1'000'000));
  }
  return limits;
}

inline Limits own_limits() try {
  return limits_from(document("limits.json"));
} catch (const std::invalid_argument& error) {
  reject({.says = "limits.json sets each limit", .hint = "TODO 3 is still open."}, error.what());
}

/// A part of the traffic at the door: from `per_minute` to `per_minute_to`, evenly.
struct Stretch {
  Duration lasts{};
  double per_minute = 1000, per_minute_to = per_minute;
};

/// Orders that come to the door.
struct Traffic {
  std::vector<Stretch> stretches{};
  double on_offer = 0.05;  ///< part of the orders that are for "offer#1"; the others for 19 more
  bool has_open_door = false;  ///< no admission
  sim::Rates rates{};
  std::vector<sim::Weather> weather{};
  std::vector<sim::Outage> outages{};
  Duration judged_at = 12min;  ///< the end: what has not happened by then is stuck
  double gives_up = 0;         ///< part of the refused customers who do not come again
};

/// A shop: its platform, its limits, and the service of shipping.
struct Shop {
  Platform platform{};
  Limits limits{};
  eda::Handler shipping{};
};
inline Shop own_shop() { return {own_platform(), own_limits(), own_shipping()}; }

constexpr int plenty = 1'000'000;

/// A run of a shop, and its figures.
struct Night {
  sim::Simulation simulation;
  ecommerce::Ending ending{};
  std::vector<Duration> latencies{};  ///< of the admitted orders, to their outcome
  Duration last{};                    ///< moment of the last fact
  Duration traffic_ends{};
  Duration last_admitted{};
  int offered = 0;
  int in_time = 0;  ///< admitted while orders came
  int late = 0;     ///< without an outcome ten minutes after they came

  int admitted() const { return int(ending.orders.size()); }
};

/// Orders of the traffic and their moments. The same traffic and seed give the same orders.
inline std::vector<std::pair<Order, Duration>> orders_of(const Traffic& traffic,
                                                         std::uint64_t seed) {
  std::vector<std::pair<Order, Duration>> orders;
  sim::Random random{seed ^ 0x5407};
  Duration begin{1'000};
  for (const Stretch& stretch : traffic.stretches) {
    double at = 0;
    const double length = double(stretch.lasts.count());
    while (true) {
      const double rate =
          stretch.per_minute + (stretch.per_minute_to - stretch.per_minute) * at / length;
      at += 60'000 / rate * (0.5 + random.unit());
      if (at >= length) break;
      const int number = int(orders.size()) + 1;
      const auto other = 2 + random.below(19);
      orders.emplace_back(
          Order{.id = std::to_string(number),
                .customer = "customer-" + std::to_string(random.below(5000)),
                .product = random.chance(traffic.on_offer) ? "offer#1"
                                                           : "product#" + std::to_string(other),
                .cents = 500 + int(random.below(5000))},
          begin + Duration{std::int64_t(at)});
    }
    begin += stretch.lasts;
  }
  return orders;
}

/// A shop with this stock, and nothing that happens in it yet.
inline Scenario shop_with(const Shop& shop, const std::map<std::string, int>& stock) {
  Scenario scenario{.services = ecommerce::services(shop.platform, shop.shipping)};
  for (const auto& [product, count] : stock)
    for (const eda::Item& row : ecommerce::stock_of(shop.platform, product, count))
      scenario.rows.push_back(row);
  return scenario;
}

/// Last answer to a request of the head office; null: there was none.
inline Json answer_to(const sim::Outcome& outcome, const std::string& type) {
  const auto answers = outcome.answers(type);
  return answers.empty() ? Json{} : answers.back().value;
}

inline std::vector<Event> distinct_facts(const sim::Outcome& outcome) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  std::vector<Event> facts;
  facts.reserve(outcome.published().size());
  for (const auto& [event, by, at] : outcome.published())
    if (seen.emplace(event.source, event.id).second) facts.push_back(event);
  return facts;
}

/// Books of an outcome. `orders` and `stock`: those of the scenario.
inline ecommerce::Ending ending_of(const sim::Outcome& outcome, std::vector<Order> orders,
                                   std::map<std::string, int> stock) {
  ecommerce::Ending ending{.orders = std::move(orders), .stock = std::move(stock)};
  ending.facts = distinct_facts(outcome);
  ending.stored = outcome.held("events").at("events");
  ending.gateway = outcome.held("gateway").at("book");
  ending.letters = outcome.held("mailer").at("letters");
  ending.views = answer_to(outcome, ecommerce::list_views);
  ending.sales = answer_to(outcome, ecommerce::sum_sales);
  return ending;
}

/// The machines of the shop: what a call takes, and what the payment provider can do.
inline sim::Load load_of(const Shop& shop, const Traffic& traffic) {
  sim::Load load;
  load.rates = traffic.rates;
  load.call = Times::uniform(5ms, 45ms);
  load.calls_of = {{"gateway", Times::uniform(100ms, 300ms)}};
  load.capacity = {
      {"gateway",
       {.servers = 27, .time = Times::uniform(500ms, 1500ms), .requests_per_minute_max = 6000}}};
  load.queues = shop.limits.queues;
  load.queues.at("shipping").has_dead_letters = shop.platform.has_dead_letters;
  for (const char* machine : {"outbox", "carrier"})  // not ours to limit
    if (shop.platform.publish == Platform::Publish::outbox || machine != std::string{"outbox"})
      load.queues[machine] = {.attempts = 25, .back_off = 2s};
  load.admission = traffic.has_open_door ? sim::Admission{} : shop.limits.admission;
  load.admission.gives_up = traffic.gives_up;
  load.outages = traffic.outages;
  load.things_of = {
      {"events", "stream"}, {"gateway", "key"}, {"mailer", "text"}, {"fifo", "group"}};
  load.writes_per_row = 10;
  load.until = traffic.judged_at + 1min;
  load.order_of = [](const Event& event) {
    return event.data.is_object() ? event.data.value("orderId", std::string{}) : std::string{};
  };
  return load;
}

/// Runs the shop under that traffic.
inline Night run_night(const Shop& shop, const Traffic& traffic, std::uint64_t seed = 1) {
  std::map<std::string, int> stock{{"offer#1", plenty}};
  for (int i = 2; i <= 20; ++i) stock["product#" + std::to_string(i)] = plenty;
  Scenario scenario = shop_with(shop, stock);
  scenario.weather = traffic.weather;
  scenario.observed.time = true;
  const auto orders = orders_of(traffic, seed);
  for (const auto& [order, at] : orders)
    scenario.events.emplace_back(ecommerce::placed_at_the_door(order), at);
  for (const std::string& type : {ecommerce::list_views, ecommerce::sum_sales})
    scenario.events.emplace_back(ecommerce::asked(type), traffic.judged_at);
  Night night{.simulation = simulate(scenario, load_of(shop, traffic), seed)};
  night.ending = ending_of(night.simulation, {}, std::move(stock));
  for (const Stretch& stretch : traffic.stretches) night.traffic_ends += stretch.lasts;
  night.offered = int(orders.size());
  const auto& measures = night.simulation.measures();
  std::map<std::string, Duration> ended;
  for (const auto& [event, by, at] : night.simulation.published()) {
    night.last = std::max(night.last, at);
    if (event.type == ecommerce::order_confirmed || event.type == ecommerce::order_cancelled)
      ended.try_emplace(event.data.at("orderId"), at);
  }
  for (const auto& [order, at] : orders) {
    const auto refusal = measures.refused.find(order.id);
    const auto came = measures.orders.find(order.id);
    if (refusal != measures.refused.end() && refusal->second.has_given_up) {
      night.ending.refused.insert(order.id);
      continue;
    }
    if (came == measures.orders.end()) continue;  // still refused at the end
    night.ending.orders.push_back(order);
    night.last_admitted = std::max(night.last_admitted, came->second.first);
    night.in_time += came->second.first <= night.traffic_ends + 10s;
    const auto end = ended.find(order.id);
    if (end == ended.end() || end->second - came->second.first > 10min) ++night.late;
    if (end != ended.end()) night.latencies.push_back(end->second - came->second.first);
  }
  return night;
}

}  // namespace night
