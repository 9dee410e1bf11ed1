#include <algorithm>
#include <string>
#include <vector>

#include "correlator.hpp"

namespace kitchen {
namespace {

// One row for each ticket and one for the end, all in the partition of the order. No row is ever
// changed: the first handler writes it, and the others find it there.

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

/// Writes the row unless it exists.
eda::Task<> put_once(eda::Item row, Ports io) {
  while (true) {
    const eda::WriteResult result = co_await io.store.put(row, eda::Condition::absent());
    if (result.ok() || result.refused()) co_return;
  }
}

/// Order, read from all its rows at one moment.
struct Order {
  eda::Json end;  ///< null while the order is open
  eda::Json missing = {"payment", "inventory", "chef"};
  eda::Instant deadline = eda::Instant::max();  ///< counted from the earliest ticket
};

Order read_from(const std::vector<eda::Item>& rows) {
  Order order;
  for (const eda::Item& row : rows) {
    if (row.key.sort == "end") {
      order.end = row.value;
      continue;
    }
    order.missing.erase(std::find(order.missing.begin(), order.missing.end(), row.key.sort));
    const eda::Instant came_in = eda::from_rfc3339(row->at("came_in").get<std::string>());
    order.deadline = std::min(order.deadline, came_in + patience);
  }
  return order;
}

/// Ends the order, unless it has ended before, and announces its end.
eda::Task<> end_order(std::string order_id, eda::Json missing, Ports io) {
  const eda::Key key{"order/" + order_id, "end"};
  eda::Item end;
  end.key = key;
  end->emplace("status", missing.empty() ? "ready" : "timedout");
  end->emplace("decided_at", eda::to_rfc3339(io.clock.now()));
  end->emplace("missing", missing);
  co_await put_once(end, io);

  auto first = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  const eda::Event news = announcement(order_id, first.value);
  co_await announce(news, io);
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string ticket = ticket_of(fact);
  if (ticket.empty()) co_return;
  const std::string order_id = fact.data.at("orderId");
  const std::string partition = "order/" + order_id;

  eda::Item row;
  row.key = eda::Key{partition, ticket};
  row->emplace("came_in", eda::to_rfc3339(io.clock.now()));
  co_await put_once(row, io);

  auto rows = co_await io.store.query<eda::Json>(partition, eda::Read::strong);
  const Order order = read_from(rows);
  if (order.missing.empty()) {
    co_await end_order(order_id, order.missing, io);
  } else if (order.end.is_null()) {
    const eda::Event timer = deadline_of(order_id);
    co_await io.timers.schedule(partition, order.deadline, timer);
  }
}

eda::Task<> on_timer(eda::Event timer, Ports io) {
  const std::string order_id = timer.data.at("orderId");
  const std::string partition = "order/" + order_id;
  auto rows = co_await io.store.query<eda::Json>(partition, eda::Read::strong);
  const Order order = read_from(rows);
  co_await end_order(order_id, order.missing, io);
}

eda::Task<> on_sweep(eda::Event, Ports) { co_return; }

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
