#pragma once

#include <string>

#include "eda/announce.hpp"
#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/gateway.hpp"
#include "eda/ids.hpp"
#include "eda/log.hpp"
#include "eda/mailer.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// The payment service: it charges a card by a gateway that takes part in no transaction.
///
/// An intent is one attempt to pay one order: `orderId` and `attempt`. What must hold for every
/// intent in the end, whatever the bus, the store, the gateway and the processes do:
///  1. The gateway has charged it once if the card is accepted, with its order and its cents; never
///     twice, and not at all if the card is declined.
///  2. Charged: exactly one `completed`, whose `paymentId` is the key of that charge. Declined:
///     exactly one `failed`. Every intent has one of the two.
///  3. The second attempt of an order is another intent: it is charged although the first was
///     declined, whichever of the two comes first.
///  4. `customerId` gets a receipt for a charged intent and none for a declined one. When nothing
///     fails and copies come one after another, there is one receipt. Otherwise you choose: never
///     two, or never none.
///  5. A copy that comes 25 hours later changes nothing.
///  6. Every handler ends: it asks its ports for at most 64 things.
/// "One" counts facts, told apart by (`source`, `id`). A fact may be published several times; then
/// its copies are equal in everything.
namespace payment {

// Events that the service gets. `data` is {"orderId", "attempt", "card", "cents", "customerId"}.
/// The first attempt to pay an order: `attempt` is 1.
inline const std::string order_created = "com.pizzaco.order.created";
/// A later attempt, with another card: `attempt` is 2 or more.
inline const std::string order_retried = "com.pizzaco.order.retried";

// Facts that it publishes. `data` is {"orderId", "attempt", "paymentId", "cents"}, where
// `paymentId` is the key that you have charged with. Further fields are yours to add.
inline const std::string completed = "com.pizzaco.payment.completed";
inline const std::string failed = "com.pizzaco.payment.failed";

/// Ports of the handlers. Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
  eda::Ids& ids;
  eda::Log& log;
  eda::Gateway& gateway;
  eda::Mailer& mailer;
};

/// Handles one delivery of `order_created` or `order_retried`. May run many times at once for one
/// intent. The shop may tell one intent by two events with different ids.
eda::Task<> on_order(eda::Event order, Ports io);

/// Called 10, 11 and 12 minutes after each event, also while handlers are under way.
eda::Task<> on_sweep(eda::Event tick, Ports io);

inline const eda::Service service{
    "payment",
    "com.pizzaco.payment.",
    {eda::on({order_created, order_retried}, on_order), eda::on_sweeps(on_sweep)}};

}  // namespace payment
