#pragma once

#include <string>

#include "eda/bus.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"
#include "simulate/simulate.hpp"

/// A service for tests of simulations: it writes each order down, then publishes that it is done.
namespace shop {

using eda::Event, eda::Json, eda::Task;
using namespace std::chrono_literals;

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
};

inline constexpr auto placed = "com.shop.front.placed", done = "com.shop.kitchen.done";

inline Event order(int number) {
  Event event{placed};
  event.source = "front";
  event.id = "order-" + std::to_string(number);
  event.subject = std::to_string(number);
  return event;
}

/// Makes two requests: a write, repeated until it is done, and a publication.
inline Task<> on_order(Event order, Ports io) {
  const eda::Update update = eda::Update{}.add("orders", 1);
  while (true) {
    const eda::WriteResult written = co_await io.store.update("today", update);
    if (written.ok()) break;
  }
  Event fact{done};
  fact.source = "kitchen";
  fact.id = "done-" + order.subject;
  fact.subject = order.subject;
  (void)co_await io.bus.publish(fact);
}

inline sim::Scenario scenario() {
  return {.services = {{"kitchen", "com.shop.kitchen.", {eda::on({placed}, on_order)}}}};
}

/// Order number i arrives at `moments[i]`.
inline std::vector<sim::Arrival> orders_at(const std::vector<eda::Duration>& moments) {
  std::vector<sim::Arrival> arrivals;
  for (const eda::Duration at : moments) arrivals.emplace_back(order(int(arrivals.size())), at);
  return arrivals;
}

}  // namespace shop
