#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service_alone.hpp"
#include "sim/model/ports/bus_port.hpp"

/// A bus without handlers and schedules.
namespace bus_alone {

using namespace alone;

inline auto publish(std::vector<Event> events) {
  return [events](eda::Bus& bus) { return bus.publish(events); };
}
inline auto publish(Event event) { return publish(std::vector{std::move(event)}); }

inline const Event ready = fact("kitchen.ready"), burnt = fact("kitchen.burnt", "2");

/// Bus on which the kitchen publishes. A waiter subscribes to "ready", a scale to all types.
class BusAlone : public PortAlone<sim::BusProxy> {
 public:
  explicit BusAlone(std::optional<Fault> possible = {}, sim::Scenario extra = {})
      : PortAlone{port}, port{tables, with_services(std::move(extra))} {
    if (possible) now.faults = Budget::one(*possible);
  }

  sim::SharedTables tables;
  sim::BusPort port;

  /// Types of the published events that the scenario observes.
  std::vector<std::string> published() const {
    std::vector<std::string> types;
    for (const sim::Taken& taken : port.taken(now.state))
      types.push_back(sim::short_type(tables.events.event(taken.event).type));
    return types;
  }

 private:
  static sim::Scenario with_services(sim::Scenario scenario) {
    const std::string ready = "com.pizzaco.kitchen.ready", burnt = "com.pizzaco.kitchen.burnt";
    const std::vector<eda::Service> others = std::move(scenario.services);
    scenario.services = {service_of("kitchen"), service_of("waiter", {ready}),
                         service_of("scale", {ready, burnt})};
    scenario.services.insert(scenario.services.end(), others.begin(), others.end());
    return scenario;
  }
};

}  // namespace bus_alone
