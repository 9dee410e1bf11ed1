#include "shops_given.hpp"

#include "eda/announce.hpp"
#include "eda/clock.hpp"
#include "eda/events.hpp"
#include "eda/gateway.hpp"
#include "eda/store.hpp"
#include "ecommerce.hpp"
#include "fixtures/shop/facts.hpp"

namespace shops {

using eda::Event, eda::Json;
using namespace std::chrono_literals;

namespace {

struct PackerPorts {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
};

/// Ships what is paid and reserved, and says so `times` times.
template <int times>
eda::Task<> packs(Event event, PackerPorts io) {
  if (event.type == shop::carrier_delivered) {
    co_await eda::announce(shipping::fact(shipping::delivered, event), io);
    co_return;
  }
  const eda::Key key{"parcel/" + shop::order_of(event)};
  const eda::Update update = eda::Update{}.set(event.type.substr(9, 7), true);
  const eda::WriteResult result = co_await io.store.update(key, update);
  const Json parcel = result.after().value;
  if (!parcel.contains("payment") || !parcel.contains("invento")) co_return;
  for (int i = 0; i < times; ++i) {
    Event fact = shipping::fact(shipping::shipped, event);
    if (i > 0) fact.id += "-again";
    co_await eda::announce(fact, io);
  }
}

/// An honest carrier with a long way to go.
eda::Task<> drives_for_hours(Event shipped, PackerPorts io) {
  co_await io.clock.sleep(3h);
  co_await eda::announce(shop::fact_about(shop::carrier_delivered, shipped.data), io);
}
eda::Task<> loses_the_parcel(Event, PackerPorts) { co_return; }

struct CashierPorts {
  eda::Events& events;
  eda::Gateway& gateway;
};
/// Says that each order is paid. It takes `percent` of the sum.
template <int percent>
eda::Task<> takes(Event event, CashierPorts io) {
  if (event.type != shop::order_placed) co_return;
  const std::string id = shop::order_of(event), card = event.data.at("card");
  const int cents = event.data.at("cents").get<int>() * percent / 100;
  if (percent > 0) (void)co_await io.gateway.charge(id, id, card, cents);
  Event paid = shop::fact_about(shop::payment_completed, event.data);
  paid.data["version"] = 1;
  const std::vector<Event> facts{paid};
  (void)co_await io.events.append("payment-" + id, 0, facts);
}

struct ClerkPorts {
  eda::Bus& bus;
};
/// Takes back what it has confirmed.
eda::Task<> thinks_again(Event confirmed, ClerkPorts io) {
  Event cancelled = shop::fact_about(shop::order_cancelled, confirmed.data);
  cancelled.data["version"] = 4;
  co_await eda::announce(cancelled, io);
}

shop::Platform platform() {
  shop::Platform platform;
  platform.shipping_listens = {shop::payment_completed, shop::inventory_reserved,
                               shop::carrier_delivered};
  return platform;
}

/// A shop that works, but for the first handler of a service.
template <typename Ports>
Services with(const std::string& service, eda::Task<> (*function)(Event, Ports)) {
  Services services = shop::services(platform(), eda::handler(packs<1>));
  for (eda::Service& one : services)
    if (one.name == service) one.subscriptions.front().handler = eda::handler(function);
  return services;
}

Services second_thoughts() {
  Services services = with("shipping", packs<1>);
  services.push_back({"desk", "com.shop.order.", {eda::on({shop::order_confirmed}, thinks_again)}});
  return services;
}

}  // namespace

std::map<std::string, Services> right() {
  shop::Platform led = platform();
  led.flow = shop::Platform::Flow::orchestrated;
  return {{"its carrier is slow", with("carrier", drives_for_hours)},
          {"it is orchestrated", shop::services(led, eda::handler(packs<1>))}};
}

std::map<std::string, Services> wrong() {
  return {{"it never ships", with("shipping", loses_the_parcel)},
          {"the carrier loses the parcel", with("carrier", loses_the_parcel)},
          {"it ships twice", with("shipping", packs<2>)},
          {"it takes no money", with("payment", takes<0>)},
          {"it takes the double sum", with("payment", takes<200>)},
          {"it cancels what it has confirmed", second_thoughts()}};
}

}  // namespace shops
