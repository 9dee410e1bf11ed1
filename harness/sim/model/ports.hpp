#pragma once

#include <array>
#include <map>
#include <memory>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

#include "eda/service.hpp"
#include "port_list.hpp"
#include "sim/model/interner.hpp"
#include "sim/model/port.hpp"
#include "sim/model/ports/bus_port.hpp"

namespace sim {

/// Ports of one handler: those that its Ports struct names, all on one channel.
class PortProxies {
 public:
  explicit PortProxies(RequestChannel& channel) : channel_{channel} {}
  PortProxies(const PortProxies&) = delete;

  void offer_to(eda::Environment& environment) {
    environment.offer_others([this](const std::type_info& type) { return find(type); });
  }

 private:
  void* find(const std::type_info& interface);

  RequestChannel& channel_;
  std::vector<std::shared_ptr<void>> proxies_;
};

/// The ports of one world, as values.
class WorldPorts {
 public:
  static constexpr int count = int(ports::list.size());

  WorldPorts(SharedTables& tables, const Scenario& scenario);

  Port& operator[](int number) const { return *ports_[std::size_t(number)]; }
  /// Returns the port whose requests start with `name`. Throws std::logic_error if there is none.
  int number_of(std::string_view name) const;
  /// Name of port `number`, with which its requests start: {"port": "store", "do": …}.
  const std::string& name_of(int number) const;
  /// Name of its book: see Outcome::held.
  const std::string& book_name_of(int number) const;
  int invalidated_reductions() const;

  /// Number of the holdings of all ports with books in these states; 0: in their first states.
  int books(const std::array<int, count>& states) const;
  /// Holdings of that number, by the name of the book: {"NAME": …}.
  const eda::Json& held(int books) const { return held_[books]; }

  static constexpr int bus_number = 0;
  const BusPort& bus() const { return *bus_; }

 private:
  /// Throws std::invalid_argument for weather that no port has.
  void check(const Weather& weather) const;

  BusPort* bus_ = nullptr;
  std::vector<std::unique_ptr<Port>> ports_;
  std::vector<int> with_books_;                       ///< ports
  mutable std::map<std::vector<int>, int> books_of_;  ///< by the states of those ports
  mutable JsonInterner held_;
};

}  // namespace sim
