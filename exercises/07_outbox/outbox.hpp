#pragma once

#include <string>

#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/ids.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// The orders: each change of an order is saved and announced, or neither.
///
/// A command is accepted if it is the first `place_order` of its order, or an `add_item` to an
/// order that exists. What must hold, whatever the bus, the store and the clock do:
///  1. Each accepted command is announced by exactly one fact, told apart by (`source`, `id`). Its
///     copies are equal in everything. A refused command is announced by none.
///  2. The facts of an order carry `sequence` 1, 2, 3, …, in the order in which they were saved.
///     Their first copies are published in that order. `cents` is the total after the change.
///  3. Nothing is announced that has not been saved.
///  4. A command that comes again, by `commandId`, changes and announces nothing.
///  5. A fact that the bus does not take holds up its own order and no other.
///  6. Without faults a fact is published once, or twice if two postmen are at work at once.
///  7. Every handler ends: it asks its ports for at most 64 things.
namespace orders {

// Commands that the orders get. `data` is {"commandId", "orderId", "cents", "card", "clerk"}.
// No two commands share a `commandId`.
/// Opens an order with a sum of `cents`.
inline const std::string place_order = "com.pizzaco.desk.placeorder";
/// Adds `cents` to an order.
inline const std::string add_item = "com.pizzaco.desk.additem";

// Facts that the orders publish, with `source` and `id`. `data` is {"orderId", "sequence",
// "cents"}. Further fields are yours to add, but none of the command's.
inline const std::string placed = "com.pizzaco.order.placed";
inline const std::string item_added = "com.pizzaco.order.itemadded";

/// Ports of the handlers. Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
  eda::Ids& ids;
  eda::Log& log;
};

/// Handles one delivery of `place_order`. May run many times at once, also for one command. An
/// order that exists refuses another command of this type, silently.
eda::Task<> on_place_order(eda::Event command, Ports io);

/// Handles one delivery of `add_item`, likewise. An order that does not exist refuses it.
eda::Task<> on_add_item(eda::Event command, Ports io);

/// The postman: called once a minute, and at least three times after the last command. Two may be
/// at work at once.
eda::Task<> on_sweep(eda::Event tick, Ports io);

/// Called for every change of a row, in order for each key, at least once; may stay empty.
/// `type` is eda.store.inserted, .modified or .removed; `data` is {"partition", "sort", "before",
/// "after", "version", "byTtl"}, where `before` or `after` is null when there was, or is, no row.
eda::Task<> on_change(eda::Event record, Ports io);

inline const eda::Service service{
    "orders",
    "com.pizzaco.order.",
    {eda::on({place_order}, on_place_order), eda::on({add_item}, on_add_item),
     eda::on_sweeps(on_sweep), eda::on_changes(on_change)}};

}  // namespace orders
