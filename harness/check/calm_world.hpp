#pragma once

#include <memory>

#include "eda/bus.hpp"
#include "eda/json.hpp"
#include "eda/service.hpp"
#include "eda/time.hpp"

namespace check {

/// The world of `run`, one step at a time, with a bus of the test in it, such as a mock. One
/// delivery runs after another, without a fault. What the service publishes goes to that bus alone.
/// A test that has a CalmWorld is marked with the property "calm_world".
///     NiceMock<MockBus> bus;
///     CalmWorld world{kitchen_under_test(), bus};
///     EXPECT_CALL(bus, publish(…));
///     world.deliver(pizza::payment_completed("42"));
///     world.advance(31min);
class CalmWorld {
 public:
  /// Sweeps come every minute. `bus` must outlive this world, and must answer at once.
  CalmWorld(eda::Service service, eda::Bus& bus);
  CalmWorld(const CalmWorld&) = delete;
  CalmWorld& operator=(const CalmWorld&) = delete;
  ~CalmWorld();

  /// Delivers the event to each handler that subscribes to its type. Returns when they have ended,
  /// and with them all that they have caused at this moment. The test fails and ends if a handler
  /// throws, or if the service breaks another rule that holds in every test.
  void deliver(eda::Event event);
  /// Lets time pass. All that becomes due, sweeps too, is handled at its moment, one after another.
  void advance(eda::Duration duration);

  /// The moment in this world.
  eda::Instant now() const;
  /// Rows of the store, as a story shows them.
  eda::Json store() const;

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace check
