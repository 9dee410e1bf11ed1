#pragma once

#include "eda/bus.hpp"

namespace eda {

/// Publishes `event` until the bus has accepted it. Resumes then; other handlers may have run
/// meanwhile. Each attempt counts towards the 64 requests of a delivery: a handler that would need
/// more fails. After a reply that got lost the bus may have the event more than once, so it needs
/// the same id and content in each attempt. A crash before the end leaves it unpublished: only a
/// redelivery announces it then. Throws as Bus::publish does. `Ports` has a member `bus`.
template <typename Ports>
Task<> announce(Event event, Ports io) {
  constexpr bool has_bus = requires { io.bus.publish(event); };
  static_assert(has_bus, "announce(event, io) publishes on io.bus: add eda::Bus& bus to Ports");
  if constexpr (has_bus) {
    while (true) {
      const PublishResult result = co_await io.bus.publish(event);
      if (result.ok()) co_return;
    }
  }
  co_return;
}

}  // namespace eda
