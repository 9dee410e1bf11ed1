#pragma once

#include <string>
#include <vector>

#include "sim/model/ports.hpp"

namespace sim {

/// Events, ports and services that the faults of a scenario may strike: Faults::duplicates_of,
/// unknowns_of and crashes_of.
class FaultTargets {
 public:
  /// Throws std::invalid_argument for a name that the scenario does not have: an event type without
  /// subscriptions, an unknown port or service.
  FaultTargets(const Scenario& scenario, const WorldPorts& ports);

  /// True if an event of `type` may be delivered more than once.
  bool may_be_copied(const std::string& type) const { return types_.empty() || has(types_, type); }
  bool may_crash(int service) const {
    return may_crash_.empty() || may_crash_[std::size_t(service)];
  }
  bool all_may_crash() const { return may_crash_.empty(); }
  /// Faults of `possible` that may strike a request to `port`.
  Budget at_port(int port, Budget possible) const {
    if (!may_be_unknown_.empty() && !may_be_unknown_[std::size_t(port)])
      possible.set(Fault::unknown, 0);
    return possible;
  }

 private:
  static bool has(const std::vector<std::string>& names, const std::string& name);

  std::vector<std::string> types_;
  std::vector<bool> may_crash_;       ///< by service; empty: all
  std::vector<bool> may_be_unknown_;  ///< by port; empty: all
};

}  // namespace sim
