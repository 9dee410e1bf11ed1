#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "check/given.hpp"
#include "fixtures/shop/figures.hpp"
#include "platform_test.hpp"

/// Figures of a run of the shop: what `workshop test 19 sim` prints, and report.json repeats.
namespace night {

using ecommerce::Figures;

/// Name of a resource: "offer#1" for the row of a product, "offer#1/3" for one of its shards,
/// "queue:shipping/42" for a group of a FIFO queue, "queue:payment" for the workers of a queue.
inline std::string resource_name(const std::string& name, const Platform& platform) {
  const std::string stock = "store/stock/", fifo = "fifo/";
  if (name.starts_with(fifo)) return "queue:" + name.substr(fifo.size());
  if (!name.starts_with(stock)) return name;
  const std::string row = name.substr(stock.size());
  return platform.stock == Platform::Stock::row ? row.substr(0, row.rfind('/')) : row;
}

inline double cost_of(const Night& night) {
  const Json& prices = given("prices.json").at("per_million");
  const auto& measures = night.simulation.measures();
  double cost = 0;
  for (const auto& [port, count] : measures.counts.requests)
    cost += double(count) * prices.value(port, 0.0);
  for (const auto& [service, queue] : measures.queues)
    cost += double(queue.received) * prices.at("queue").get<double>();
  return cost / 1'000'000;
}

inline Figures figures_of(const Night& night, const Platform& platform) {
  Figures figures;
  const auto& measures = night.simulation.measures();
  const double minutes = double(night.traffic_ends.count()) / 60'000;
  int ended = 0;
  for (const auto& [event, by, at] : night.simulation.published())
    if (event.type == ecommerce::order_confirmed || event.type == ecommerce::order_cancelled)
      ended += at <= night.traffic_ends + Duration{1s};
  figures.orders_per_minute = ended / minutes;
  std::vector<Duration> latencies = night.latencies;
  latencies.resize(std::size_t(night.admitted()), Duration{1h});  // no outcome: very late
  if (!latencies.empty()) figures.p95_s = double(sim::percentile(latencies, 95).count()) / 1000;
  if (night.admitted() > 0) figures.cost_per_1000 = cost_of(night) / night.admitted() * 1000;
  // of the time in which something happened, not of the quiet rest of the night
  const double scale =
      double(measures.span.count()) / double(std::max<std::int64_t>(1, night.last.count()));
  const auto add = [&](const std::string& name, double part) {
    constexpr double least = 0.05;
    const double busy = std::min(1.0, part * scale);
    if (busy >= least) figures.utilisation[name] = std::max(figures.utilisation[name], busy);
  };
  for (const auto& [name, part] : measures.busy) {
    if (name.starts_with("store/") && !name.starts_with("store/stock/")) continue;
    if (name.starts_with("events/")) continue;
    add(resource_name(name, platform), part);
  }
  for (const auto& [service, queue] : measures.queues)
    if (queue.workers > 0) add("queue:" + service, night.simulation.utilisation(service));
  return figures;
}

inline Figures figures_of(const Shop& shop, const Traffic& traffic) {
  return figures_of(run_night(shop, traffic), shop.platform);
}

/// The bad platform of before/, the same for everybody, with a given service of shipping.
inline Shop shop_before() {
  return {ecommerce::platform_from(given("before/platform.json")),
          limits_from(given("before/limits.json")), own_shipping()};
}
/// 1000 orders a minute for two minutes, nine of ten for one product.
inline Traffic thousand_a_minute() { return {.stretches = {{2min, 1000}}, .on_offer = 0.9}; }
/// 500 orders a minute, times `factor`, for a minute, with the door wide open.
inline Traffic open_door(int factor) {
  return {.stretches = {{1min, 500.0 * factor}}, .has_open_door = true};
}

/// Runs that several tests judge. Each is made once.
inline const Figures& before() {
  (void)own_shop();  // says first what is still open
  static const Figures figures = figures_of(shop_before(), thousand_a_minute());
  return figures;
}
inline const Figures& after() {
  static const Figures figures = figures_of(own_shop(), thousand_a_minute());
  return figures;
}
inline const ecommerce::Scaling& scaling() {
  static const ecommerce::Scaling runs = [] {
    ecommerce::Scaling all;
    const Shop shop = own_shop();
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = figures_of(shop, open_door(1 << i));
    return all;
  }();
  return runs;
}

}  // namespace night
