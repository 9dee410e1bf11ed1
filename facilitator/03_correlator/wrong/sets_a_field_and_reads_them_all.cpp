// Mistake: the ticket is set, all are read, and whoever sees three acts and deletes them
// Finding: S43
// Rejected by: concurrency.pair_on_last_two
// Hint: Both saw three tickets, and each took itself for the last. Which single write can only one
// of them win?

#include <string>

#include "correlator.hpp"

namespace kitchen {
namespace {

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

/// The timer of an order's deadline. It goes to on_timer and to nobody else.
eda::Event deadline_of(const std::string& order_id) {
  eda::Event timer{"com.pizzaco.kitchen.deadline"};
  timer.source = "kitchen-service";
  timer.id = "deadline-" + order_id;
  timer.data["orderId"] = order_id;
  return timer;
}

/// The tickets that are not in the row, as they were when it was read.
eda::Json missing_in(const eda::Json& order) {
  eda::Json missing = eda::Json::array();
  for (const char* ticket : {"payment", "inventory", "chef"})
    if (!order.contains(ticket)) missing.push_back(ticket);
  return missing;
}

eda::Event news_of(const std::string& order_id, const std::string& type) {
  eda::Event news{type};
  news.source = "kitchen-service";
  news.data["orderId"] = order_id;
  return news;
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string ticket = ticket_of(fact);
  if (ticket.empty()) co_return;
  const std::string order_id = fact.data.at("orderId");
  const std::string key = "order/" + order_id;
  const eda::Instant now = io.clock.now();
  const std::string deadline = eda::to_rfc3339(now + patience);
  const eda::Update record = eda::Update().set(ticket, true).set_if_missing("deadline", deadline);
  const eda::Condition is_open = eda::Condition::lacks("end");
  while (true) {
    const eda::WriteResult result = co_await io.store.update(key, record, is_open);
    if (result.refused()) co_return;
    if (result.ok()) break;
  }

  auto order = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  if (!order.exists() || order->contains("end")) co_return;
  if (!missing_in(order.value).empty()) {
    const eda::Event timer = deadline_of(order_id);
    const eda::Instant due = eda::from_rfc3339(order->at("deadline").get<std::string>());
    co_await io.timers.schedule(key, due, timer);
    co_return;
  }

  eda::Event news = news_of(order_id, ready);
  news.time = now;
  news.id = co_await io.ids.next();
  co_await announce(news, io);
  const eda::Update forget =
      eda::Update().remove("payment").remove("inventory").remove("chef").set("end", "ready");
  while (true) {
    const eda::WriteResult result = co_await io.store.update(key, forget);
    if (result.ok()) co_return;
  }
}

eda::Task<> on_timer(eda::Event timer, Ports io) {
  const std::string order_id = timer.data.at("orderId");
  const std::string key = "order/" + order_id;

  while (true) {
    auto order = co_await io.store.get<eda::Json>(key, eda::Read::strong);
    const eda::Json missing = missing_in(order.value);
    if (missing.empty() || order->contains("end")) co_return;

    order->emplace("end", "timedout");
    const eda::WriteResult result = co_await io.store.put_if_unchanged(order);
    if (!result.ok()) continue;

    eda::Event news = news_of(order_id, timed_out);
    news.data["missing"] = missing;
    news.time = io.clock.now();
    news.id = co_await io.ids.next();
    co_await announce(news, io);
    co_return;
  }
}

eda::Task<> on_sweep(eda::Event, Ports) { co_return; }

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
