#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eda/row.hpp"
#include "eda/service.hpp"

namespace sim {

using eda::Duration, eda::Event, eda::Instant, eda::Json;
using namespace std::chrono_literals;

/// Faults that may happen, and how often in one schedule. Zero: never.
struct Faults {
  int duplicates_per_event_max =
      0;                    ///< further deliveries of each event, sequential and overlapping
  int duplicates_max = 15;  ///< … of all events together
  std::vector<std::string> duplicates_of{};  ///< … only of these types; empty: of all
  int timer_duplicates_max = 0;              ///< further deliveries of timers and sweeps, together
  /// Events of a log, or of a queue with a RetryPolicy, that come again after their handler has
  /// ended: of one append and for one reader at most one. Also watermarks that come twice.
  int redeliveries_max = 0;
  /// Messages of a queue with a RetryPolicy that are delivered again while their handler is under
  /// way, when the visibility timeout has passed. Time passes only while a handler waits for a late
  /// answer, or with time_races_max.
  int visibility_expiries_max = 0;
  int crashes_max = 0;  ///< a handler dies at an await; its event is delivered again
  std::vector<std::string> crashes_of{};  ///< … only of these services; empty: of all
  /// Partitions that get another owner. Each needs an event of records::rebalance.
  int rebalances_max = 0;
  int stale_reads_max = 0;  ///< an eventual read misses one or more of the latest writes
  int throttles_max = 0;    ///< store or bus refuse a request: nothing is done
  int unknowns_max = 0;     ///< no answer comes back: done, or not done
  std::vector<std::string> unknowns_of{};  ///< … only from ports of these names; empty: from all
  int partial_failures_max = 0;            ///< the bus does not take one entry of a publication
  /// Event patterns (see eda::EventPattern). The bus never takes an entry that matches one of them,
  /// which costs no fault.
  std::vector<Json> never_taken{};
  int late_timers_max = 0;  ///< a timer fires `timer_late_by` after it is due
  Duration timer_late_by = 4min;
  int time_races_max =
      0;  ///< time passes to the next thing that is due while handlers are under way
  bool time_races = false;  ///< … without a limit
};

inline bool time_can_race(const Faults& faults) {
  return faults.time_races || faults.time_races_max > 0;
}

/// Degree to which handlers may overlap.
enum class Overlap {
  none_any_order,  ///< one delivery after another, in every order
  full,            ///< every interleaving at every await, in every order
};

/// Event and the time at which it reaches the bus, counted from the start of the scenario.
struct Arrival {
  Event event;
  Duration at{};

  Arrival(Event event, Duration at = {}) : event{std::move(event)}, at{at} {}  // NOLINT
};

/// Parts of a publication that make outcomes differ. Fewer parts are faster; a test may judge only
/// the parts that are kept.
struct Observed {
  bool order = false;   ///< the order in which facts were published
  bool time = false;    ///< when each was published, and when requests were answered
  bool copies = false;  ///< number of publications of each
};

/// Settings of a queue that delivers its messages more than once: see eda::Delivery.
struct RetryPolicy {
  RetryPolicy(int attempts_max, Duration visibility, bool has_dead_letters,
              Duration delay_max = 12h)
      : attempts_max{attempts_max},
        visibility{visibility},
        has_dead_letters{has_dead_letters},
        delay_max{delay_max} {}

  int attempts_max;       ///< after so many deliveries a message is parked without a reason
  Duration visibility;    ///< see Faults::visibility_expiries_max
  bool has_dead_letters;  ///< false: what would be parked is lost
  Duration delay_max;     ///< longest delay of eda::Delivery::retry_after
};

/// Settings of a queue with a name. One that has no settings is a FIFO queue.
struct Queue {
  Queue(std::string name, bool is_fifo, std::optional<RetryPolicy> policy = {})
      : name{std::move(name)}, is_fifo{is_fifo}, policy{policy} {}

  std::string name;
  bool is_fifo;  ///< false: a standard queue, which keeps no order and drops no event
  std::optional<RetryPolicy> policy;  ///< only of a queue with at most one subscription
};

/// Bodies that a service outside rejects, and its reason.
struct Rejection {
  Rejection(Json pattern, std::string why, Duration until = Duration::max())
      : pattern(std::move(pattern)), why{std::move(why)}, until{until} {}

