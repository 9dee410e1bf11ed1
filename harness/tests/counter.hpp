#pragma once

#include <string>
#include <vector>

#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"
#include "sim/model/scenario.hpp"

/// Counter of events for tests of check::play: get, put, publish. It is neither safe from overlap
/// nor from crashes, so that each schedule can be told by its numbers.
namespace counter {

using namespace std::chrono_literals;

inline constexpr eda::Duration nap = 5min;

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
  eda::Timers& timers;
};

inline eda::Event event(const std::string& type, const std::string& subject) {
  eda::Event event{type};
  event.source = "test";
  event.id = subject;
  event.subject = subject;
  return event;
}

inline eda::Task<> publish(std::string type, eda::Event heard, int n, Ports io) {
  eda::Event fact = event(type, heard.subject);
  fact.id = heard.id + "-" + std::to_string(n) + "-" + eda::to_rfc3339(io.clock.now());
  fact.data["n"] = n;
  (void)co_await io.bus.publish(fact);
}

inline eda::Task<> on_event(eda::Event heard, Ports io) {
  if (heard.type == "test.nap.wanted") co_await io.clock.sleep(nap);
  auto row = co_await io.store.get<eda::Json>("row");
  const int n = row.exists() ? row->at("n").get<int>() + 1 : 1;
  row.value = eda::Json::object();
  row->emplace("n", n);
  (void)co_await io.store.put(row);
  co_await publish("counter.counted", heard, n, io);
}

inline eda::Task<> on_other(eda::Event heard, Ports io) {
  const eda::Event alarm = event("other.alarm", heard.subject);
  if (heard.subject == "P") co_await io.timers.schedule("alarm", io.clock.now() + 30min, alarm);
  co_await publish("other.heard", heard, 0, io);
}

inline eda::Task<> on_alarm(eda::Event alarm, Ports io) {
  co_await publish("other.rang", alarm, 0, io);
}

inline eda::Task<> on_echo(eda::Event heard, Ports io) {
  const eda::Event echo = event("echo.heard", heard.subject);
  (void)co_await io.bus.publish(echo);
}

/// P (payment.completed), I (inventory.reserved), N (nap.wanted: it waits before it asks).
inline sim::Scenario scenario() {
  const std::vector<std::string> types{"test.payment.completed", "test.inventory.reserved",
                                       "test.nap.wanted"};
  return {
      .services = {{"counter", "counter.", {eda::on(types, on_event), eda::on_sweeps(on_event)}}},
      .events = {event(types[0], "P"), event(types[1], "I"), event(types[2], "N")}};
}

/// The same, beside a service that hears what the counter hears and sets a timer for P.
inline sim::Scenario with_others() {
  sim::Scenario world = scenario();
  world.services.push_back(
      {"other",
       "other.",
       {eda::on({"test.payment.completed", "test.inventory.reserved"}, on_other),
        eda::on_timers(on_alarm)}});
  return world;
}

/// A service that answers each of its own events.
inline eda::Service echo() {
  return {"echo", "echo.", {eda::on({"counter.counted", "echo.heard"}, on_echo)}};
}

}  // namespace counter
