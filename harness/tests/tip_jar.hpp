#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/log.hpp"
#include "eda/store.hpp"
#include "sim/model/scenario.hpp"

/// A small world for tests of the harness: tips go into a jar, and the jar publishes its sum.
namespace tip_jar {

using eda::Event, eda::Json, eda::Task;
using namespace std::chrono_literals;

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
  eda::Log& log;
};

struct Jar {
  int cents = 0;
  std::set<std::string> tips;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Jar, cents, tips)
};

inline constexpr auto tip_given = "com.bistro.tip.given", jar_filled = "com.bistro.jar.filled";

inline Event tip(std::string id, int cents = 100) {
  Event event{tip_given};
  event.source = "till";
  event.id = std::move(id);
  event.data["cents"] = cents;
  return event;
}

inline Event filled(int cents) {
  Event event{jar_filled};
  event.source = "jar";
  event.id = "filled-" + std::to_string(cents);
  event.data["cents"] = cents;
  return event;
}

/// A service of the domain "com.bistro.jar." that gets the tips.
inline eda::Service service(Task<> (*on_tip)(Event, Ports)) {
  return {"jar", "com.bistro.jar.", {eda::on({tip_given}, on_tip)}};
}

/// Returns a scenario in which `on_tip` gets all of `tips` at once.
inline sim::Scenario scenario(Task<> (*on_tip)(Event, Ports), std::vector<sim::Arrival> tips) {
  return {.services = {service(on_tip)}, .events = std::move(tips)};
}

/// Right: adds each tip once in every schedule, then publishes the sum.
inline Task<> adds(Event tip, Ports io) {
  while (true) {
    auto jar = co_await io.store.get<Jar>("jar", eda::Read::strong);
    if (!jar->tips.insert(tip.id).second) co_return;
    jar->cents += tip.data.at("cents").get<int>();
    const auto saved = co_await io.store.put_if_unchanged(jar);
    if (saved.refused()) continue;
    (void)co_await io.bus.publish(filled(jar->cents));
    co_return;
  }
}

/// Wrong: two tips at once, and one of them is lost.
inline Task<> loses_tips(Event tip, Ports io) {
  auto jar = co_await io.store.get<Jar>("jar", eda::Read::strong);
  jar->cents += tip.data.at("cents").get<int>();
  (void)co_await io.store.put(jar);
  (void)co_await io.bus.publish(filled(jar->cents));
}

}  // namespace tip_jar
