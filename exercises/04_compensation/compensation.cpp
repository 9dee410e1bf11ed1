#include "compensation.hpp"

#include <map>
#include <set>
#include <string>

namespace pizzaco {

// Rows of the services. They are yours: change them as you like, or keep something else.

/// Row "shelf" of inventory.
struct Shelf {
  int left = olives;
  std::map<std::string, int> aside;  ///< portions put aside, by order
  std::set<std::string> refused;     ///< orders that wanted more than was left

  friend bool operator==(const Shelf&, const Shelf&) = default;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Shelf, left, aside, refused)
};

/// Row "payment/42".
struct Payment {
  std::string result;  ///< completed | failed; empty: the gateway has not answered yet

  friend bool operator==(const Payment&, const Payment&) = default;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Payment, result)
};

/// Row "chef/42".
struct Apron {
  bool is_on = false;

  friend bool operator==(const Apron&, const Apron&) = default;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Apron, is_on)
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
  if (event.type == order_created) reserve(shelf, event);
  // TODO 1: What does `cancelled` change on the shelf, and what does `confirmed` settle? Each may
  //         come twice, and `cancelled` may come before `created`.
}

eda::Task<> on_inventory(eda::Event event, InventoryPorts io) {
  const std::string order_id = order_of(event);
  const auto shelf = co_await decided<Shelf>("shelf", event, io);
  // From here on others may write the shelf: another order, or the end of this one.

  // TODO 1, continued: Announce what the row says, as a fact of inventory (see `fact`, `announce`).
  //         A reservation also needs its alarm. Which fact is due for a copy of `created`?
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
  // TODO 2: What must the row say, so that a late handler finds out that the order has died?
}

eda::Task<> on_payment(eda::Event event, PaymentPorts io) {
  const std::string order_id = order_of(event);
  io.log.info(event.type + " of order " + order_id);
  // TODO 2, continued: Charge the card for `created`, and say how it went. Give the money of a dead
  //         order back (`io.gateway.refund`), and say so if it was given back. Might the order die
  //         while the gateway is at work?
  co_return;
}

// 3 How do you prevent the chef from being assigned?

void decide(Apron& apron, const eda::Event& event) {
  if (event.type == order_created) apron.is_on = true;
  // TODO 3: What takes the apron off again, and may it be the first to come?
}

eda::Task<> on_chef(eda::Event event, Ports io) {
  const std::string order_id = order_of(event);
  io.log.info(event.type + " of order " + order_id);
  // TODO 3, continued: Announce what the row says.
  co_return;
}

// 4 Which end does an order have?

/// True if the last word of a fact says that something failed.
bool is_failure(const std::string& word) {
  return word == "rejected" || word == "failed" || word == "expired";
}

void decide(Order& order, const eda::Event& event) {
  const std::string word = word_of(event);
  order.have.insert(word);
  // TODO 4: Three facts confirm an order, one failure cancels it. What do facts change that come
  //         after the end?
}

eda::Task<> on_orders(eda::Event event, Ports io) {
  const std::string order_id = order_of(event);
  io.log.info(event.type + " of order " + order_id);
  // TODO 4, continued: Announce the end, to the fact that ended the order and to its copies. The
  //         `reason` of a cancelled order is the last word of that fact.
  co_return;
}

// 5 What should customer do?

void decide(Letter& letter, const eda::Event& event) { letter.text = word_of(event); }

eda::Task<> on_customer(eda::Event event, CustomerPorts io) {
  const std::string order_id = order_of(event);
  io.log.info(event.type + " of order " + order_id);
  // TODO 5: Write one letter for each order, to its `orderId`. Its text is `confirmed` or
  //         `cancelled`. The mailer has no keys: how do you know that you have written?
  co_return;
}

// 6 Bonus: what if the reservation ends before a chef is assigned?

eda::Task<> on_inventory_alarm(eda::Event alarm, InventoryPorts io) {
  const std::string order_id = order_of(alarm);
  io.log.info(alarm.type + " of order " + order_id);
  // TODO 6: Say that the reservation has expired, unless the order has ended. Who decides what is
  //         to follow?
  co_return;
}

}  // namespace pizzaco
