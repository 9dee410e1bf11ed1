#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "eda/announce.hpp"
#include "eda/bus.hpp"
#include "eda/caller.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// Letters that say "an order was placed", in three versions, their writer and one of their
/// readers.
///
/// `data` of a letter:
///     2019  {"orderId", "amount"}                                  without a number
///     V1    {"version": 1, "orderId", "amount", "customerId"?}
///     V2    {"version": 2, "orderId", "totalAmount", "currency", "customerId"?}
/// Amounts are whole pence. The contract of 2019 and V1 says that they are GBP. V2 names its
/// currency. schemas.json has the schemas.
///
/// What must hold, in whatever order the letters arrive, and however often:
///  1. Revenue counts each order once, with its pence and its currency.
///  2. The ledger is a binary of 2021. Until its upgrade it never gets a letter that it takes for
///     one of its own and cannot read. In the end it has booked each order once.
///  3. The archive stays as it is.
///  4. A letter that cannot be read is parked once, and nothing is counted for it: its version is
///     unknown, or it is V2 without a currency.
///  5. `upcast` is pure and idempotent.
namespace orders {

/// `data` has `version`, or is of 2019.
inline const std::string placed_fact = "com.pizzaco.order.placed";
/// For writers who prefer a type to a field: `data` is V2. Who reads V2 hears both types.
inline const std::string placed_fact_v2 = "com.pizzaco.order.placed.v2";
/// A command: {"orderId", "pence", "currency", "at", "migration": "v1", "both" or "v2"}.
inline const std::string requested = "com.pizzaco.order.requested";

/// Languages in which the orders are announced.
enum class Migration {
  v1,    ///< one V1 letter
  both,  ///< one V1 letter and one V2 letter, with ids of their own
  v2,    ///< one V2 letter
};

struct Order {
  std::string order_id;
  std::int64_t pence = 0;
  std::string currency;  ///< "GBP", unless the migration is v2
  eda::Instant at;       ///< `time` of each of its letters
};

/// Returns the letters that announce an order. Pure: equal arguments give equal letters. In
/// orders.cpp.
std::vector<eda::Event> placed(const Order& order, Migration migration);

struct Ports {
  eda::Bus& bus;
};

inline Migration migration_of(const eda::Event& command) {
  const std::string name = command.data.at("migration");
  return name == "v1" ? Migration::v1 : name == "both" ? Migration::both : Migration::v2;
}

/// Handles `requested`, and is given: publishes what `placed` returns.
inline eda::Task<> on_command(eda::Event command, Ports io) {
  Order order;
  order.order_id = command.data.at("orderId");
  order.pence = command.data.at("pence");
  order.currency = command.data.at("currency");
  order.at = eda::from_rfc3339(command.data.at("at").get<std::string>());
  const std::vector<eda::Event> letters = placed(order, migration_of(command));
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const eda::Event letter = letters[i];
    co_await eda::announce(letter, io);
  }
}

inline const eda::Service service{
    "orders", "com.pizzaco.order.", {eda::on({requested}, on_command)}};

}  // namespace orders

namespace revenue {

// Facts that revenue publishes, with `source`, `id` and the `time` of the letter.
/// {"orderId", "pence", "currency"}: one distinct fact for each order. It shows nothing of the
/// version: made from a V1 letter and from a V2 letter it is the same, in everything.
inline const std::string counted = "com.pizzaco.revenue.counted";
/// {"eventId", "why"}: one distinct fact for each letter that cannot be read.
inline const std::string parked = "com.pizzaco.revenue.parked";

/// A request. `data` is a letter in its JSON form, and the answer is what `upcast` makes of it.
inline const std::string upcast_requested = "com.pizzaco.revenue.upcast";

/// Ports of the handlers. Only the contents of the store survive the end of a handler. The archive
/// is the partition "archive", with a row for each letter, by its id.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Log& log;
};

/// Returns a letter of 2019 or V1 as V2: `amount` is called `totalAmount`, `currency` is GBP,
/// `version` is 2. All else stays, also fields and attributes that are not known. V2 and any other
/// version is returned as it is. In upcasters.cpp.
eda::Event upcast(eda::Event order);

/// Handles one delivery of a letter, of either type. Many may run at once. In revenue.cpp.
eda::Task<> on_order_placed(eda::Event order, Ports io);

/// Answers `upcast_requested`, and is given.
inline eda::Task<eda::Json> on_upcast(eda::Event request, Ports) {
  const eda::Event letter = eda::event_from_json(request.data);
  co_return eda::to_json(upcast(letter));
}

inline const eda::Service service{
    "revenue",
    "com.pizzaco.revenue.",
    {eda::on({orders::placed_fact, orders::placed_fact_v2}, on_order_placed),
     eda::on_requests({upcast_requested}, on_upcast)}};

}  // namespace revenue
