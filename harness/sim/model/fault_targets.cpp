#include "sim/model/fault_targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace sim {

namespace {

/// Marks the places of `names` in `known`; empty: there are no names. `what`: what they name.
std::vector<bool> marked(const std::vector<std::string>& names,
                         const std::vector<std::string>& known, const char* field,
                         const char* what) {
  std::vector<bool> marks(names.empty() ? 0 : known.size());
  for (const std::string& name : names) {
    const auto place = std::find(known.begin(), known.end(), name);
    if (place == known.end())
      throw std::invalid_argument{
          fmt::format("Faults::{} names \"{}\", which is no {}. There are: {}", field, name, what,
                      fmt::join(known, ", "))};
    marks[std::size_t(place - known.begin())] = true;
  }
  return marks;
}

bool has_patterns(const Scenario& scenario) {
  for (const eda::Service& service : scenario.services)
    for (const eda::Subscription& subscription : service.subscriptions)
      if (subscription.to == eda::Subscription::To::pattern) return true;
  return false;
}

std::vector<std::string> subscribed_types(const Scenario& scenario) {
  std::set<std::string> types;
  for (const eda::Service& service : scenario.services)
    for (const eda::Subscription& subscription : service.subscriptions)
      types.insert(subscription.types.begin(), subscription.types.end());
  return {types.begin(), types.end()};
}

}  // namespace

FaultTargets::FaultTargets(const Scenario& scenario, const WorldPorts& ports)
    : types_{scenario.faults.duplicates_of} {
  const Faults& faults = scenario.faults;
  std::vector<std::string> services, names;
  for (const eda::Service& service : scenario.services) services.push_back(service.name);
  for (int port = 0; port < WorldPorts::count; ++port) names.push_back(ports.name_of(port));
  if (!has_patterns(scenario))  // a pattern may match any type
    marked(types_, subscribed_types(scenario), "duplicates_of",
           "event type that a service of the scenario subscribes to");
  may_crash_ = marked(faults.crashes_of, services, "crashes_of", "service of the scenario");
  may_be_unknown_ = marked(faults.unknowns_of, names, "unknowns_of", "port of this kit");
}

bool FaultTargets::has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace sim
