#include "sim/model/ports.hpp"

#include <stdexcept>

namespace sim {

namespace {

std::vector<int> subscriptions_to(eda::Subscription::To what, const Scenario& scenario) {
  std::vector<int> handlers;
  int handler = 0;
  for (const eda::Service& service : scenario.services)
    for (const eda::Subscription& subscription : service.subscriptions) {
      if (subscription.to == what) handlers.push_back(handler);
      ++handler;
    }
  return handlers;
}

}  // namespace

WorldPorts::WorldPorts(SharedTables& tables, const Scenario& scenario) {
  using To = eda::Subscription::To;
  auto bus = std::make_unique<BusPort>(tables, scenario);
  bus_ = bus.get();
  ports_.push_back(std::move(bus));
  ports_.push_back(std::make_unique<StorePort>(
      tables, store_number, subscriptions_to(To::changes, scenario), scenario.start));
  ports_.push_back(
      std::make_unique<FifoPort>(tables, fifo_number, subscriptions_to(To::fifo, scenario)));
  ports_.push_back(std::make_unique<TimersPort>(tables, scenario));
  ports_.push_back(std::make_unique<IdsPort>());
}

int WorldPorts::number_of(std::string_view name) const {
  for (int i = 0; i < count; ++i)
    if ((*this)[i].name() == name) return i;
  throw std::logic_error{"no port is called \"" + std::string{name} + "\""};
}

int WorldPorts::invalidated_reductions() const {
  int sum = 0;
  for (const auto& port : ports_) sum += port->invalidated_reductions();
  return sum;
}

}  // namespace sim
