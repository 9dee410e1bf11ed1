#pragma once

#include <string>

#include "eda/bus.hpp"
#include "eda/service.hpp"

/// A tiny activity with several files. A car pays 300 cents, a truck 900.
namespace toll {

struct Ports {
  eda::Bus& bus;
};

/// Handles com.road.passed, {"kind"}: publishes com.toll.charged, {"cents"}. In toll.cpp.
eda::Task<> on_passed(eda::Event passed, Ports io);

/// Returns the price of a "car" or a "truck" in cents. In price.cpp.
int price_of(const std::string& kind);

inline const eda::Service service{"toll", "com.toll.", {eda::on({"com.road.passed"}, on_passed)}};

}  // namespace toll
