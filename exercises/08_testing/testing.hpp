#pragma once

#include <string>

#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/ids.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// The workshop's own sample of a kitchen, which is in the dock: see sample_kitchen.cpp.
namespace sample {

/// Ports of the handlers. Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
  eda::Ids& ids;
};

/// Handles `payment.completed`, `inventory.reserved` and `chef.assigned`.
eda::Task<> on_fact(eda::Event fact, Ports io);

/// Handles a tick of the scheduler: gives up the orders that have waited for too long.
eda::Task<> check_timeouts(eda::Event tick, Ports io);

/// Returns whether the order is waiting, and has been for longer than thirty minutes.
bool is_stale(const eda::Json& order, eda::Instant now);

/// Publishes `order.timeout` for an order.
eda::Task<> emit_timeout(eda::Json order, Ports io);

/// Publishes commands that undo what the other services have done for an order.
eda::Task<> compensate(eda::Json order, Ports io);

/// The kitchen of the sample. It publishes in the names of other services, which the bus would
/// refuse; so its domain is the whole company's.
eda::Service kitchen();

}  // namespace sample

/// The same kitchen, in which the defence has repaired the sweep: see sample_kitchen_repaired.cpp.
namespace repaired {

eda::Task<> check_timeouts(eda::Event tick, sample::Ports io);
eda::Service kitchen();

}  // namespace repaired
