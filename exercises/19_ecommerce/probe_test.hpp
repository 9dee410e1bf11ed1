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
  const eda::Key key{"seen/" + ecommerce::order_of(fact), fact.source + "/" + fact.id};
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
      {eda::on({ecommerce::order_placed, ecommerce::order_confirmed, ecommerce::order_cancelled,
                ecommerce::payment_completed, ecommerce::payment_declined,
                ecommerce::payment_refunded, ecommerce::inventory_reserved,
                ecommerce::inventory_sold_out, ecommerce::inventory_released,
                ecommerce::shipping_shipped, ecommerce::shipping_delivered},
               on_fact)}};
  services.push_back(recorder);
  services.push_back(probe::service);
  Scenario scenario{.services = std::move(services), .events = {asked(probe::request)}};
  for (const char* product : {"offer#1", "product#2"})
    for (const eda::Item& row : ecommerce::stock_of(platform, product, plenty))
      scenario.rows.push_back(row);
  const Outcome outcome = run(scenario);
  const Json answer = answer_to(outcome, probe::request);
  return answer.is_string() ? answer.get<std::string>() : "the test did not end";
}

}  // namespace night
