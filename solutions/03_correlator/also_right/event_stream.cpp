#include <algorithm>
#include <string>
#include <vector>

#include "correlator.hpp"

namespace kitchen {
namespace {

// The order is a list of steps, one row each, that only grows at its end. If two handlers write the
// step of the same number, the store refuses the later write, and its handler reads again.

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

/// Step: a ticket arrived, or the time was over. `sort` of its row is its number.
struct Step {
  std::string what;  ///< payment | inventory | chef | timedout
  std::string at;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Step, what, at)
};

using Steps = std::vector<eda::Row<Step>>;

bool has(const Steps& steps, const std::string& what) {
  return std::any_of(steps.begin(), steps.end(),
                     [&](const auto& step) { return step->what == what; });
}

/// True if the order has ended: by its third ticket, or by its deadline.
bool has_ended(const Steps& steps) { return steps.size() == 3 || has(steps, "timedout"); }

eda::Row<Step> next(const std::string& partition, const Steps& steps) {
  eda::Row<Step> step;
  step.key = eda::Key{partition, std::to_string(steps.size() + 1)};
  return step;
}

eda::Event announcement(const std::string& order_id, const Steps& steps) {
  const bool in_time = !has(steps, "timedout");
  eda::Event fact{in_time ? ready : timed_out};
  fact.source = "kitchen-service";
  fact.id = "kitchen-" + order_id + "-step-" + steps.back().key.sort;
  fact.time = eda::from_rfc3339(steps.back()->at);
  fact.data["orderId"] = order_id;
  if (in_time) return fact;
  fact.data["missing"] = eda::Json::array();
  for (const char* ticket : {"payment", "inventory", "chef"})
    if (!has(steps, ticket)) fact.data["missing"].push_back(ticket);
  return fact;
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string ticket = ticket_of(fact);
  if (ticket.empty()) co_return;
  const std::string order_id = fact.data.at("orderId");
  const std::string partition = "order/" + order_id;

  while (true) {
    auto steps = co_await io.store.query<Step>(partition, eda::Read::strong);
    if (!has_ended(steps) && !has(steps, ticket)) {
      auto step = next(partition, steps);
      step->what = ticket;
      step->at = eda::to_rfc3339(io.clock.now());
      const eda::WriteResult result = co_await io.store.put(step, eda::Condition::absent());
      if (!result.ok()) continue;
      steps.push_back(step);
    }

    if (has_ended(steps)) {
      const eda::Event news = announcement(order_id, steps);
      co_await announce(news, io);
    } else {
      const eda::Event timer = deadline_of(order_id);
      const eda::Instant due = eda::from_rfc3339(steps.front()->at) + patience;
      co_await io.timers.schedule(partition, due, timer);
    }
    co_return;
  }
}

eda::Task<> on_timer(eda::Event timer, Ports io) {
  const std::string order_id = timer.data.at("orderId");
  const std::string partition = "order/" + order_id;

  while (true) {
    auto steps = co_await io.store.query<Step>(partition, eda::Read::strong);
    if (!has_ended(steps)) {
      auto step = next(partition, steps);
      step->what = "timedout";
      step->at = eda::to_rfc3339(io.clock.now());
      const eda::WriteResult result = co_await io.store.put(step, eda::Condition::absent());
      if (!result.ok()) continue;
      steps.push_back(step);
    }
    const eda::Event news = announcement(order_id, steps);
    co_await announce(news, io);
    co_return;
  }
}

eda::Task<> on_sweep(eda::Event, Ports) { co_return; }

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
