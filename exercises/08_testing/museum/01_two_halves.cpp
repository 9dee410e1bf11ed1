// Exhibit 1: two halves, no whole.
//
// As reported in Particular/NServiceBus#1828 (2013-12-04, version 4.3 beta 1.20, closed).
// A saga may be started by either of two events, and it ends when both are in. With one of the
// storages, sagas are left over now and then that never end, although both events came.
// The mechanism below is our reading; the thread does not name it.
// Rule (03): no fact is lost, and none is taken for another order's. Cure: 03.
#include "museum.hpp"

namespace two_halves {

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Ids& ids;
};

/// Each handler that finds no saga of its order begins one, under an id of its own.
eda::Task<> on_half(eda::Event half, Ports io) {
  auto sagas = co_await io.store.scan<eda::Json>("saga/");
  eda::Item saga;
  if (sagas.empty()) {
    const std::string id = co_await io.ids.next();
    saga.key = "saga/" + id;
    saga.value = eda::Json::object();
  } else {
    saga = sagas.front();
  }
  saga->emplace(half.type, true);
  (void)co_await io.store.put_if_unchanged(saga);
  if (saga->size() == 2) co_await museum::say("museum.both_are_in", io);
}

/// The cure: the saga is begun under the key of its order.
eda::Task<> on_half_cured(eda::Event half, Ports io) {
  while (true) {
    auto saga = co_await io.store.get<eda::Json>("saga/of-order-7", eda::Read::strong);
    if (!saga.exists()) saga.value = eda::Json::object();
    saga->emplace(half.type, true);
    const eda::WriteResult saved = co_await io.store.put_if_unchanged(saga);
    if (!saved.ok()) continue;
    if (saga->size() == 2) co_await museum::say("museum.both_are_in", io);
    co_return;
  }
}

}  // namespace two_halves
