#pragma once

#include <memory>
#include <vector>

#include "eda/service.hpp"
#include "sim/model/port.hpp"
#include "sim/model/ports/bus_port.hpp"
#include "sim/model/ports/fifo_port.hpp"
#include "sim/model/ports/ids_port.hpp"
#include "sim/model/ports/store_port.hpp"
#include "sim/model/ports/timers_port.hpp"

// The one list of all ports. A new port is a header, a line in PortProxies and one in WorldPorts.
namespace sim {

/// What one run of a handler holds in its hands: every port, all of them on one line.
class PortProxies {
 public:
  explicit PortProxies(RequestChannel& channel)
      : store_{channel}, bus_{channel}, timers_{channel}, ids_{channel}, fifo_{channel} {}

  void offer_to(eda::Environment& environment) {
    environment.offer<eda::Store>(store_);
    environment.offer<eda::Bus>(bus_);
    environment.offer<eda::Timers>(timers_);
    environment.offer<eda::Ids>(ids_);
    environment.offer<eda::Fifo>(fifo_);
  }

 private:
  StoreProxy store_;
  BusProxy bus_;
  TimersProxy timers_;
  IdsProxy ids_;
  FifoProxy fifo_;
};

/// The ports of one world, as values.
class WorldPorts {
 public:
  static constexpr int count = 5;

  WorldPorts(SharedTables& tables, const Scenario& scenario);

  Port& operator[](int number) const { return *ports_[std::size_t(number)]; }
  /// The port whose actions open with `name`. Throws std::logic_error when there is none.
  int number_of(std::string_view name) const;
  int invalidated_reductions() const;

  static constexpr int bus_number = 0, store_number = 1, fifo_number = 2;
  const BusPort& bus() const { return *bus_; }

 private:
  BusPort* bus_ = nullptr;
  std::vector<std::unique_ptr<Port>> ports_;
};

}  // namespace sim
