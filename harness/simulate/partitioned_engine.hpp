#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "simulate/port_engine.hpp"

namespace sim {

/// Engine of a port whose requests name a thing, such as a stream or a payment, and touch nothing
/// else. Each thing has a state of its own, so a step costs as much as one of them is large.
class PartitionedEngine final : public Engine {
 public:
  /// `field`: of a request, names the thing.
  PartitionedEngine(SharedTables& tables, Port& port, std::string field)
      : tables_{tables}, port_{port}, field_{std::move(field)} {}

  Performed carry_out(const Json& request, const Call& call) override;
  Performed acknowledged(int lane, const Call& call) override;
  std::optional<Performed> abandoned(int lane, const Call& call) override;
  Json book() const override;
  void add_busy(BusyTimes& busy) const override;

 private:
  struct Thing {
    std::unique_ptr<PortEngine> engine;
    int lanes = 0;              ///< with a delivery that has not been handled
    std::int64_t since_ms = 0;  ///< while there are any
    std::int64_t busy_ms = 0;
  };
  Thing& thing(const std::string& name);
  void note(const std::string& name, const Performed& performed, const Call& call);

  SharedTables& tables_;
  Port& port_;
  std::string field_;
  std::map<std::string, Thing> things_;
  std::unordered_map<int, std::string> names_;  ///< by lane
};

}  // namespace sim
