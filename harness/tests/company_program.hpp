#pragma once

#include <string>
#include <vector>

#include "sim/model/scenario.hpp"

/// Five services of a pizza company, on which the explorer's reduction is measured: inventory,
/// payment, chef, orders, customer. An order is confirmed or cancelled; what was done for a
/// cancelled order is undone. Services of one order touch different rows; orders share one shelf.
namespace company_program {

/// `card`: "declined" is declined, any other is good.
eda::Event order_created(const std::string& id, const std::string& card = "good");

/// `olives`: how many the shelf holds at the start.
sim::Scenario company(std::vector<sim::Arrival> events, int olives, const sim::Faults& faults = {},
                      sim::Overlap overlap = sim::Overlap::full);

/// The scopes that are measured: see harness/bench.
struct Scope {
  std::string name;
  sim::Scenario scenario;
};
std::vector<Scope> scopes();

}  // namespace company_program
