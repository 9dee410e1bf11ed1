#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fixtures/shop/trial_shops.hpp"
#include "night_test.hpp"

/// The participant's test of the shop, on trial.
namespace night {

/// Result of the participant's test on a shop of these services: empty, or why it fails.
inline std::string tried(std::vector<eda::Service> services, const Platform& platform) {
  services.push_back(ecommerce::recorder());
  services.push_back(probe::service);
  Scenario scenario{.services = std::move(services), .events = {ecommerce::asked(probe::request)}};
  for (const char* product : {"offer#1", "product#2"})
    for (const eda::Item& row : ecommerce::stock_of(platform, product, plenty))
      scenario.rows.push_back(row);
  const Outcome outcome = run(scenario);
  const Json answer = answer_to(outcome, probe::request);
  return answer.is_string() ? answer.get<std::string>() : "the test did not end";
}

}  // namespace night
