#include <string>

#include "correlator.hpp"

namespace kitchen {
namespace {

// The store inserts the ticket and returns the row after it. Several handlers may see it complete.
// A second write, which only one of them can win, decides the end.

std::string ticket_of(const eda::Event& fact) {
  if (fact.type == payment_completed) return "payment";
  if (fact.type == inventory_reserved) return "inventory";
  if (fact.type == chef_assigned) return "chef";
  return "";
}

/// Returns the announcement for an order whose end is in its row.
eda::Event announcement(const std::string& order_id, const eda::Json& order) {
  const std::string status = order.at("status");
  eda::Event fact{status == "ready" ? ready : timed_out};
  fact.source = "kitchen-service";
  fact.id = "kitchen-" + order_id + "-" + status;
  fact.time = eda::from_rfc3339(order.at("decided_at").get<std::string>());
  fact.data["orderId"] = order_id;
  if (status != "ready") fact.data["missing"] = order.at("missing");
  return fact;
}

eda::Task<> announce(eda::Event fact, Ports io) {
  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(fact);
    if (result.ok()) co_return;
  }
}

/// Timer of an order's deadline. Only on_timer gets it.
eda::Event deadline_of(const std::string& order_id) {
  eda::Event timer{"com.pizzaco.kitchen.deadline"};
  timer.source = "kitchen-service";
  timer.id = "deadline-" + order_id;
  timer.data["orderId"] = order_id;
  return timer;
}

/// Returns the tickets that are missing in the row.
eda::Json missing_in(const eda::Json& order) {
  eda::Json missing = eda::Json::array();
  for (const char* ticket : {"payment", "inventory", "chef"})
    if (!order.contains(ticket)) missing.push_back(ticket);
  return missing;
}

/// Writes the end of an order, unless it has one, and announces the end in the row.
eda::Task<> end_order(std::string order_id, eda::Json missing, Ports io) {
  const std::string key = "order/" + order_id;
  const std::string status = missing.empty() ? "ready" : "timedout";
  const std::string now = eda::to_rfc3339(io.clock.now());
  const eda::Update end =
      eda::Update().set("status", status).set("decided_at", now).set("missing", missing);
  const eda::Condition is_open = eda::Condition::lacks("status");
  while (true) {
    const eda::WriteResult result = co_await io.store.update(key, end, is_open);
    if (result.ok() || result.refused()) break;
  }

  auto order = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  const eda::Event news = announcement(order_id, order.value);
  co_await announce(news, io);
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string ticket = ticket_of(fact);
  if (ticket.empty()) co_return;
  const std::string order_id = fact.data.at("orderId");
  const std::string key = "order/" + order_id;
  const std::string deadline = eda::to_rfc3339(io.clock.now() + patience);
  const eda::Update record =
      eda::Update().set_if_missing(ticket, true).set_if_missing("deadline", deadline);

  while (true) {
    const eda::WriteResult result = co_await io.store.update(key, record);
    if (!result.ok()) continue;
    const eda::Item order = result.after();

    const eda::Json missing = missing_in(order.value);
    if (missing.empty()) {
      co_await end_order(order_id, missing, io);
    } else if (!order->contains("status")) {
      const eda::Event timer = deadline_of(order_id);
      const eda::Instant due = eda::from_rfc3339(order->at("deadline").get<std::string>());
      co_await io.timers.schedule(key, due, timer);
    }
    co_return;
  }
}

eda::Task<> on_timer(eda::Event timer, Ports io) {
  const std::string order_id = timer.data.at("orderId");
  const std::string key = "order/" + order_id;
  auto order = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  const eda::Json missing = missing_in(order.value);
  co_await end_order(order_id, missing, io);
}

eda::Task<> on_sweep(eda::Event, Ports) { co_return; }

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
