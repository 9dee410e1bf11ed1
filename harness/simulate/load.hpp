#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/model/scenario.hpp"
#include "simulate/service_limits.hpp"
#include "simulate/times.hpp"

namespace sim {

/// Probability of each kind of fault, 0 to 1. The lists of names in Scenario::faults hold here too
/// (duplicates_of, crashes_of, unknowns_of, never_taken); its numbers do not.
struct Rates {
  double copies = 0;            ///< of a delivery by the bus: it comes once more
  double late = 0;              ///< of an arrival
  double crashes = 0;           ///< of a request: its handler dies before it gets the reply
  double stale_reads = 0;       ///< of an eventual read
  double throttles = 0;         ///< of a request to the store or the bus
  double unknowns = 0;          ///< of a request: no answer comes back
  double partial_failures = 0;  ///< of a publication
  double timer_copies = 0;      ///< of a timer or sweep
  double late_timers = 0;       ///< of a timer: it fires Faults::timer_late_by later
  double redeliveries = 0;      ///< of an event of a log, or of a queue with a RetryPolicy
  double rebalances = 0;        ///< of an event of records::rebalance
  /// Of a visibility timeout that passes while the handler is under way. Needs
  /// Faults::visibility_expiries_max.
  double visibility_expiries = 0;
};

/// Traffic on a scenario, and the capacity of its services. A value: the same scenario, load and
/// seed give the same simulation.
struct Load {
  std::vector<Arrival> arrivals{};  ///< beside Scenario::events, in any order
  Rates rates{};
  /// Time from a request of a handler until its port has answered it.
  Times call = Times::uniform(1ms, 20ms);
  std::map<std::string, Times> calls_of{};      ///< … to the port of that name: "store"
  Times hop = Times::fixed(0ms);                ///< from a publication to its deliveries
  Times copied_after = Times::uniform(0s, 5s);  ///< from a delivery to its copy
  Times late_by = Times::fixed(10min);
  Times redelivered_after = Times::fixed(30s);  ///< from a crash to the same delivery again
  /// Deliveries that a service handles at once, by its name. Others wait in a queue, first come,
  /// first served. Absent: without limit.
  std::map<std::string, int> workers{};
  /// Queues in front of services, by name. A service is in this list or in `workers`.
  std::map<std::string, ServiceQueue> queues{};
  std::vector<Outage> outages{};
  std::map<std::string, Capacity> capacity{};  ///< of ports, by name
  Admission admission{};
  /// Ports whose requests touch but the one thing that this field of a request names, such as
  /// "stream". Then a step does not cost as much as all the port holds. Its numbers over all things
  /// count each thing by itself.
  std::map<std::string, std::string> things_of{};
  /// Writes that a row of the store takes in a second, at first as many at once. Further ones are
  /// throttled, and told so after 0.2 to 1 s, which is the waiting of an SDK. 0: without limit.
  int writes_per_row = 0;
  /// Returns the name of the order that an event belongs to; empty: none. By default its subject.
  std::function<std::string(const Event&)> order_of = [](const Event& event) {
    return event.subject;
  };
  Duration sampled_every = 1s;  ///< resolution of Simulation::Queue::lengths
  /// Spends at most as many faults of each kind as Scenario::faults allows, so that the explorer
  /// can meet the same end.
  bool keeps_to_faults = false;
  std::optional<Duration> until{};       ///< the simulation ends then, whatever is under way
  std::uint64_t steps_max = 20'000'000;  ///< the simulation stops there, and says so
};

/// Moments of `count` arrivals of a Poisson process, from the start of the scenario on. Throws
/// std::invalid_argument unless `per_minute` is more than 0.
std::vector<Duration> poisson(double per_minute, int count, std::uint64_t seed);

/// Moments of arrivals, `size` at once, at 0, `every`, 2 `every` …; `count` of them in all. Throws
/// std::invalid_argument unless `size` is at least 1.
std::vector<Duration> bursts(int size, Duration every, int count);

}  // namespace sim
