#include "correlator.hpp"

#include <set>
#include <string>

namespace kitchen {

/// Row "order/42". The last two states are final, and they fix the announcement of the order: a
/// redelivery publishes the same fact again.
struct Order {
  std::string status = "waiting";  ///< waiting | ready | timedout
  std::set<std::string> tickets;
  std::string deadline;    ///< set by the first fact, never moved
  std::string decided_at;  ///< set with the status

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, status, tickets, deadline, decided_at)
};

/// Timer of an order's deadline. Only on_timer gets it.
eda::Event deadline_of(const std::string& order_id) {
  eda::Event timer{"com.pizzaco.kitchen.deadline"};
  timer.source = "kitchen-service";
  timer.id = "deadline-" + order_id;
  timer.data["orderId"] = order_id;
  return timer;
}

std::string ticket_of(const eda::Event& fact) {
  if (fact.type == payment_completed) return "payment";
  if (fact.type == inventory_reserved) return "inventory";
  if (fact.type == chef_assigned) return "chef";
  return "";
}

/// Returns the announcement for an order that has ended. All its fields come from the record.
eda::Event announcement(const std::string& order_id, const Order& order) {
  eda::Event fact{order.status == "ready" ? ready : timed_out};
  fact.source = "kitchen-service";
  fact.id = "kitchen-" + order_id + "-" + order.status;
  fact.time = eda::from_rfc3339(order.decided_at);
  fact.data["orderId"] = order_id;
  if (order.status == "ready") return fact;
  fact.data["missing"] = eda::Json::array();
  for (const char* ticket : {"payment", "inventory", "chef"})
    if (!order.tickets.contains(ticket)) fact.data["missing"].push_back(ticket);
  return fact;
}

eda::Task<> announce(eda::Event fact, Ports io) {
  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(fact);
    if (result.ok()) co_return;
  }
}

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string ticket = ticket_of(fact);
  if (ticket.empty()) co_return;
  const std::string order_id = fact.data.at("orderId");
  const std::string key = "order/" + order_id;

  while (true) {
    auto order = co_await io.store.get<Order>(key, eda::Read::strong);

    if (order->status == "waiting" && !order->tickets.contains(ticket)) {
      const eda::Instant now = io.clock.now();
      if (!order.exists()) order->deadline = eda::to_rfc3339(now + patience);
      order->tickets.insert(ticket);
      if (order->tickets.size() == 3) {
        order->status = "ready";
        order->decided_at = eda::to_rfc3339(now);
      }
      const eda::WriteResult result = co_await io.store.put(order);
      if (!result.ok()) continue;  // refused or unknown: read and decide again
    }

    // Also for a copy of the fact: the handler of the first one may have crashed right here.
    if (order->status == "waiting") {
      const eda::Event timer = deadline_of(order_id);
      co_await io.timers.schedule(key, eda::from_rfc3339(order->deadline), timer);
    } else {
      const eda::Event news = announcement(order_id, order.value);
      co_await announce(news, io);
    }
    co_return;
  }
}

eda::Task<> on_timer(eda::Event timer, Ports io) {
  const std::string order_id = timer.data.at("orderId");
  const std::string key = "order/" + order_id;

  while (true) {
    auto order = co_await io.store.get<Order>(key, eda::Read::strong);
    if (order->status == "ready") co_return;

    if (order->status == "waiting") {
      order->status = "timedout";
      order->decided_at = eda::to_rfc3339(io.clock.now());
      const eda::WriteResult result = co_await io.store.put_if_unchanged(order);
      if (!result.ok()) continue;
    }

    const eda::Event news = announcement(order_id, order.value);
    co_await announce(news, io);
    co_return;
  }
}

eda::Task<> on_sweep(eda::Event, Ports) { co_return; }

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
