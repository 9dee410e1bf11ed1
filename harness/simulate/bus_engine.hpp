#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "patterns/event_pattern.hpp"
#include "simulate/engine.hpp"

namespace sim {

/// The bus. It keeps nothing: `accepted` gets each fact.
class BusEngine final : public Engine {
 public:
  using Accepted = std::function<void(const Event& fact, int service)>;
  BusEngine(const Scenario& scenario, Accepted accepted);

  /// Consignments of an event that reaches the bus.
  std::vector<Consignment> consignments(const std::shared_ptr<const Event>& event) const;

  Performed carry_out(const Json& request, const Call& call) override;

 private:
  using Facts = std::vector<std::shared_ptr<const Event>>;
  Performed take(const Facts& facts, const std::vector<bool>& is_taken, int service) const;

  std::vector<std::string> domains_;                             ///< by service
  std::vector<std::pair<std::vector<std::string>, int>> types_;  ///< -> subscription
  std::vector<std::pair<eda::EventPattern, int>> patterns_;      ///< -> subscription
  std::vector<eda::EventPattern> never_taken_;
  Accepted accepted_;
};

}  // namespace sim
