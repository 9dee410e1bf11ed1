#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/model/budget.hpp"
#include "simulate/random.hpp"

namespace sim {

/// Delivery of an event to a subscription, see Message.
struct Consignment {
  int handler = 0;
  std::shared_ptr<const Event> event{};
  int from_port = -1;
  int lane = 0;
  int failures = 0;  ///< of earlier deliveries, see ServiceQueue::attempts
};

/// Times in which things of an engine were at work, by their names.
using BusyTimes = std::map<std::string, Duration>;

/// A consignment, or a `signal` to a port, that is due at a moment.
struct Due {
  std::int64_t at_ms = 0;  ///< since the start of the scenario
  Consignment consignment{};
  int port = -1;  ///< with `signal`
  int signal = -1;
};

/// Result of an action on an engine.
struct Performed {
  Json reply{};
  Budget spent{};  ///< faults that struck
  std::vector<Consignment> consignments{};
  std::vector<Due> due{};
  std::int64_t answer_in_ms = 0;  ///< the handler is told after so long
};

/// Circumstances of an action.
struct Call {
  int service = 0;               ///< of the handler
  int from_port = -1, lane = 0;  ///< of the delivery that it has in hand
  std::int64_t now_ms = 0;
  Budget faults{};  ///< kinds that strike, where the action can meet them
  Random& random;
};

/// Port in a simulation: the same requests and replies as Port, but with a state that changes in
/// place, so that a step takes as long with many rows as with few.
class Engine {
 public:
  virtual ~Engine() = default;

  /// Returns what is due from the start on.
  virtual Performed at_start() { return {}; }
  /// Carries out a request of a handler.
  virtual Performed carry_out(const Json& request, const Call& call) = 0;
  /// Carries out what the engine has scheduled for itself.
  virtual Performed signalled(int /*signal*/, const Call& /*call*/) { return {}; }
  /// Notes that the delivery of `lane` has been handled.
  virtual Performed acknowledged(int /*lane*/, const Call& /*call*/) { return {}; }
  /// Notes that the handler of `lane` has died. Returns what is delivered in its place; absent: the
  /// same delivery again.
  virtual std::optional<Performed> abandoned(int /*lane*/, const Call& /*call*/) { return {}; }
  /// Holdings for Outcome::held; null: this port has no book.
  virtual Json book() const { return nullptr; }
  /// Adds the times in which things of this engine were at work.
  virtual void add_busy(BusyTimes& /*busy*/) const {}
};

}  // namespace sim
