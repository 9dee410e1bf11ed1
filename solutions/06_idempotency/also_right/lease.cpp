#include <string>

#include "idempotency.hpp"

namespace payment {

// One worker at a time: it holds the intent by a lease of two minutes. Others leave, and the sweep
// takes up what a dead worker has dropped. The lease saves work. It makes nothing safe, because a
// slow worker goes on after its lease has ended: the key does that.

/// Row "42 of attempt 1".
struct Intent {
  std::string state = "open";  ///< open | closed
  std::string held_until;      ///< RFC 3339, UTC; empty: not held
  std::string order;
  int attempt = 0;
  std::string card;
  int cents = 0;
  std::string customer;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Intent, state, held_until, order, attempt, card, cents, customer)
};

/// The work of the holder. Receipts: never none. It is sent before the intent is closed, so an
/// intent that is taken up again gets another one.
eda::Task<> work(eda::Row<Intent> intent, Ports io) {
  const std::string key = intent->order + ":" + std::to_string(intent->attempt);
  eda::Paid paid = co_await io.gateway.charge(key, intent->order, intent->card, intent->cents);
  if (paid == eda::Paid::unknown)
    paid = co_await io.gateway.charge(key, intent->order, intent->card, intent->cents);
  if (paid == eda::Paid::unknown) co_return;

  const bool is_good = paid == eda::Paid::done;
  eda::Event fact{is_good ? completed : failed};
  fact.source = "payment-service";
  fact.id = key + (is_good ? " completed" : " failed");
  fact.data["orderId"] = intent->order;
  fact.data["attempt"] = intent->attempt;
  fact.data["paymentId"] = key;
  fact.data["cents"] = intent->cents;
  co_await eda::announce(fact, io);
  if (is_good) {
    const bool sent = co_await io.mailer.send(intent->customer, "Order " + key + " is paid.");
    if (!sent) co_return;  // it may have gone out; a sweep sends another
  }
  intent->state = "closed";
  (void)co_await io.store.put(intent);  // not written: a sweep does all of it again
}

/// Works if the intent is open and not held, or if its lease has ended.
eda::Task<> take_up(eda::Row<Intent> intent, Ports io) {
  const eda::Instant now = io.clock.now();
  const bool is_held = !intent->held_until.empty() && eda::from_rfc3339(intent->held_until) > now;
  if (intent->state == "closed" || is_held) co_return;
  intent->held_until = eda::to_rfc3339(now + eda::Duration{std::chrono::minutes{2}});
  const eda::WriteResult result = co_await io.store.put_if_unchanged(intent);
  if (result.ok()) co_await work(intent, io);
}

eda::Task<> on_order(eda::Event order, Ports io) {
  const std::string order_id = order.data.at("orderId");
  const int attempt = order.data.at("attempt");
  const std::string name = order_id + " of attempt " + std::to_string(attempt);
  while (true) {
    auto intent = co_await io.store.get<Intent>("intents/" + name, eda::Read::strong);
    if (!intent.exists()) {
      intent->order = order_id;
      intent->attempt = attempt;
      intent->card = order.data.at("card");
      intent->cents = order.data.at("cents");
      intent->customer = order.data.at("customerId");
      const eda::WriteResult result = co_await io.store.put_if_unchanged(intent);
      if (!result.ok()) continue;
    }
    co_await take_up(intent, io);
    co_return;
  }
}

eda::Task<> on_sweep(eda::Event, Ports io) {
  const auto intents = co_await io.store.scan<Intent>("intents/");
  for (const auto& intent : intents) co_await take_up(intent, io);
}

}  // namespace payment
