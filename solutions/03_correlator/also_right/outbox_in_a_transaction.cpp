#include <set>
#include <string>
#include <vector>

#include "correlator.hpp"

namespace kitchen {
namespace {

// Transactional outbox. The next task, a timer or an announcement, is a row of its own, written in
// one transaction with the order. The item stream delivers each such row at least once. When the
// task is done, the row is erased.

struct Order {
  std::string status = "waiting";  ///< waiting | ready | timedout
  std::set<std::string> tickets;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, status, tickets)
};

const std::vector<std::string> kinds{"payment", "inventory", "chef"};

std::string ticket_of(const eda::Event& fact) {
  if (fact.type == payment_completed) return "payment";
  if (fact.type == inventory_reserved) return "inventory";
  if (fact.type == chef_assigned) return "chef";
  return "";
}

eda::Event announcement(const std::string& order_id, const Order& order, eda::Instant now) {
  eda::Event fact{order.status == "ready" ? ready : timed_out};
  fact.source = "kitchen-service";
  fact.id = order.status + "/" + order_id;
  fact.time = now;
  fact.data["orderId"] = order_id;
  if (order.status == "ready") return fact;
  fact.data["missing"] = eda::Json::array();
  for (const std::string& kind : kinds)
    if (!order.tickets.contains(kind)) fact.data["missing"].push_back(kind);
  return fact;
}

/// Writes the order and its next task in one transaction. False: read again.
eda::Task<bool> save(eda::Row<Order> order, std::string name, eda::Json task, Ports io) {
  eda::Item outbox;
  outbox.key = eda::Key{"outbox/" + order.key.partition, name};
  outbox.value = task;
  std::vector<eda::Write> writes;
  writes.push_back(eda::Write::put(order, eda::Condition::version_is(order.version)));
  if (!task.is_null()) writes.push_back(eda::Write::put(outbox));
  const eda::WriteResult result = co_await io.store.transact_write(writes);
  co_return result.ok();
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string ticket = ticket_of(fact);
  if (ticket.empty()) co_return;
  const std::string order_id = fact.data.at("orderId");

  for (bool saved = false; !saved;) {
    auto order = co_await io.store.get<Order>("order/" + order_id, eda::Read::strong);
    if (order->status != "waiting" || order->tickets.contains(ticket)) co_return;
    order->tickets.insert(ticket);
    const eda::Instant now = io.clock.now();
    eda::Json task;
    std::string name = "end";
    if (order->tickets.size() == kinds.size()) {
      order->status = "ready";
      task = eda::to_json(announcement(order_id, order.value, now));
    } else if (!order.exists()) {
      name = "timer";
      task["orderId"] = order_id;
      task["wakeAt"] = eda::to_rfc3339(now + patience);
    }
    saved = co_await save(order, name, task, io);
  }
}

eda::Task<> on_timer(eda::Event timer, Ports io) {
  const std::string order_id = timer.data.at("orderId");
  for (bool saved = false; !saved;) {
    auto order = co_await io.store.get<Order>("order/" + order_id, eda::Read::strong);
    if (order->status != "waiting") co_return;
    order->status = "timedout";
    const eda::Json task = eda::to_json(announcement(order_id, order.value, io.clock.now()));
    saved = co_await save(order, "end", task, io);
  }
}

eda::Task<> on_sweep(eda::Event, Ports) { co_return; }

eda::Task<> on_change(eda::Event record, Ports io) {
  const std::string partition = record.data.at("partition");
  if (!partition.starts_with("outbox/") || record.data.at("after").is_null()) co_return;
  const eda::Json task = record.data.at("after");

  if (task.contains("wakeAt")) {
    eda::Event timer{"com.pizzaco.kitchen.deadline"};
    timer.source = "kitchen-service";
    timer.id = "deadline/" + task.at("orderId").get<std::string>();
    timer.data["orderId"] = task.at("orderId");
    const eda::Instant due = eda::from_rfc3339(task.at("wakeAt").get<std::string>());
    co_await io.timers.schedule(partition, due, timer);
  } else {
    const eda::Event news = eda::event_from_json(task);
    while (true) {
      const eda::PublishResult result = co_await io.bus.publish(news);
      if (result.ok()) break;
    }
  }
  const eda::Key key{partition, record.data.at("sort").get<std::string>()};
  while (true) {
    const eda::WriteResult result = co_await io.store.erase(key);
    if (result.ok()) co_return;
  }
}

}  // namespace kitchen
