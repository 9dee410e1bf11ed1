#pragma once

#include <string>
#include <vector>

#include "eda/announce.hpp"
#include "eda/bus.hpp"
#include "eda/caller.hpp"
#include "eda/clock.hpp"
#include "eda/gateway.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// The shop, on the night that it opens. All of it is given, in harness/fixtures/shop/, but for one
/// service and the choices in platform.json and limits.json.
///
/// What must hold, whatever happens:
///  1. Money: what the gateway has taken and not given back is the sum of each confirmed order,
///     once, and nothing else.
///  2. An order has one outcome: confirmed or cancelled. A confirmed order is shipped once and
///     delivered once. A cancelled order is never shipped.
///  3. Nothing is lost: each fact in a stream is published, and no order waits for ever.
///  4. No more orders are confirmed than there are pieces in stock.
///  5. Views and analytics agree with the orders. A customer gets one letter about each outcome.
///  6. An order that the door has refused has had no effect, unless it came again.
///
/// And, for five minutes on end: with 1000 orders a minute at the door, 1000 are admitted. Of the
/// admitted, 95 in 100 are confirmed or cancelled within 30 seconds, and all within ten minutes.
/// Two minutes after the last order, nothing waits.
namespace shipping {

// Events that the service may hear. `data` of each has "orderId" and "customer". They come in any
// order, at the same time, and more than once.
inline const std::string payment_completed = "com.shop.payment.completed";
inline const std::string inventory_reserved = "com.shop.inventory.reserved";
inline const std::string order_cancelled = "com.shop.order.cancelled";
/// The carrier has handed over a parcel that was shipped.
inline const std::string carrier_delivered = "com.shop.carrier.delivered";

// Events that it publishes, with the same two fields. Once for each order; copies are equal.
inline const std::string shipped = "com.shop.shipping.shipped";
inline const std::string delivered = "com.shop.shipping.delivered";

/// Ports of the handler. Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
  eda::Log& log;
};

/// Yours: shipping.cpp. An order is shipped when it is paid and reserved, unless the service has
/// heard before that it is cancelled. It is delivered when the carrier says so.
eda::Task<> on_event(eda::Event event, Ports io);

// Given.

/// A fact of this service about the order of `event`. For the same order, each call returns an
/// equal fact.
inline eda::Event fact(const std::string& type, const eda::Event& event) {
  eda::Event fact{type};
  fact.source = "shipping";
  fact.id = event.data.at("orderId").get<std::string>() + type.substr(type.rfind('.'));
  fact.data["orderId"] = event.data.at("orderId");
  fact.data["customer"] = event.data.at("customer");
  return fact;
}

/// The service. The platform decides which types it hears, by "listens" in platform.json.
inline const eda::Service service{
    "shipping",
    "com.shop.shipping.",
    {eda::on({payment_completed, inventory_reserved, order_cancelled, carrier_delivered},
             on_event)}};

}  // namespace shipping

/// The test of the shop from the first click to the doorbell: part 4.
namespace probe {

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
  eda::Gateway& gateway;
};

/// The shop as a test meets it, from outside.
class Shop {
 public:
  explicit Shop(Ports io) : io_{io} {}

  /// Orders something: {"orderId", "customer", "product", "cents", "card"}. There is plenty of the
  /// products "offer#1" and "product#2"; the card "declined" is declined.
  eda::Task<> place(eda::Json order) {
    eda::Event event{"com.shop.door.order"};
    event.source = "door";
    event.id = order.at("orderId").get<std::string>() + ".order";
    event.data = order;
    co_await eda::announce(event, io_);
  }
  /// Lets the virtual clock run until the shop has nothing more to do.
  eda::Task<> run_until_idle() { co_await io_.clock.sleep(eda::Duration{24 * 3'600'000}); }
  /// Lets the virtual clock run for so long. The shop may be in the middle of something then.
  eda::Task<> run_for(eda::Duration time) { co_await io_.clock.sleep(time); }

  /// Types of the facts about an order so far, without "com.shop.", each as often as there are
  /// different facts of it: "order.placed", "payment.completed", "carrier.delivered", … Unsorted.
  eda::Task<std::vector<std::string>> facts(std::string order_id) {
    const auto rows = co_await io_.store.query<eda::Json>("seen/" + order_id, eda::Read::strong);
    std::vector<std::string> types;
    for (const auto& row : rows) types.push_back(row->at("type"));
    co_return types;
  }
  /// Cents that the gateway has taken for an order and not given back.
  eda::Task<int> cents_taken(std::string order_id) {
    const auto charge = co_await io_.gateway.lookup(order_id);
    const bool is_taken = charge && charge->status == eda::Charge::Status::charged;
    co_return is_taken ? charge->cents : 0;
  }

 private:
  Ports io_;
};

/// Yours: e2e_test.cpp. Places an order and follows it until it is delivered. Resumes with an empty
/// text if this shop works, else with the reason why it does not.
eda::Task<std::string> creation_to_delivery(Shop shop);

inline const std::string request = "com.shop.office.probe";

inline eda::Task<std::string> on_request(eda::Event, Ports io) {
  std::string reason = co_await creation_to_delivery(Shop{io});
  co_return reason;
}

inline const eda::Service service{
    "probe", "com.shop.door.", {eda::on_requests({request}, on_request)}};

}  // namespace probe
