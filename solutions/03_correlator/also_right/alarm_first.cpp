#include <cstdint>
#include <string>

#include "correlator.hpp"

namespace kitchen {
namespace {

// The alarm is set before the row is written, and its name contains its time. So no alarm is ever
// moved, and a crash leaves one alarm too many, never one too few. An alarm without a row writes
// the order as given up. The tickets are bits of a number.

struct Order {
  int bits = 0;
  std::int64_t deadline_ms = 0;
  std::string end;          ///< empty: open; else the type of the announcement
  std::int64_t end_ms = 0;  ///< time of that decision

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, bits, deadline_ms, end, end_ms)
};

int bit_of(const eda::Event& fact) {
  if (fact.type == payment_completed) return 1;
  if (fact.type == inventory_reserved) return 2;
  return fact.type == chef_assigned ? 4 : 0;
}
constexpr int all_bits = 7;

std::int64_t ms(eda::Instant at) { return at.time_since_epoch().count(); }
eda::Instant moment(std::int64_t ms) { return eda::Instant{eda::Duration{ms}}; }

eda::Task<> say(std::string order_id, Order order, Ports io) {
  eda::Event news{order.end};
  news.source = "kitchen-service";
  news.id = "the-end-of-" + order_id;
  news.time = moment(order.end_ms);
  news.data["orderId"] = order_id;
  if (order.end == timed_out) {
    news.data["missing"] = eda::Json::array();
    if ((order.bits & 4) == 0) news.data["missing"].push_back("chef");
    if ((order.bits & 2) == 0) news.data["missing"].push_back("inventory");
    if ((order.bits & 1) == 0) news.data["missing"].push_back("payment");
  }
  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(news);
    if (result.ok()) co_return;
  }
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const int bit = bit_of(fact);
  if (bit == 0) co_return;
  const std::string order_id = fact.data.at("orderId");

  while (true) {
    auto order = co_await io.store.get<Order>("o:" + order_id, eda::Read::strong);
    const eda::Instant deadline = io.clock.now() + patience;
    if (!order.exists()) {
      eda::Event alarm{"com.pizzaco.kitchen.alarm"};
      alarm.source = "kitchen-service";
      alarm.id = "alarm-" + order_id + "-" + eda::to_rfc3339(deadline);
      alarm.data["order"] = order_id;
      co_await io.timers.schedule(alarm.id, deadline, alarm);
    }
    if (order->end.empty() && (order->bits & bit) == 0) {
      if (!order.exists()) order->deadline_ms = ms(deadline);
      order->bits |= bit;
      if (order->bits == all_bits) {
        order->end = ready;
        order->end_ms = ms(io.clock.now());
      }
      const eda::WriteResult result = co_await io.store.put_if_unchanged(order);
      if (!result.ok()) continue;
    }
    if (!order->end.empty()) co_await say(order_id, order.value, io);
    co_return;
  }
}

eda::Task<> on_timer(eda::Event alarm, Ports io) {
  const std::string order_id = alarm.data.at("order");
  while (true) {
    auto order = co_await io.store.get<Order>("o:" + order_id, eda::Read::strong);
    if (order->end.empty()) {
      const std::int64_t now_ms = ms(io.clock.now());
      if (now_ms < order->deadline_ms) {  // another fact's alarm, set for an earlier time
        co_await io.timers.schedule(alarm.id, moment(order->deadline_ms), alarm);
        co_return;
      }
      order->end = timed_out;
      order->end_ms = now_ms;
      const eda::WriteResult result = co_await io.store.put_if_unchanged(order);
      if (!result.ok()) continue;
    }
    co_await say(order_id, order.value, io);
    co_return;
  }
}

eda::Task<> on_sweep(eda::Event, Ports) { co_return; }

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
