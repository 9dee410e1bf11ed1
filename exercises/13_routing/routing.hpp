#pragma once

#include <string>

#include "eda/caller.hpp"
#include "eda/cloud.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"

/// The pipes and letterboxes of the pizza company: queues, topics, rules and subscriptions as data,
/// and what creates them.
///
/// What must hold:
///  1. Each event reaches the queues that its rules and subscriptions name, and no other.
///  2. After `provision` the control plane has all that is in the file, also if it runs twice, at
///     the same time or later, or dies and runs again. Only subscriptions are ever erased.
///  3. Each queue names a queue of its kind for dead letters, and the number of deliveries after
///     which a letter goes there. A queue of dead letters names none. Each target of a rule names
///     a queue for dead letters.
///  4. No event causes itself, through whatever consumers.
///  5. A FIFO target has a group, the business key, and a deduplication id, the event's.
///  6. A service publishes in its own domain only.
///  7. A subscription that is gone from the file delivers nothing after `provision` has ended.
///  8. A stream bears its peak, the loss of two brokers and the longest outage, and keeps the order
///     of its business key.
///
/// In harness/ports/cloud/eda/, cloud.hpp has the control plane and its answers, topology.hpp the
/// types. harness/patterns/event_pattern.hpp has the language of patterns.
namespace plumbing {

/// A request: `data` is a topology.
inline const std::string provision_requested = "com.pizzaco.platform.provision";
/// A request: `data` is a fact in its JSON form. The answer is its notification.
inline const std::string notify_requested = "com.pizzaco.platform.notify";
/// Type of a notification: {"orderId", "verdict"}.
inline const std::string notification_requested = "com.pizzaco.notification.requested";

/// Ports of the handlers. Only the contents of the control plane survive the end of a handler.
struct Ports {
  eda::Cloud& cloud;
  eda::Log& log;
};

/// Makes the control plane have each resource of `topology`, and no subscription besides. Many may
/// run at once. Each may make 64 requests. In provision.cpp.
eda::Task<> provision(eda::Topology topology, Ports io);

/// Returns the letter to a customer about a fact: `data` has its `orderId`, and the last word of
/// its type as `verdict`. Pure: `id` follows from the fact's source and id, `time` is the fact's.
/// In transform.cpp.
eda::Event to_notification(const eda::Event& fact);

/// Answers `provision_requested`, and is given.
inline eda::Task<std::string> on_provision(eda::Event request, Ports io) {
  const eda::Topology topology = eda::topology_from_json(request.data);
  co_await provision(topology, io);
  co_return "done";
}

/// Answers `notify_requested`, and is given.
inline eda::Task<eda::Json> on_notify(eda::Event request, Ports) {
  const eda::Event fact = eda::event_from_json(request.data);
  co_return eda::to_json(to_notification(fact));
}

inline const eda::Service service{"platform",
                                  "com.pizzaco.platform.",
                                  {eda::on_requests({provision_requested}, on_provision),
                                   eda::on_requests({notify_requested}, on_notify)}};

}  // namespace plumbing
