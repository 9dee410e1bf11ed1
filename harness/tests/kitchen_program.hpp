#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "eda/bus.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"
#include "sim/model/scenario.hpp"

/// Program of the explorer's expected counts and figures: the facts of one order, read-modify-write
/// with retries, a deadline. It is not crash-safe, on purpose.
namespace kitchen_program {

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Timers& timers;
};

struct Order {
  std::map<std::string, eda::Json> received;
  std::string status = "waiting";

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, received, status)
};

inline eda::Event say(const std::string& what, const Order& order) {
  eda::Event event{"kitchen." + what};
  event.source = "kitchen";
  event.id = what;
  event.data = order.received;
  return event;
}

inline eda::Task<> on_event(eda::Event event, Ports io, std::size_t facts_count) {
  const sim::Scenario defaults;
  while (true) {
    auto order = co_await io.store.get<Order>("42");
    if (order->status != "waiting") co_return;

    if (event.type == "kitchen.deadline") {
      order->status = "timeout";
    } else {
      const bool is_news = order->received.emplace(event.type, event.data).second;
      if (!is_news) co_return;
      if (order->received.size() == facts_count) order->status = "ready";
    }

    const bool is_new = !order.exists();  // the write changes it
    const eda::WriteResult saved = co_await io.store.put_if_unchanged(order);
    if (!saved.ok()) continue;

    if (is_new) {
      const eda::Event deadline = say("deadline", Order{});
      const eda::Instant due = defaults.start + std::chrono::minutes{30};
      co_await io.timers.schedule("42", due, deadline);
    }
    if (order->status != "waiting") {
      const eda::Event news = say(order->status, order.value);
      [[maybe_unused]] const eda::PublishResult result = co_await io.bus.publish(news);
    }
    co_return;
  }
}

inline eda::Event fact(const std::string& type) {
  eda::Event event{type};
  event.source = "test";
  event.id = type;
  event.data["orderId"] = "42";
  return event;
}

/// An order that is ready once each of `types` has come in. By default everything is observed,
/// which gives the largest counts.
inline sim::Scenario order_of(const std::vector<std::string>& types, const sim::Faults& faults,
                              const sim::Observed& observed = {.order = true, .copies = true}) {
  using To = eda::Subscription::To;
  const eda::Handler handler = [facts_count = types.size()](eda::Event event,
                                                            const eda::Environment& environment) {
    return on_event(std::move(event), eda::detail::fill<Ports>(environment), facts_count);
  };
  sim::Scenario scenario{.services = {{"kitchen",
                                       "kitchen.",
                                       {{To::types, types, handler}, {To::timers, {}, handler}}}},
                         .faults = faults,
                         .observed = observed};
  for (const std::string& type : types) scenario.events.push_back(fact(type));
  return scenario;
}

inline sim::Scenario three_facts(const sim::Faults& faults,
                                 const sim::Observed& observed = {.order = true, .copies = true}) {
  return order_of({"payment", "stock", "chef"}, faults, observed);
}

}  // namespace kitchen_program
