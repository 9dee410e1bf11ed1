#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/fifo.hpp"
#include "eda/ids.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"
#include "sim/tell/outcome_search.hpp"

/// Tools to run the real coroutine of a handler of some shape once.
namespace shapes {

using eda::Event, eda::Row, eda::Task;

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
  eda::Timers& timers;
  eda::Ids& ids;
  eda::Fifo& fifo;
};

/// A typical type of an answer: an aggregate that owns memory.
struct Order {
  std::string status = "waiting for all of its tickets";
  std::map<std::string, int> tickets;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, status, tickets)
};

inline const std::string key = "order/4242424242424242",
                         word = "a word that is too long for the stack";

inline Event fact(std::string text) {
  Event event{"com.pizzaco.kitchen.ready"};
  event.source = "kitchen-service";
  event.id = "says " + text;
  event.data["text"] = text;
  return event;
}

inline Task<> say(Ports io, std::string text) { (void)co_await io.bus.publish(fact(text)); }

inline Order order_of(std::string status) {
  Order order;
  order.status = std::move(status);
  order.tickets["chef of the evening shift"] = 1;
  return order;
}

using Shape = Task<> (*)(Event, Ports);

/// Returns the publications of a handler of that shape, in order, or its failure.
inline std::string said_by(Shape shape) {
  const eda::Service kitchen{"kitchen", "com.pizzaco.kitchen.", {eda::on({"ordered"}, shape)}};
  Event ordered{"ordered"};
  ordered.id = key;
  const sim::Outcome outcome =
      sim::run_calmly({.services = {kitchen}, .events = {ordered}}).outcome;
  std::string words;
  for (const sim::Published& one : outcome.published())
    words += (words.empty() ? "" : ", ") + one.event.data.at("text").get<std::string>();
  for (const sim::Failure& failure : outcome.failures()) words += "failed: " + failure.what;
  return words;
}

}  // namespace shapes
