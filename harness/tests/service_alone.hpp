#pragma once

#include <string>
#include <vector>

#include "eda/bus.hpp"
#include "eda/service.hpp"
#include "port_alone.hpp"

/// Services that never run. A port needs them for their subscriptions.
namespace alone {

struct Ports {
  eda::Bus& bus;
};
inline eda::Task<> nothing(Event, Ports) { co_return; }

/// Returns a service whose types begin with "com.pizzaco.NAME." and that subscribes to `types`.
inline eda::Service service_of(std::string name, std::vector<std::string> types = {}) {
  return {name, "com.pizzaco." + name + ".", {eda::on(std::move(types), nothing)}};
}

inline Event fact(std::string type, std::string id = "1") {
  Event event{"com.pizzaco." + std::move(type)};
  event.source = "kitchen-service";
  event.id = std::move(id);
  return event;
}

}  // namespace alone
