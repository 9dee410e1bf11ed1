#include "idempotency.hpp"

#include <string>

namespace payment {

/// Row "intent/42-1". It is written before the card is charged, so that there is always a row for
/// what may have been done.
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
/// byte.
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

/// Returns the identity of an intent: the name of its row, and its key at the gateway.
std::string key_of(const Intent& intent) {
  return intent.order + "-" + std::to_string(intent.attempt);
}

/// Does what is left to do for the intent in `row`, and leaves it pending while the gateway does
/// not answer. All steps before the last write can be repeated without harm, so the row stays
/// pending until they are done.
///
/// Receipts: never two. Only the handler whose write ends the intent sends one. If it dies in
/// between, there is none.
eda::Task<> finish(std::string row, Ports io) {
  const auto intent = co_await io.store.get<Intent>(row, eda::Read::strong);
  if (intent->status != "pending") co_return;

  const std::string key = key_of(intent.value);
  eda::Paid paid = eda::Paid::unknown;
  for (int tries = 0; tries < 3 && paid == eda::Paid::unknown; ++tries)
    paid = co_await io.gateway.charge(key, intent->order, intent->card, intent->cents);
  if (paid == eda::Paid::unknown) co_return;  // the next sweep asks again

  const bool is_charged = paid == eda::Paid::done;
  const eda::Event fact = payment_fact(is_charged ? completed : failed, intent.value, key);
  co_await eda::announce(fact, io);

  const eda::Update end = eda::Update().set("status", is_charged ? "charged" : "declined");
  const eda::Condition is_pending = eda::Condition::equals("status", "pending");
  while (true) {
    const eda::WriteResult result = co_await io.store.update(row, end, is_pending);
    if (result.refused()) co_return;  // by another handler, or written without an answer
    if (result.ok()) break;
  }
  if (is_charged) (void)co_await io.mailer.send(intent->customer, "Paid: order " + intent->order);
}

eda::Task<> on_order(eda::Event order, Ports io) {
  const Intent intent = intent_of(order);
  const std::string row = "intent/" + key_of(intent);

  const eda::Row<Intent> remembered{row, intent};
  while (true) {
    const eda::WriteResult result = co_await io.store.put(remembered, eda::Condition::absent());
    if (result.ok() || result.refused()) break;
  }
  co_await finish(row, io);
}

eda::Task<> on_sweep(eda::Event, Ports io) {
  const auto intents = co_await io.store.scan<Intent>("intent/");
  for (const auto& intent : intents)
    if (intent->status == "pending") co_await finish(intent.key.partition, io);
}

}  // namespace payment
