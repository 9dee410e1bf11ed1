#include <string>
#include <vector>

#include "idempotency.hpp"

namespace payment {

// The row is a list of what is left to do, and the gateway is asked what has been done: `lookup`
// remembers charges for ever. The row goes a week after the event, which no copy survives.

/// Row ("to do", order and attempt).
struct Intent {
  std::string order;
  int attempt = 0;
  std::string card;
  int cents = 0;
  std::string customer;
  std::string key;
  std::string said;  ///< type of the fact that was announced; empty: none yet
  bool has_receipt = false;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Intent, order, attempt, card, cents, customer, key, said,
                                 has_receipt)
};

eda::Event payment_fact(const std::string& type, const Intent& intent) {
  eda::Event fact{type};
  fact.source = "payment-service";
  fact.id = type + "/" + intent.key;
  fact.data["orderId"] = intent.order;
  fact.data["attempt"] = intent.attempt;
  fact.data["paymentId"] = intent.key;
  fact.data["cents"] = intent.cents;
  return fact;
}

/// Writes `row` once, whatever the store answers in between.
eda::Task<> note(eda::Key row, eda::Update change, Ports io) {
  while (true) {
    const eda::WriteResult result = co_await io.store.update(row, change);
    if (result.ok()) co_return;
  }
}

/// Receipts: never none. A letter is noted after it has been sent, so it may be sent twice.
eda::Task<> do_what_is_left(eda::Key row, Ports io) {
  const auto intent = co_await io.store.get<Intent>(row, eda::Read::strong);
  std::string said = intent->said;
  if (said.empty()) {
    for (int tries = 0; tries < 4 && said.empty(); ++tries) {
      const auto charge = co_await io.gateway.lookup(intent->key);
      if (charge) said = completed;
      if (charge) break;
      const eda::Paid paid =
          co_await io.gateway.charge(intent->key, intent->order, intent->card, intent->cents);
      if (paid == eda::Paid::done) said = completed;
      if (paid == eda::Paid::declined) said = failed;
    }
    if (said.empty()) co_return;
    const eda::Event fact = payment_fact(said, intent.value);
    co_await eda::announce(fact, io);
    co_await note(row, eda::Update().set("said", said), io);
  }
  if (said == failed || intent->has_receipt) co_return;
  const bool sent = co_await io.mailer.send(intent->customer, "Your receipt, " + intent->key);
  if (sent) co_await note(row, eda::Update().set("has_receipt", true), io);
}

eda::Task<> on_order(eda::Event order, Ports io) {
  Intent intent;
  intent.order = order.data.at("orderId");
  intent.attempt = order.data.at("attempt");
  intent.card = order.data.at("card");
  intent.cents = order.data.at("cents");
  intent.customer = order.data.at("customerId");
  intent.key = intent.order + "/" + std::to_string(intent.attempt);

  eda::Row<Intent> row{eda::Key{"to do", intent.key}, intent};
  row.expires_at = io.clock.now() + eda::Duration{std::chrono::hours{7 * 24}};
  while (true) {
    const eda::WriteResult result = co_await io.store.put(row, eda::Condition::absent());
    if (result.ok() || result.refused()) break;
  }
  co_await do_what_is_left(row.key, io);
}

eda::Task<> on_sweep(eda::Event, Ports io) {
  const auto rows = co_await io.store.query<Intent>("to do");
  for (const auto& intent : rows) {
    const bool has_ended = intent->said == failed || intent->has_receipt;
    if (!has_ended) co_await do_what_is_left(intent.key, io);
  }
}

}  // namespace payment
