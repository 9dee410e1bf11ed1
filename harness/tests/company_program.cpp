#include "tests/company_program.hpp"

#include <map>
#include <set>
#include <utility>

#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/store.hpp"
#include "eda/time.hpp"
#include "eda/timers.hpp"

namespace company_program {

using eda::Event, eda::Task;
using sim::Arrival, sim::Faults, sim::Overlap, sim::Scenario;
using namespace std::chrono_literals;

/// The row "olives", of all orders.
struct Shelf {
  int left = 0;
  std::map<std::string, std::string> put_aside;  ///< by order: when that expires
  std::set<std::string> dead, refused;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Shelf, left, put_aside, dead, refused)
};

/// The row "payment/42".
struct Payment {
  std::string status = "none";  ///< asked, charged, declined, dead
  bool was_asked = false;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Payment, status, was_asked)
};

/// The row "chef/42".
struct Apron {
  std::string status = "none";  ///< on, dead
  bool was_on = false;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Apron, status, was_on)
};

/// The row "order/42".
struct Order {
  std::string status = "open";  ///< confirmed, cancelled
  std::set<std::string> have;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, status, have)
};

namespace {

const std::string created = "order.created", confirmed = "order.confirmed";
const std::string cancelled = "order.cancelled";
const std::string reserved = "inventory.reserved", rejected = "inventory.rejected";
const std::string expired = "inventory.expired", released = "inventory.released";
const std::string paid = "payment.completed", payment_failed = "payment.failed";
const std::string refunded = "payment.refunded";
const std::string assigned = "chef.assigned", unassigned = "chef.released";
const std::string notified = "customer.notified";

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Timers& timers;
  eda::Clock& clock;
};

Event fact(const std::string& type, const std::string& order_id) {
  Event event{type};
  event.source = type.substr(0, type.find('.'));
  event.id = order_id + "-" + type.substr(type.find('.') + 1);
  event.data["orderId"] = order_id;
  return event;
}

Task<> announce(Event event, Ports io) {
  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(event);
    if (result.ok()) co_return;
  }
}

Task<> on_order_created_at_the_shelf(std::string id, Ports io, int olives) {
  while (true) {
    auto shelf = co_await io.store.get<Shelf>("olives", eda::Read::strong);
    if (shelf.version == 0) shelf->left = olives;
    if (shelf->dead.contains(id)) co_return;
    if (!shelf->put_aside.contains(id) && !shelf->refused.contains(id)) {
      if (shelf->left == 0) {
        shelf->refused.insert(id);
      } else {
        --shelf->left;
        shelf->put_aside[id] = eda::to_rfc3339(io.clock.now() + 30min);
      }
      const eda::WriteResult result = co_await io.store.put_if_unchanged(shelf);
      if (!result.ok()) continue;
    }
    if (shelf->refused.contains(id)) {
      const Event news = fact(rejected, id);
      co_await announce(news, io);
    } else {
      const Event timer = fact(expired, id);
      const eda::Instant expires = eda::from_rfc3339(shelf->put_aside[id]);
      co_await io.timers.schedule("shelf-" + id, expires, timer);
      const Event news = fact(reserved, id);
      co_await announce(news, io);
    }
    co_return;
  }
}

Task<> on_inventory(Event event, Ports io, int olives) {
  const std::string id = event.data.at("orderId");
  if (event.type == created) {
    co_await on_order_created_at_the_shelf(id, io, olives);
    co_return;
  }
  while (true) {
    auto shelf = co_await io.store.get<Shelf>("olives", eda::Read::strong);
    if (shelf.version == 0) shelf->left = olives;
    const bool holds = shelf->put_aside.contains(id);
    if (shelf->dead.insert(id).second) {
      if (holds) ++shelf->left;
      const eda::WriteResult result = co_await io.store.put_if_unchanged(shelf);
      if (!result.ok()) continue;
    }
    if (holds) {
      const Event news = fact(released, id);
      co_await announce(news, io);
    }
    co_return;
  }
}

Task<> on_inventory_timer(Event event, Ports io) {
  const Event news = fact(expired, event.data.at("orderId"));
  co_await announce(news, io);
}

/// A payment gateway keeps its book outside. A row of its own stands for it: like a key there, it
/// is touched in one step.
std::string book_of(const std::string& id) { return "gateway/" + id; }

Task<> give_back(std::string id, Ports io) {
  while (true) {
    const eda::Update refund = eda::Update{}.set("refunded", true);
    const eda::WriteResult result =
        co_await io.store.update(book_of(id), refund, eda::Condition::has("charged"));
    if (result.refused()) co_return;
    if (!result.ok()) continue;
    const Event news = fact(refunded, id);
    co_await announce(news, io);
    co_return;
  }
}

