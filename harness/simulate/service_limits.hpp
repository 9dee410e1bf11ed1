#pragma once

#include <algorithm>
#include <string>

#include "simulate/times.hpp"

namespace sim {

using namespace std::chrono_literals;

/// Queue in front of a service, and the workers behind it (SQS and Lambda).
struct ServiceQueue {
  int concurrency = 0;  ///< workers; 0: without limit
  int batch = 1;        ///< deliveries that a worker takes at once, and handles one by one
  /// Failed deliveries of an event before it is given up. 0: a failure is one of the simulation.
  int attempts = 0;
  /// From a failure to the next attempt; twice as long after each further one, up to a minute.
  Duration back_off{};
  /// An event of the bus that is not handled so long after a worker took it is delivered again.
  Duration visibility = 24h;
  bool has_dead_letters = true;  ///< false: what is given up is gone
};

/// Time from the failure number `attempt`, from 1, to the next attempt.
inline Duration back_off_after(const ServiceQueue& queue, int attempt) {
  constexpr Duration shortest = 100ms, longest = 1min;
  Duration delay = std::max(shortest, queue.back_off);
  for (int i = 1; i < attempt && delay < longest && queue.back_off > 0ms; ++i) delay *= 2;
  return std::min(delay, std::max(longest, queue.back_off));
}

/// A time in which a service handles nothing: each delivery fails at once.
struct Outage {
  std::string service;
  Duration from{}, until{};
  /// Only deliveries of this type about this order, by Load::order_of. Empty: all.
  std::string type{}, order{};
};

/// Capacity of a port, such as a payment provider. A request waits until a server is free.
struct Capacity {
  int servers = 1;
  Times time = Times::fixed(1s);  ///< of one request; while it is down by Scenario::weather: a call
  /// After a minute with more requests, none of the next minute gets an answer. 0: without limit.
  int requests_per_minute_max = 0;
};

/// Limit on arrivals of one type, and clients that come again when they are told to.
struct Admission {
  std::string type{};     ///< of the arrivals
  double per_minute = 0;  ///< 0: without limit
  int burst = 1;
  int queue_length = 0;  ///< refuses above so many waiting deliveries of `queue`; 0: without limit
  std::string queue{};   ///< name of the service
  /// True: before the arrival reaches anyone. False: the arrival is let in, and the queue refuses
  /// what follows from it.
  bool is_at_door = true;
  double gives_up = 0;  ///< probability that a client who is refused does not come again

  bool limits() const { return per_minute > 0 || queue_length > 0; }
};

}  // namespace sim