  Json pattern;  ///< of the bodies: see eda::EventPattern. {"to": ["Nowhere Lane"]}
  std::string why;
  Duration until;  ///< from then on, since the start, the service takes them
};

/// A service outside that handlers call by its name.
struct Target {
  explicit Target(std::string name, std::string key = "", std::vector<Rejection> rejects = {})
      : name{std::move(name)}, key{std::move(key)}, rejects{std::move(rejects)} {}

  std::string name;
  /// Path of a field of the body, such as "data.orderId". Accepted calls of one value there keep
  /// their order in the book; bodies without it have the value "". Empty: all calls keep it.
  std::string key;
  std::vector<Rejection> rejects;  ///< the first that matches counts
};

/// Partitions of the log. Records appended after the log has been repartitioned are spread over
/// `repartitioned_to` partitions; those before stay where they are. 0: that never happens. Nothing
/// is read before it has happened. It takes an event of records::rebalance.
struct Partitioning {
  Partitioning(int partitions = 1, int repartitioned_to = 0)  // NOLINT: {.records = 3}
      : partitions{partitions}, repartitioned_to{repartitioned_to} {}

  int partitions, repartitioned_to;
};

/// Limits of the store that a scenario makes smaller than DynamoDB's. 0: no limit but DynamoDB's.
struct StoreLimits {
  int page_size = 0;        ///< rows of a page; a longer `query` is refused
  int transaction_max = 0;  ///< writes of a transaction
};

/// A time in which a service outside answers badly, such as a provider of payments. It costs no
/// faults.
struct Weather {
  enum class Kind {
    down,   ///< nothing is done, and the caller is told at once that there was no answer
    hangs,  ///< nothing is done, and the caller is told so after `answers_in`
    slow,   ///< a request is carried out at once, and answered after `answers_in`
  };
  /// From `from` on, before `until`, counted from the start of the scenario.
  Weather(std::string target, Kind kind, Duration from, Duration until, Duration answers_in = 30s)
      : target{std::move(target)}, kind{kind}, from{from}, until{until}, answers_in{answers_in} {}

  std::string target;  ///< name of its port, or of a Target
  Kind kind;
  Duration from, until;
  Duration answers_in;
};

/// A port that code of the test plays in place of the kit, such as a mock. It has no book. Only for
/// check::run, which puts each request to it once; a search looks at steps in any order.
struct PlayedPort {
  std::string port;                                 ///< its name
  std::function<Json(const Json& request)> answer;  ///< returns what the handler is told
};

/// World of a test: its services, the events that happen, the faults that may happen.
struct Scenario {
  std::vector<eda::Service> services;
  std::vector<Arrival> events;
  std::vector<eda::Item> rows{};  ///< in the store at the start; each has version 1
  StoreLimits store{};
  std::vector<Queue> queues{};       ///< that no service subscribes to, or that are no FIFO queues
  std::vector<Target> downstream{};  ///< services outside, besides those that are ports
  Partitioning records{};
  /// Times at which the log tells its readers how far it is, counted from the start.
  std::vector<Duration> watermarks{};
  /// Times at which the scheduler ticks, counted from the start. As time passes only while no
  /// handler is under way, a sweep at 0 comes after the handlers of the first events. With
  /// Faults::time_races_max it may come earlier.
  std::vector<Duration> sweeps{};
  /// Times at which the clock stops although nothing is due, so that handlers may act then.
  std::vector<Duration> stops{};
  Faults faults{};
  std::vector<Weather> weather{};  ///< of services outside; of two for one moment the first counts
  std::vector<PlayedPort> played{};
  Overlap overlap = Overlap::full;
  Observed observed{};
  Instant start = Instant{Duration{1'768'298'400'000}};  ///< 2026-01-13T10:00:00Z
  int steps_per_delivery_max = 64;  ///< a handler with more requests counts as endless
  std::size_t worlds_max = 3'000'000;
};

}  // namespace sim