Task<> on_payment(Event event, Ports io) {
  const std::string id = event.data.at("orderId");
  while (true) {
    auto payment = co_await io.store.get<Payment>("payment/" + id, eda::Read::strong);
    if (event.type == cancelled && payment->status != "dead") {
      payment->status = "dead";
      const eda::WriteResult result = co_await io.store.put_if_unchanged(payment);
      if (!result.ok()) continue;
    }
    if (payment->status == "dead") {
      if (payment->was_asked) co_await give_back(id, io);
      co_return;
    }
    if (payment->status == "none") {
      payment->status = "asked";
      payment->was_asked = true;
      const eda::WriteResult result = co_await io.store.put_if_unchanged(payment);
      if (!result.ok()) continue;
    }
    if (payment->status == "asked") {
      const bool is_good = event.data.at("card") != "declined";
      eda::Json entry = eda::Json::object();
      entry[is_good ? "charged" : "declined"] = true;
      const eda::Row<eda::Json> charge{eda::Key{book_of(id)}, entry};
      const eda::WriteResult charged = co_await io.store.put(charge, eda::Condition::absent());
      if (!charged.ok() && !charged.refused()) continue;
      payment->status = is_good ? "charged" : "declined";
      const eda::WriteResult saved = co_await io.store.put_if_unchanged(payment);
      if (!saved.ok()) continue;
    }
    const Event news = fact(payment->status == "charged" ? paid : payment_failed, id);
    co_await announce(news, io);
    co_return;
  }
}

Task<> on_chef(Event event, Ports io) {
  const std::string id = event.data.at("orderId");
  while (true) {
    auto apron = co_await io.store.get<Apron>("chef/" + id, eda::Read::strong);
    const std::string wanted = event.type == created ? "on" : "dead";
    if (apron->status != wanted && apron->status != "dead") {
      apron->status = wanted;
      if (wanted == "on") apron->was_on = true;
      const eda::WriteResult result = co_await io.store.put_if_unchanged(apron);
      if (!result.ok()) continue;
    }
    const bool undoes = event.type == cancelled && apron->was_on;
    if (undoes || (event.type == created && apron->status == "on")) {
      const Event news = fact(undoes ? unassigned : assigned, id);
      co_await announce(news, io);
    }
    co_return;
  }
}

Task<> on_orders(Event event, Ports io) {
  const std::string id = event.data.at("orderId");
  while (true) {
    auto order = co_await io.store.get<Order>("order/" + id, eda::Read::strong);
    if (order->status == "open" && order->have.insert(event.type).second) {
      if (event.type == rejected || event.type == expired || event.type == payment_failed)
        order->status = "cancelled";
      else if (order->have.size() == 3)
        order->status = "confirmed";
      const eda::WriteResult result = co_await io.store.put_if_unchanged(order);
      if (!result.ok()) continue;
    } else if (!order->have.contains(event.type)) {
      co_return;  // too late to matter
    }
    if (order->status != "open") {
      const Event news = fact(order->status == "confirmed" ? confirmed : cancelled, id);
      co_await announce(news, io);
    }
    co_return;
  }
}

Task<> on_customer(Event event, Ports io) {
  Event news = fact(notified, event.data.at("orderId"));
  news.data["that"] = event.type;
  co_await announce(news, io);
}

eda::Service inventory_with(int olives) {
  const eda::Handler at_the_shelf = [olives](Event event, const eda::Environment& environment) {
    return on_inventory(std::move(event), eda::detail::fill<Ports>(environment), olives);
  };
  return {"inventory",
          "inventory.",
          {eda::Subscription{eda::Subscription::To::types, {created, cancelled}, at_the_shelf},
           eda::on_timers(on_inventory_timer)}};
}

}  // namespace

Event order_created(const std::string& id, const std::string& card) {
  Event event = fact(created, id);
  event.source = "shop";
  event.data["card"] = card;
  return event;
}

Scenario company(std::vector<Arrival> events, int olives, const Faults& faults, Overlap overlap) {
  return {.services = {inventory_with(olives),
                       {"payment", "payment.", {eda::on({created, cancelled}, on_payment)}},
                       {"chef", "chef.", {eda::on({created, cancelled}, on_chef)}},
                       {"orders",
                        "order.",
                        {eda::on({reserved, rejected, expired, paid, payment_failed, assigned},
                                 on_orders)}},
                       {"customer", "customer.", {eda::on({confirmed, cancelled}, on_customer)}}},
          .events = std::move(events),
          .faults = faults,
          .overlap = overlap};
}

std::vector<Scope> scopes() {
  const std::vector<Arrival> one{order_created("42")};
  const std::vector<Arrival> declined{order_created("42", "declined")};
  const std::vector<Arrival> two{order_created("42"), order_created("43")};
  const Faults none{}, crash{.crashes_max = 1};
  const Faults copy{.duplicates_per_event_max = 1, .duplicates_max = 1};
  const Faults both{.duplicates_per_event_max = 1, .duplicates_max = 1, .crashes_max = 1};
  const Overlap in_turn = Overlap::none_any_order;
  return {{"all well, one at a time", company(one, 1, none, in_turn)},
          {"all well", company(one, 1)},
          {"all well, one crash", company(one, 1, crash)},
          {"all well, one copy", company(one, 1, copy)},
          {"all well, the reservation's time may race", company(one, 1, {.time_races_max = 1})},
          {"olives out, one at a time", company(one, 0, none, in_turn)},
          {"olives out", company(one, 0)},
          {"olives out, one crash", company(one, 0, crash)},
          {"olives out, one unknown result", company(one, 0, {.unknowns_max = 1})},
          {"olives out, one copy, one at a time", company(one, 0, copy, in_turn)},
          {"... and one crash", company(one, 0, both, in_turn)},
          {"card declined", company(declined, 1)},
          {"card declined, one crash", company(declined, 1, crash)},
          {"card declined, one copy", company(declined, 1, copy)},
          {"two orders, one olive, one at a time", company(two, 1, none, in_turn)},
          {"two orders, one olive", company(two, 1)}};
}

}  // namespace company_program
