#include <string>

#include "correlator.hpp"

namespace kitchen {
namespace {

// Only facts are stored. The state "ready" follows from the row and is never written. The row
// closes itself, because each write has the condition that the order has not ended. The item
// stream delivers every change at least once, so its handler announces.

std::string ticket_of(const eda::Event& fact) {
  if (fact.type == payment_completed) return "payment";
  if (fact.type == inventory_reserved) return "inventory";
  if (fact.type == chef_assigned) return "chef";
  return "";
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

/// Makes the change if the condition holds; repeats the request until the store has answered.
eda::Task<> change(std::string key, eda::Update update, eda::Condition condition, Ports io) {
  while (true) {
    const eda::WriteResult result = co_await io.store.update(key, update, condition);
    if (result.ok() || result.refused()) co_return;
  }
}

eda::Event announcement(const std::string& order_id, const std::string& type,
                        const eda::Json& order) {
  eda::Event fact{type};
  fact.source = "kitchen-service";
  fact.id = "end-of-" + order_id;
  fact.time = eda::from_rfc3339(order.at("changed_at").get<std::string>());
  fact.data["orderId"] = order_id;
  if (type == ready) return fact;
  fact.data["missing"] = eda::Json::array();
  for (const char* ticket : {"payment", "inventory", "chef"})
    if (!order.contains(ticket)) fact.data["missing"].push_back(ticket);
  return fact;
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string ticket = ticket_of(fact);
  if (ticket.empty()) co_return;
  const std::string order_id = fact.data.at("orderId");
  const std::string key = "order/" + order_id;
  const std::string now = eda::to_rfc3339(io.clock.now());
  const std::string deadline = eda::to_rfc3339(io.clock.now() + patience);

  const eda::Update record = eda::Update()
                                 .set("order_id", order_id)
                                 .set(ticket, true)
                                 .add("tickets", 1)
                                 .set("changed_at", now)
                                 .set_if_missing("deadline", deadline);
  const eda::Condition is_news =
      eda::Condition::lacks(ticket) && eda::Condition::lacks("timed_out");
  co_await change(key, record, is_news, io);
}

eda::Task<> on_timer(eda::Event timer, Ports io) {
  const std::string key = "order/" + timer.data.at("orderId").get<std::string>();
  const std::string now = eda::to_rfc3339(io.clock.now());
  const eda::Update end = eda::Update().set("timed_out", true).set("changed_at", now);
  const eda::Condition is_waiting =
      eda::Condition::less("tickets", 3) && eda::Condition::lacks("timed_out");
  co_await change(key, end, is_waiting, io);
}

eda::Task<> on_sweep(eda::Event, Ports) { co_return; }

eda::Task<> on_change(eda::Event record, Ports io) {
  const eda::Json order = record.data.at("after");
  const std::string order_id = order.at("order_id");
  if (order.contains("timed_out")) {
    const eda::Event news = announcement(order_id, timed_out, order);
    co_await announce(news, io);
  } else if (order.at("tickets") == 3) {
    const eda::Event news = announcement(order_id, ready, order);
    co_await announce(news, io);
  } else {
    const eda::Event timer = deadline_of(order_id);
    const eda::Instant due = eda::from_rfc3339(order.at("deadline").get<std::string>());
    co_await io.timers.schedule(order_id, due, timer);
  }
}

}  // namespace kitchen
