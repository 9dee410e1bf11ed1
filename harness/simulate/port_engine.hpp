#pragma once

#include "sim/model/ports.hpp"
#include "simulate/engine.hpp"

namespace sim {

/// Engine of any port: takes the port's own steps. A step costs as much as the state is large.
class PortEngine final : public Engine {
 public:
  PortEngine(SharedTables& tables, Port& port) : tables_{tables}, port_{port} {}

  Performed at_start() override;
  Performed carry_out(const Json& request, const Call& call) override;
  Performed signalled(int signal, const Call& call) override;
  Performed acknowledged(int lane, const Call& call) override;
  std::optional<Performed> abandoned(int lane, const Call& call) override;
  Json book() const override;

 private:
  Performed step(int action, const Call& call);
  Performed chosen(std::vector<Effect> effects, const Call& call);
  Situation situation(const Call& call) const;
  Performed performed(Effect effect);
  Consignment consignment(const Message& message) const;

  SharedTables& tables_;
  Port& port_;
  int state_ = 0;
};

}  // namespace sim
