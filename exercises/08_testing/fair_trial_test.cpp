// A right kitchen and a payment service, for a trial that is fair. Read only.

#define kitchen kitchen_with_a_row_for_each_fact  // another name than that of your answer to 03
#include <algorithm>
#include <string>
#include <vector>

#include "../03_correlator/correlator.hpp"
#include "eda/announce.hpp"
#include "trial_test.hpp"

// One of the right answers to 03, unchanged.
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

namespace trial {

RightKitchens& right_kitchens() {
  static RightKitchens all{kitchen::service};
  return all;
}

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
};

/// Refunds the payment of an order that has timed out, whichever of the two is heard first.
static eda::Task<> on_event(eda::Event event, Ports io) {
  const std::string order_id = event.data.at("orderId");
  const std::string seen = event.type == names_of_right_kitchens.timeout ? "timed_out" : "paid";
  const std::string now = eda::to_rfc3339(io.clock.now());
  const eda::Update noted = eda::Update().set_if_missing(seen, now);
  const eda::WriteResult result = co_await io.store.update("refund/" + order_id, noted);
  const eda::Json after = result.after().value;
  if (!after.contains("paid") || !after.contains("timed_out")) co_return;

  eda::Event refund{names_of_right_kitchens.refund};
  refund.source = "payment-service";
  refund.id = "refund-" + order_id;
  const std::string paid = after.at("paid"), timed_out = after.at("timed_out");
  refund.time = eda::from_rfc3339(std::max(paid, timed_out));
  refund.data["orderId"] = order_id;
  co_await eda::announce(refund, io);
}

eda::Service payment_service() {
  return {"payment",
          "com.pizzaco.payment.",
          {eda::on({kitchen::payment_completed, names_of_right_kitchens.timeout}, on_event)}};
}

}  // namespace trial
