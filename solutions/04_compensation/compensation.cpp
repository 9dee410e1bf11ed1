#include "compensation.hpp"

#include <map>
#include <set>
#include <string>

namespace pizzaco {

/// Row "shelf" of inventory. Entries of an order stay when it has ended.
struct Shelf {
  int left = olives;
  std::map<std::string, int> aside;  ///< portions put aside, by order
  std::set<std::string> refused;     ///< orders that wanted more than was left
  std::set<std::string> sold, dead;  ///< orders that were confirmed; cancelled

  friend bool operator==(const Shelf&, const Shelf&) = default;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Shelf, left, aside, refused, sold, dead)
};

/// Row "payment/42".
struct Payment {
  std::string result;  ///< completed | failed; empty: the gateway has not answered yet
  bool is_dead = false;

  friend bool operator==(const Payment&, const Payment&) = default;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Payment, result, is_dead)
};

/// Row "chef/42".
struct Apron {
  bool is_on = false;  ///< stays true when the order dies
  bool is_dead = false;

  friend bool operator==(const Apron&, const Apron&) = default;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Apron, is_on, is_dead)
};

/// Row "order/42".
struct Order {
  std::set<std::string> have;  ///< last words of the facts that came in before the end
  std::string ended_by;        ///< the last of them; empty: the order is open

  friend bool operator==(const Order&, const Order&) = default;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, have, ended_by)
};

/// Row "letter/42" of customer.
struct Letter {
  std::string text;  ///< confirmed | cancelled; empty: none has been sent

  friend bool operator==(const Letter&, const Letter&) = default;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Letter, text)
};

/// Returns the last word of the type: "cancelled".
std::string word_of(const eda::Event& event) {
  return event.type.substr(event.type.rfind('.') + 1);
}

std::string order_of(const eda::Event& event) { return event.data.at("orderId"); }

/// Returns the fact of that type about an order. Its id is the same each time: "42-cancelled".
eda::Event fact(const std::string& type, const std::string& source, const std::string& order_id) {
  eda::Event event{type};
  event.source = source;
  event.id = order_id + "-" + word_of(event);
  event.data["orderId"] = order_id;
  return event;
}

/// Lets `decide(row, event)` change the row at `key` and writes the change, if the row is still the
/// one that was read; otherwise again. Returns the row as written. Others may write it from then
/// on.
template <typename State, typename AnyPorts>
eda::Task<eda::Row<State>> decided(std::string key, eda::Event event, AnyPorts io) {
  while (true) {
    auto row = co_await io.store.template get<State>(key, eda::Read::strong);
    const State before = row.value;
    decide(row.value, event);
    if (row.value == before) co_return row;
    const eda::WriteResult result = co_await io.store.put_if_unchanged(row);
    if (result.ok()) co_return row;
  }
}

// 1 What event does inventory emit?

/// Puts the portions of an order aside, or refuses it. An order that has its answer keeps it.
void reserve(Shelf& shelf, const eda::Event& created) {
  const std::string order_id = order_of(created);
  const int portions = created.data.at("portions");
  if (shelf.aside.contains(order_id) || shelf.refused.contains(order_id)) return;
  if (portions > shelf.left) {
    shelf.refused.insert(order_id);
  } else {
    shelf.left -= portions;
    shelf.aside[order_id] = portions;
  }
}

/// Sets the alarm that on_inventory_alarm gets when the time of a reservation is over.
eda::Task<> set_alarm(std::string order_id, InventoryPorts io) {
  const eda::Event alarm = fact("com.pizzaco.inventory.alarm", "inventory", order_id);
  co_await io.timers.schedule("shelf-" + order_id, io.clock.now() + shelf_life, alarm);
}

void decide(Shelf& shelf, const eda::Event& event) {
  const std::string order_id = order_of(event);
  if (event.type == order_created && !shelf.dead.contains(order_id)) reserve(shelf, event);
  if (event.type == order_confirmed) shelf.sold.insert(order_id);
  if (event.type != order_cancelled) return;
  const bool is_new = shelf.dead.insert(order_id).second;
  if (is_new && shelf.aside.contains(order_id)) shelf.left += shelf.aside.at(order_id);
}

eda::Task<> on_inventory(eda::Event event, InventoryPorts io) {
  const std::string order_id = order_of(event);
  const auto shelf = co_await decided<Shelf>("shelf", event, io);
  const bool is_aside = shelf->aside.contains(order_id);
  std::string type;
  if (event.type == order_cancelled && is_aside) type = inventory_released;
  if (event.type == order_created && !shelf->dead.contains(order_id))
    type = is_aside ? inventory_reserved : inventory_rejected;
  if (type.empty()) co_return;
  if (type == inventory_reserved) co_await set_alarm(order_id, io);
  const eda::Event news = fact(type, "inventory", order_id);
  co_await announce(news, io);
}

