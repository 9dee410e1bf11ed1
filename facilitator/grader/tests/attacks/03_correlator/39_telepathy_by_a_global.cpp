// Attack 39: keeps the orders in a global, which all deliveries share.
// Must: NONDETERMINISTIC
#include <map>
#include <set>
#include <string>

#include "correlator.hpp"

namespace kitchen {
namespace {
std::map<std::string, std::set<std::string>> tickets_of;

eda::Event news(const std::string& type, const eda::Event& cause) {
  eda::Event fact{type};
  fact.source = "kitchen-service";
  fact.id = type + cause.data.at("orderId").get<std::string>();
  fact.time = cause.time;
  fact.data["orderId"] = cause.data.at("orderId");
  return fact;
}
}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string order_id = fact.data.at("orderId");
  std::set<std::string>& tickets = tickets_of[order_id];
  const bool is_news = tickets.insert(fact.type).second;
  if (is_news && tickets.size() == 3) {
    const eda::Event complete = news(ready, fact);
    [[maybe_unused]] const eda::PublishResult result = co_await io.bus.publish(complete);
  } else if (is_news && tickets.size() == 1) {
    eda::Event timer = news("com.pizzaco.kitchen.deadline", fact);
    co_await io.timers.schedule(order_id, io.clock.now() + patience, timer);
  }
}

eda::Task<> on_timer(eda::Event timer, Ports io) {
  const std::set<std::string>& tickets = tickets_of[timer.data.at("orderId")];
  if (tickets.size() == 3) co_return;
  eda::Event fact = news(timed_out, timer);
  fact.data["missing"] = eda::Json::array();
  if (!tickets.contains(payment_completed)) fact.data["missing"].push_back("payment");
  if (!tickets.contains(inventory_reserved)) fact.data["missing"].push_back("inventory");
  if (!tickets.contains(chef_assigned)) fact.data["missing"].push_back("chef");
  [[maybe_unused]] const eda::PublishResult result = co_await io.bus.publish(fact);
}

eda::Task<> on_sweep(eda::Event, Ports) { co_return; }
eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
