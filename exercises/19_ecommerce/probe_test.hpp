#pragma once

#include <string>

#include "night_test.hpp"

/// The participant's test of the shop, on trial.
namespace night {

struct RecorderPorts {
  eda::Store& store;
};

/// Writes down each fact that it hears, for probe::Shop::facts.
inline eda::Task<> on_fact(eda::Event fact, RecorderPorts io) {
  const std::string start = "com.shop.";
  const eda::Key key{"seen/" + shop::order_of(fact), fact.source + "/" + fact.id};
  Json seen = Json::object();
  seen["type"] = fact.type.substr(start.size());
  const eda::Item row{key, seen};
  (void)co_await io.store.put(row);
}

/// Result of the participant's test on a shop of these services: empty, or why it fails.
inline std::string tried(std::vector<eda::Service> services, const Platform& platform) {
  const eda::Service recorder{
      "recorder",
      "com.shop.office.",
      {eda::on({shop::order_placed, shop::order_confirmed, shop::order_cancelled,
                shop::payment_completed, shop::payment_declined, shop::payment_refunded,
                shop::inventory_reserved, shop::inventory_sold_out, shop::inventory_released,
                shop::shipping_shipped, shop::shipping_delivered},
               on_fact)}};
  services.push_back(recorder);
  services.push_back(probe::service);
  Scenario scenario{.services = std::move(services), .events = {asked(probe::request)}};
  for (const char* product : {"offer#1", "product#2"})
    for (const eda::Item& row : shop::stock_of(platform, product, plenty))
      scenario.rows.push_back(row);
  const Outcome outcome = run(scenario);
  const Json answer = answer_to(outcome, probe::request);
  return answer.is_string() ? answer.get<std::string>() : "the test did not end";
}

}  // namespace night
