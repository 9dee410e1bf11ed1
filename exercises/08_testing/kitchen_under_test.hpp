#pragma once

#include <vector>

#include "check/calm_world.hpp"
#include "check/candidates.hpp"
#include "check/check.hpp"
#include "eda/bus.hpp"
#include "fixtures/pizza.hpp"

/// The kitchen that your tests judge. Its contract is the header of 03, correlator.hpp, and what
/// its README has settled. Each of its rows is its own; your tests look at what it publishes.
inline eda::Service kitchen_under_test() { return check::service_under_test(); }

namespace kitchen {

// Events that the kitchen gets come from fixtures/pizza.hpp. These are those that it publishes.
/// `data` is {"orderId"}.
inline const std::string ready = "com.pizzaco.kitchen.ready";
/// `data` is {"orderId", "missing"}: those of "payment", "inventory", "chef" that have not come.
inline const std::string timed_out = "com.pizzaco.kitchen.timedout";

}  // namespace kitchen

/// A bus for check::CalmWorld. It takes everything, unless a test says otherwise.
class MockBus : public eda::Bus {
 public:
  MockBus() {
    ON_CALL(*this, publish).WillByDefault([](const std::vector<eda::Event>& events) {
      return answer(std::vector(events.size(), eda::EntryResult::accepted));
    });
  }
  using Bus::publish;
  MOCK_METHOD(eda::Task<eda::PublishResult>, publish, (std::vector<eda::Event>), (override));

  /// Returns the answer of a bus, for a test that says otherwise.
  static eda::Task<eda::PublishResult> answer(std::vector<eda::EntryResult> entries) {
    co_return eda::PublishResult{std::move(entries)};
  }
};

/// Tells the harness that the tests in your file are a suite. It runs them against many kitchens.
static const check::SuiteFile your_file{__BASE_FILE__};
