#pragma once

#include <memory>
#include <vector>

#include "eda/service.hpp"
#include "sim/port.hpp"
#include "sim/ports/bus_port.hpp"
#include "sim/ports/fifo_port.hpp"
#include "sim/ports/ids_port.hpp"
#include "sim/ports/store_port.hpp"
#include "sim/ports/timers_port.hpp"

// The one list of all ports. A new port is a header, a line in AskingPorts and one in WorldPorts.
namespace sim {

/// What one run of a handler holds in its hands: every port, all of them on one line.
class AskingPorts {
 public:
  explicit AskingPorts(Line& line)
      : store_{line}, bus_{line}, timers_{line}, ids_{line}, fifo_{line} {}

  void offer_to(eda::Environment& environment) {
    environment.offer<eda::Store>(store_);
    environment.offer<eda::Bus>(bus_);
    environment.offer<eda::Timers>(timers_);
    environment.offer<eda::Ids>(ids_);
    environment.offer<eda::Fifo>(fifo_);
  }

 private:
  AskingStore store_;
  AskingBus bus_;
  AskingTimers timers_;
  AskingIds ids_;
  AskingFifo fifo_;
};

/// The ports of one world, as values.
class WorldPorts {
 public:
  static constexpr int count = 5;

  WorldPorts(Library& library, const Scenario& scenario);

  Port& operator[](int number) const { return *ports_[std::size_t(number)]; }
  /// The port whose actions open with `name`. Throws std::logic_error when there is none.
  int number_of(std::string_view name) const;
  int retractions() const;

  static constexpr int bus_number = 0, store_number = 1, fifo_number = 2;
  const BusPort& bus() const { return *bus_; }

 private:
  BusPort* bus_ = nullptr;
  std::vector<std::unique_ptr<Port>> ports_;
};

}  // namespace sim
