#pragma once

#include <chrono>
#include <string>

#include "eda/announce.hpp"
#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/gateway.hpp"
#include "eda/log.hpp"
#include "eda/mailer.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"

/// Five services of a pizza company. None directs the others: each hears facts and says its own.
///
/// Rules for every order when nothing is left to do, whatever comes late, twice or never:
///  1. One end: exactly one fact of `order_confirmed` and `order_cancelled`. A cancelled order has
///     a `reason`: the last word of a failure of this order, "rejected", "failed" or "expired".
///  2. Money: the card of a confirmed order has been charged its cents, once. Nothing is taken from
///     the card of a cancelled order, and nothing is held on it.
///  3. Payment says what the gateway did: one `payment_refunded` if money was given back, and none
///     if no money was taken or held.
///  4. Stock: what was put aside for a cancelled order is back on the shelf, once. If
///     `inventory_reserved` was said of it, there is one `inventory_released`. There is none of a
///     confirmed order, and its portions never come back.
///  5. Chef: a confirmed order has its chef and keeps it. There is one `chef_released` if
///     `chef_assigned` was said of a cancelled order.
///  6. Letter: the customer gets one, to `orderId`, with the text "confirmed" or "cancelled". It is
///     judged where no handlers overlap, none dies and no answer is lost.
///  7. Every handler ends well: it asks its ports for at most 64 things.
/// "One" counts facts, told apart by (`source`, `id`). A fact may be published several times; then
/// its copies are equal in everything.
namespace pizzaco {

// Facts. `data` of each is {"orderId"}, text of 1 to 36 characters, and what is said here.
/// From the shop: also "card" (text), "cents" (more than 0) and "portions" of olives, 1 to 3.
inline const std::string order_created = "com.pizzaco.order.created";
inline const std::string order_confirmed = "com.pizzaco.order.confirmed";
inline const std::string order_cancelled = "com.pizzaco.order.cancelled";  ///< also "reason"
inline const std::string inventory_reserved = "com.pizzaco.inventory.reserved";
inline const std::string inventory_rejected = "com.pizzaco.inventory.rejected";
/// The time of a reservation is over. The portions stay put aside until the order is cancelled.
inline const std::string inventory_expired = "com.pizzaco.inventory.expired";
inline const std::string inventory_released = "com.pizzaco.inventory.released";
inline const std::string payment_completed = "com.pizzaco.payment.completed";
inline const std::string payment_failed = "com.pizzaco.payment.failed";
inline const std::string payment_refunded = "com.pizzaco.payment.refunded";
inline const std::string chef_assigned = "com.pizzaco.chef.assigned";
inline const std::string chef_released = "com.pizzaco.chef.released";

/// Portions on the shelf when inventory has no row yet.
inline constexpr int olives = 2;
/// Time for which inventory puts portions aside.
inline constexpr eda::Duration shelf_life = std::chrono::minutes{30};

// Ports. Only payment can reach the gateway, and only customer the mailer.
struct InventoryPorts {
  eda::Store& store;
  eda::Bus& bus;
  eda::Timers& timers;
  eda::Clock& clock;
  eda::Log& log;
};
struct PaymentPorts {
  eda::Store& store;
  eda::Bus& bus;
  eda::Gateway& gateway;
  eda::Log& log;
};
struct CustomerPorts {
  eda::Store& store;
  eda::Mailer& mailer;
  eda::Log& log;
};
/// Ports of chef and orders.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Log& log;
};

// Each function handles one delivery. It may run many times at once, for the same order and for the
// same fact, and facts come in any order.
eda::Task<> on_inventory(eda::Event event, InventoryPorts io);
/// Handles each event that inventory has scheduled: never early, perhaps four minutes late, perhaps
/// twice.
eda::Task<> on_inventory_alarm(eda::Event alarm, InventoryPorts io);
eda::Task<> on_payment(eda::Event event, PaymentPorts io);
eda::Task<> on_chef(eda::Event event, Ports io);
eda::Task<> on_orders(eda::Event event, Ports io);
eda::Task<> on_customer(eda::Event event, CustomerPorts io);

// Services, and what each hears. A service need not use all that it hears.
inline const eda::Service inventory{
    "inventory",
    "com.pizzaco.inventory.",
    {eda::on({order_created, order_confirmed, order_cancelled}, on_inventory),
     eda::on_timers(on_inventory_alarm)}};
inline const eda::Service payment{
    "payment",
    "com.pizzaco.payment.",
    {eda::on({order_created, order_confirmed, order_cancelled, inventory_reserved}, on_payment)}};
inline const eda::Service chef{
    "chef",
    "com.pizzaco.chef.",
    {eda::on({order_created, order_cancelled, inventory_reserved}, on_chef)}};
inline const eda::Service orders{
    "orders",
    "com.pizzaco.order.",
    {eda::on({inventory_reserved, inventory_rejected, inventory_expired, payment_completed,
              payment_failed, chef_assigned},
             on_orders)}};
inline const eda::Service customer{
    "customer",
    "com.pizzaco.customer.",
    {eda::on({order_confirmed, order_cancelled, inventory_rejected, payment_failed}, on_customer)}};

}  // namespace pizzaco
