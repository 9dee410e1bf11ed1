#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/tell/outcome.hpp"

namespace sim {

/// Returns the value at rank ceil(p / 100 * n), from 1, of n sorted values: the nearest-rank
/// percentile, which is exact and always one of the values. `p`: more than 0, up to 100. Throws
/// std::invalid_argument for another `p`, and if there are no values.
Duration percentile(std::vector<Duration> values, double p);

/// Returns `digest` with one more number, or with a text: FNV-1a.
std::uint64_t mixed(std::uint64_t digest, std::uint64_t number);
std::uint64_t mixed(std::uint64_t digest, const std::string& text);

/// One seeded run of a scenario under a load. A sample: other seeds may end otherwise.
/// Outcome::held has "store" in addition, {"rows", "bytes"}: rows that have not expired, and their
/// size as DynamoDB counts it. Facts and failures are all there; of equal failures only the first.
class Simulation : public Outcome {
 public:
  /// Events of one order, by Load::order_of.
  struct Order {
    Duration first{};    ///< arrival of its first event, from the start of the scenario
    Duration last{};     ///< publication of its last fact
    bool ended = false;  ///< a fact of it was published
  };
  /// Work of one service.
  struct Queue {
    struct Length {
      Duration at{};    ///< start of an interval of Load::sampled_every
      int waiting = 0;  ///< most deliveries that were left in the queue by a change in it
      friend bool operator==(const Length&, const Length&) = default;
    };
    /// Only intervals in which a delivery came or went. Before the next one the length is the same.
    std::vector<Length> lengths{};
    int waiting_max = 0;
    Duration busy{};                    ///< sum of the times that deliveries were under way
    int workers = 0;                    ///< 0: without limit
    std::uint64_t received = 0;         ///< requests for deliveries: one for each batch
    std::uint64_t given_up = 0;         ///< after ServiceQueue::attempts
    std::vector<Event> dead_letters{};  ///< of these, with ServiceQueue::has_dead_letters
    std::vector<Duration> failed_at{};  ///< moments of failed deliveries
  };
  struct Counts {
    std::uint64_t steps = 0;                        ///< of handlers: starts and requests
    std::uint64_t deliveries = 0;                   ///< handlers started
    std::uint64_t failures = 0;                     ///< of handlers
    std::uint64_t throttled = 0;                    ///< writes above Load::writes_per_row
    std::map<std::string, std::uint64_t> faults{};  ///< by name: "crash", "duplicate", "late", …
    std::map<std::string, std::uint64_t> requests{};  ///< by port
    friend bool operator==(const Counts&, const Counts&) = default;
  };
  /// Refusals of an arrival, see Admission.
  struct Refused {
    int times = 0;
    bool has_given_up = false;  ///< and did not come again
    bool was_let_in = false;    ///< and refused afterwards
  };
  struct Measures {
    std::uint64_t seed = 0;
    bool is_finished = false;  ///< false: stopped at Load::steps_max
    Duration span{};           ///< from the start of the scenario to its last step
    Counts counts{};
    std::map<std::string, Order> orders{};
    std::map<std::string, Queue> queues{};     ///< by service
    std::map<std::string, Refused> refused{};  ///< by order
    /// Part of the time in which a thing was at work, 0 to 1: "port/thing" of Load::things_of,
    /// "port" of Load::capacity, and rows of the store with Load::writes_per_row.
    std::map<std::string, double> busy{};
    std::uint64_t steps_digest = 0;  ///< of each step: see Simulation::digest
  };

  Simulation(Outcome outcome, Measures measures);

  const Measures& measures() const { return measures_; }
  /// Times from the first event of an order to its last, of the orders that have ended.
  std::vector<Duration> latencies() const;
  Duration percentile_of_latency(double p) const { return percentile(latencies(), p); }
  /// Part of the time in which the workers of `service` were busy, 0 to 1; without a limit the mean
  /// number of deliveries under way. Throws std::out_of_range for an unknown service.
  double utilisation(const std::string& service) const;
  /// Number of each step, each fact and all that is held at the end; equal for equal runs.
  std::uint64_t digest() const;
  /// "One sample, seed 7: 950 of 1000 orders ended, … ". Says when it was stopped.
  std::string summary() const;

 private:
  Measures measures_;
};

}  // namespace sim
