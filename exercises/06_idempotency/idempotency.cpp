#include "idempotency.hpp"

#include <string>

namespace payment {

/// State of one intent, in the row "intent/…". It is yours: change it as you like, or keep
/// something else.
struct Intent {
  std::string status = "pending";  ///< pending | charged | declined; the last two are final
  std::string order;
  int attempt = 0;
  std::string card;
  int cents = 0;
  std::string customer;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Intent, status, order, attempt, card, cents, customer)
};

/// Returns the intent that `event` is about.
Intent intent_of(const eda::Event& event) {
  Intent intent;
  intent.order = event.data.at("orderId");
  intent.attempt = event.data.at("attempt");
  intent.card = event.data.at("card");
  intent.cents = event.data.at("cents");
  intent.customer = event.data.at("customerId");
  return intent;
}

/// Returns the fact of that type about `intent`. For equal arguments it is the same fact, byte by
/// byte. Publish it by `eda::announce(fact, io)`.
eda::Event payment_fact(const std::string& type, const Intent& intent, const std::string& key) {
  eda::Event fact{type};
  fact.source = "payment-service";
  fact.id = (type == completed ? "completed-" : "failed-") + key;
  fact.data["orderId"] = intent.order;
  fact.data["attempt"] = intent.attempt;
  fact.data["paymentId"] = key;
  fact.data["cents"] = intent.cents;
  return fact;
}

eda::Task<> on_order(eda::Event order, Ports io) {
  const Intent intent = intent_of(order);
  io.log.info("to be paid: order " + intent.order);

  // TODO 1: What identifies the intent? The same intent may come in a copy of the event and in
  //         another event. The second attempt is not the same intent.
  const std::string key = "";

  // TODO 2: Remember the intent before you touch the terminal. Who writes it if two handlers are
  //         here at once? (eda::Condition::absent())

  // TODO 3: Charge the card. By what does the gateway recognise that you ask again?

  // TODO 4: What do you know when the answer is `unknown`? Ask again a few times, then leave: the
  //         gateway may be away for minutes.

  // TODO 5: Announce the end, and record it. You may die between the two. In which order can the
  //         next handler finish what you have begun?

  // TODO 7: Send the receipt (io.mailer). A letter has no key, so choose: never two, or never none?
  //         Write your policy above this handler.
  co_return;
}

eda::Task<> on_sweep(eda::Event, Ports) {
  // TODO 6: Finish what is still pending (io.store.scan<Intent>("intent/")). Under which key?
  co_return;
}

}  // namespace payment
