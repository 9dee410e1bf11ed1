#include "testing.hpp"

// The sample in the dock. Read only. It was written in another language, for a table and a bus in
// the cloud. This port does the same, request by request, with three departures:
//  1. In its table, a field inside a missing object cannot be set, and two names are reserved. So
//     the facts are fields of the order itself. Otherwise it would never have run.
//  2. It looks for a copy before it records a payment. Here it does so before all three facts.
//  3. Its events have no id. Here each publication draws a new one.
// Rows live for a day there. No schedule is that long, so nothing expires here.
namespace sample {

constexpr std::chrono::minutes patience{30};

const std::string payment_completed = "com.pizzaco.payment.completed";
const std::string inventory_reserved = "com.pizzaco.inventory.reserved";
const std::string chef_assigned = "com.pizzaco.chef.assigned";

/// Field of the order that keeps the fact.
std::string field_of(const eda::Event& fact) {
  if (fact.type == payment_completed) return "payment";
  if (fact.type == inventory_reserved) return "inventory";
  return "chef";
}

/// Name of the id in the data of the fact.
std::string id_of(const eda::Event& fact) {
  if (fact.type == payment_completed) return "paymentId";
  if (fact.type == inventory_reserved) return "reservationId";
  return "chefId";
}

/// Returns whether the order has this very fact.
bool has(const eda::Json& order, const eda::Event& fact) {
  if (!order.is_object() || !order.contains(field_of(fact))) return false;
  return order.at(field_of(fact)).at(id_of(fact)) == fact.data.at(id_of(fact));
}

eda::Task<> emit(std::string type, eda::Json data, Ports io) {
  eda::Event event{std::move(type)};
  event.source = "kitchen-service";
  event.id = co_await io.ids.next();
  event.time = io.clock.now();
  event.data = std::move(data);
  (void)co_await io.bus.publish(event);
}

/// Records the fact, and returns the order as it is then.
eda::Task<eda::Json> record(eda::Event fact, Ports io) {
  const std::string order_id = fact.data.at("orderId");
  const std::string key = "order/" + order_id;
  const std::string now = eda::to_rfc3339(io.clock.now());

  const eda::Update with_fact = eda::Update()
                                    .set(field_of(fact), fact.data)
                                    .set_if_missing("orderId", order_id)
                                    .set_if_missing("status", "waiting")
                                    .set_if_missing("createdAt", now)
                                    .set("updatedAt", now)
                                    .add("version", 1);
  const eda::WriteResult result = co_await io.store.update(key, with_fact);
  eda::Json order = result.after().value;

  if (order.contains("payment") && order.contains("inventory") && order.contains("chef")) {
    order["status"] = "ready";
    const eda::Update to_ready = eda::Update().set("status", "ready").set("updatedAt", now);
    (void)co_await io.store.update(key, to_ready);
  }
  co_return order;
}

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string order_id = fact.data.at("orderId");
  const std::string key = "order/" + order_id;

  auto existing = co_await io.store.get<eda::Json>(key);
  if (has(existing.value, fact)) co_return;  // processed already

  const eda::Json order = co_await record(fact, io);
  if (order.at("status") != "ready") co_return;

  eda::Json pizza = eda::Json::object();
  pizza["orderId"] = order_id;
  co_await emit("com.pizzaco.kitchen.ready", pizza, io);
}

bool is_stale(const eda::Json& order, eda::Instant now) {
  const std::string created = order.at("createdAt");
  return order.at("status") == "waiting" && eda::from_rfc3339(created) < now - patience;
}

eda::Task<> emit_timeout(eda::Json order, Ports io) {
  eda::Json data = eda::Json::object();
  data["orderId"] = order.at("orderId");
  co_await emit("com.pizzaco.order.timeout", data, io);
}

eda::Task<> compensate(eda::Json order, Ports io) {
  eda::Json data = eda::Json::object();
  data["orderId"] = order.at("orderId");
  data["reason"] = "order-timeout";
  if (order.contains("payment")) {
    eda::Json refund = data;
    refund["paymentId"] = order.at("payment").at("paymentId");
    co_await emit("com.pizzaco.payment.refund", refund, io);
  }
  if (order.contains("inventory")) {
    eda::Json release = data;
    release["reservationId"] = order.at("inventory").at("reservationId");
    co_await emit("com.pizzaco.inventory.release", release, io);
  }
}

eda::Task<> check_timeouts(eda::Event, Ports io) {
  auto orders = co_await io.store.scan<eda::Json>("order/");
  const eda::Instant now = io.clock.now();
  for (const eda::Item& order : orders) {
    if (!is_stale(order.value, now)) continue;
    co_await emit_timeout(order.value, io);
    co_await compensate(order.value, io);
  }
}

eda::Service kitchen() {
  return {"kitchen",
          "com.pizzaco.",
          {eda::on({payment_completed, inventory_reserved, chef_assigned}, on_fact),
           eda::on_sweeps(check_timeouts)}};
}

}  // namespace sample
