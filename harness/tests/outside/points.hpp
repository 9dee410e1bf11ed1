#pragma once

#include "eda/bus.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// Points for customers: one for each euro of a purchase.
namespace points {

inline const auto purchased = "com.example.shop.purchased";
inline const auto credited = "com.example.points.credited";

/// Ports of the handler.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
};

/// Handles `purchased`, {"customer", "euros"}: publishes `credited`, {"customer", "balance"}.
eda::Task<> on_purchase(eda::Event purchase, Ports io);

inline const eda::Service service{
    "points", "com.example.points.", {eda::on({purchased}, on_purchase)}};

}  // namespace points