// 2 What should payment do?

/// Charges the card of the order, once, however often this is called. True: it has been charged.
eda::Task<bool> charge(eda::Event created, PaymentPorts io) {
  const std::string order_id = order_of(created);
  const std::string card = created.data.at("card");
  const int cents = created.data.at("cents");
  while (true) {
    const eda::Paid paid = co_await io.gateway.charge("order-" + order_id, order_id, card, cents);
    if (paid != eda::Paid::unknown) co_return paid == eda::Paid::done;
  }
}

void decide(Payment& payment, const eda::Event& event) {
  if (event.type == payment_completed || event.type == payment_failed)
    payment.result = word_of(event);
  if (event.type == order_cancelled) payment.is_dead = true;
}

/// Gives back what the gateway has taken for the order, if it has taken anything.
eda::Task<> give_back(std::string order_id, PaymentPorts io) {
  eda::Paid refunded = eda::Paid::unknown;
  while (refunded == eda::Paid::unknown) refunded = co_await io.gateway.refund("order-" + order_id);
  if (refunded == eda::Paid::declined) co_return;
  const eda::Event news = fact(payment_refunded, "payment", order_id);
  co_await announce(news, io);
}

eda::Task<> on_payment(eda::Event event, PaymentPorts io) {
  const std::string order_id = order_of(event);
  if (event.type != order_created && event.type != order_cancelled) co_return;
  const std::string key = "payment/" + order_id;
  auto payment = co_await decided<Payment>(key, event, io);
  if (!payment->is_dead) {
    const bool is_paid = co_await charge(event, io);
    const std::string type = is_paid ? payment_completed : payment_failed;
    const eda::Event news = fact(type, "payment", order_id);
    payment = co_await decided<Payment>(key, news, io);
    if (!payment->is_dead) co_await announce(news, io);
  }
  if (payment->is_dead) co_await give_back(order_id, io);
}

// 3 How do you prevent the chef from being assigned?

void decide(Apron& apron, const eda::Event& event) {
  if (event.type == order_created && !apron.is_dead) apron.is_on = true;
  if (event.type == order_cancelled) apron.is_dead = true;
}

eda::Task<> on_chef(eda::Event event, Ports io) {
  const std::string order_id = order_of(event);
  if (event.type != order_created && event.type != order_cancelled) co_return;
  const auto apron = co_await decided<Apron>("chef/" + order_id, event, io);
  if (!apron->is_on) co_return;
  const eda::Event news = fact(apron->is_dead ? chef_released : chef_assigned, "chef", order_id);
  co_await announce(news, io);
}

// 4 Which end does an order have?

/// True if the last word of a fact says that something failed.
bool is_failure(const std::string& word) {
  return word == "rejected" || word == "failed" || word == "expired";
}

void decide(Order& order, const eda::Event& event) {
  if (!order.ended_by.empty()) return;
  const std::string word = word_of(event);
  order.have.insert(word);
  if (is_failure(word) || order.have.size() == 3) order.ended_by = word;
}

eda::Task<> on_orders(eda::Event event, Ports io) {
  const std::string order_id = order_of(event);
  const auto order = co_await decided<Order>("order/" + order_id, event, io);
  if (order->ended_by != word_of(event)) co_return;
  const bool is_cancelled = is_failure(order->ended_by);
  eda::Event news = fact(is_cancelled ? order_cancelled : order_confirmed, "orders", order_id);
  if (is_cancelled) news.data["reason"] = order->ended_by;
  co_await announce(news, io);
}

// 5 What should customer do?

void decide(Letter& letter, const eda::Event& event) { letter.text = word_of(event); }

eda::Task<> on_customer(eda::Event event, CustomerPorts io) {
  const std::string order_id = order_of(event);
  if (event.type != order_confirmed && event.type != order_cancelled) co_return;
  const std::string key = "letter/" + order_id;
  const auto letter = co_await io.store.get<Letter>(key, eda::Read::strong);
  if (!letter->text.empty()) co_return;
  bool is_sent = false;
  while (!is_sent) is_sent = co_await io.mailer.send(order_id, word_of(event));
  (void)co_await decided<Letter>(key, event, io);
}

// 6 Bonus: what if the reservation ends before a chef is assigned?

eda::Task<> on_inventory_alarm(eda::Event alarm, InventoryPorts io) {
  const std::string order_id = order_of(alarm);
  const auto shelf = co_await io.store.get<Shelf>("shelf", eda::Read::strong);
  if (shelf->sold.contains(order_id) || shelf->dead.contains(order_id)) co_return;
  const eda::Event news = fact(inventory_expired, "inventory", order_id);
  co_await announce(news, io);
}

}  // namespace pizzaco
