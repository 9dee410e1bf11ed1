#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "eda/caller.hpp"
#include "eda/clock.hpp"
#include "eda/events.hpp"
#include "eda/ids.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// The shop: an event store that holds the truth, and two boards that are made from it.
///
/// What must hold, whatever the event store, the store and the processes do:
///  1. No event of a stream is illegal for the order before it (table in the README).
///  2. A command is accepted or rejected as the table says. Its answer fits the stream in the end.
///  3. The copy of a command that appended an event is accepted again, and appends none.
///  4. In the end both boards show all events, each counted once, and `asOf` is the last position.
///  5. A board whose `asOf` is p has taken in every event up to p. It may have taken in more.
///  6. Stretch: during a rebuild a board shows the old rule or the new one, and `asOf` never falls.
///  7. Every handler ends: it asks its ports for at most 64 things.
namespace shop {

// Events of a stream such as "order/42". In the store each has the extensions `stream`, `version`
// (1, 2, 3 … in its stream) and `position` (1, 2, 3 … over all streams, without gaps).
/// `data` is {"orderId", "customerId", "cents"}.
inline const std::string created = "com.shop.order.created";
/// `data` is {"orderId", "paymentId"}.
inline const std::string paid = "com.shop.order.paid";
/// `data` is {"orderId"}, and so for `cancelled`.
inline const std::string shipped = "com.shop.order.shipped";
inline const std::string cancelled = "com.shop.order.cancelled";

// Events of a stream such as "customer/7". They are appended by others.
/// `data` is {"customerId", "tier"}.
inline const std::string registered = "com.shop.customer.registered";

// Requests. `data` of a command is {"commandId", "orderId", "do"}, where "do" is "create", "pay",
// "ship" or "cancel"; to create also "customerId" and "cents", to pay also "paymentId" and "cents".
inline const std::string command = "com.shop.counter.command";
inline const std::string show_orders = "com.shop.board.orders";
inline const std::string show_customers = "com.shop.board.customers";
/// Stretch. `data` is {"centsMin"}: smaller orders no longer count on the board of the customers.
inline const std::string rebuild = "com.shop.board.rebuild";

/// Ports of the handlers. Only the contents of both stores survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Events& events;
  eda::Clock& clock;
  eda::Ids& ids;
  eda::Log& log;
};

/// State of one order.
struct Order {
  std::string status;  ///< "created", "paid", "shipped" or "cancelled"
  std::string customer;
  std::string payment;             ///< the `paymentId`; empty: it has not been paid
  std::int64_t cents = 0;          ///< the total
  std::set<std::string> commands;  ///< ids of the commands that have appended its events
};

/// Thrown for a stream with an event of a type that is not known.
struct UnknownEvent : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Decision about a command: the events to append; none if nothing changes.
struct Decision {
  bool accepted = false;
  std::string why;  ///< of a rejection
  std::vector<eda::Event> events;
};

/// Answer to a command.
struct Answer {
  std::string result;  ///< "accepted" or "rejected"
  std::string why;     ///< of a rejection
  int position = 0;    ///< of the last event of the order; only if accepted

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Answer, result, why, position)
};

/// Returns the order after all events of its stream. No events: there is no order. Throws
/// UnknownEvent.
std::optional<Order> order_from(const std::vector<eda::Event>& stream);

/// Decides on a command by the table in the README. Not for orders of an unknown event.
Decision decide(const std::optional<Order>& order, const eda::Event& request);

/// Handles a command. May run many times at once, also for one command. A stream with an unknown
/// event rejects every command: `why` is "unknown event".
eda::Task<Answer> on_command(eda::Event request, Ports io);

/// Handles one delivery of an event, for both boards. Each event comes at least once: those of a
/// stream in their order, those of different streams in any order and at the same time.
eda::Task<> on_event(eda::Event event, Ports io);

/// Returns {"rows": {"42": {"status", "cents"}}, "asOf": position}.
eda::Task<eda::Json> on_show_orders(eda::Event request, Ports io);

/// Returns {"rows": {"7": {"tier", "paid_cents", "orders"}}, "asOf": position}. `orders` is the
/// number of orders that have been paid, and `paid_cents` is their sum.
eda::Task<eda::Json> on_show_customers(eda::Event request, Ports io);

/// Stretch. Makes both boards again from the first event on, by the new rule.
eda::Task<> on_rebuild(eda::Event request, Ports io);

inline const eda::Service service{
    "shop",
    "com.shop.",
    {eda::on_requests({command}, on_command), eda::on_events(on_event),
     eda::on_requests({show_orders}, on_show_orders),
     eda::on_requests({show_customers}, on_show_customers), eda::on({rebuild}, on_rebuild)}};

}  // namespace shop
