#pragma once

#include <chrono>
#include <string>

#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/ids.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"

/// The kitchen: three tickets make one pizza, and no order waits longer than thirty minutes.
///
/// For every order these must hold, whatever the bus, the store and the clock do:
///  1. The handlers of all three facts ended before the deadline: exactly one `ready`, at most five
///     minutes after the last of them.
///  2. No `ready` before three different kinds of fact have come in.
///  3. Never both `ready` and `timed_out`.
///  4. A kind still missing at the deadline: exactly one `timed_out`, which names it, at most five
///     minutes late; and never a `ready` after that. A fact whose handler is under way at the
///     deadline, or that comes between the deadline and `timed_out`, may count or not.
///  5. No fact is lost, and none is taken for another's order.
///  6. A fact that comes again, another of the same kind, or one that comes after the end announces
///     nothing new, and its handler ends well.
///  7. Every handler ends: it asks its ports for at most 64 things.
/// "One" counts facts, told apart by (`source`, `id`). A fact may be published several times; then
/// its copies are equal in everything, `time` included.
namespace kitchen {

// Events that the kitchen gets. `data.orderId` names the order: text of 1 to 36 characters, as in a
// UUID. The other fields are for other services.
inline const std::string payment_completed = "com.pizzaco.payment.completed";
inline const std::string inventory_reserved = "com.pizzaco.inventory.reserved";
inline const std::string chef_assigned = "com.pizzaco.chef.assigned";

// Events that the kitchen publishes, with `source`, `id` and `time`. Further fields are yours to
// add.
/// `data` is {"orderId"}.
inline const std::string ready = "com.pizzaco.kitchen.ready";
/// `data` is {"orderId", "missing"}: those of "payment", "inventory", "chef" that have not
/// arrived.
inline const std::string timed_out = "com.pizzaco.kitchen.timedout";

/// The deadline of an order is that long after the first of its facts was processed: any moment
/// between the start and the end of that handler is right. The `time` of the fact does not matter.
inline constexpr eda::Duration patience = std::chrono::minutes{30};

/// Ports of the handlers. Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Timers& timers;
  eda::Clock& clock;
  eda::Ids& ids;
  eda::Log& log;
};

/// Handles one delivery of a fact. May run many times at once for one order, in any order, and
/// twice for the same fact. A rule of the bus may be wider than the three types: a fact of a type
/// that the kitchen does not know is ignored.
eda::Task<> on_fact(eda::Event fact, Ports io);

/// Handles each event that you have scheduled with `io.timers`: never early, perhaps up to four
/// minutes late, perhaps twice.
eda::Task<> on_timer(eda::Event timer, Ports io);

/// Called every minute, or at least once in the five minutes after a deadline. An
/// alternative to timers; may stay empty.
eda::Task<> on_sweep(eda::Event tick, Ports io);

/// Called for every change of a row, in order for each key, at least once; may stay empty.
/// `type` is eda.store.inserted, .modified or .removed; `data` is {"partition", "sort", "before",
/// "after", "version", "byTtl"}, where `before` or `after` is null when there was, or is, no row.
eda::Task<> on_change(eda::Event record, Ports io);

inline const eda::Service service{
    "kitchen",
    "com.pizzaco.kitchen.",
    {eda::on({payment_completed, inventory_reserved, chef_assigned}, on_fact),
     eda::on_timers(on_timer), eda::on_sweeps(on_sweep), eda::on_changes(on_change)}};

}  // namespace kitchen
