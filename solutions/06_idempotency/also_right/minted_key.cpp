#include <string>

#include "idempotency.hpp"

namespace payment {

// The key is a new id, as from a UUID generator. It is in the row before it is used, and only the
// first to write the row has minted it: all others read it there.

/// Row "payment/42#1".
struct Payment {
  std::string key;
  std::string end;  ///< type of the fact; empty: the gateway has not answered yet
  eda::Json order;  ///< data of the event

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Payment, key, end, order)
};

/// Announces the end of `payment`.
eda::Task<> say(Payment payment, Ports io) {
  eda::Event fact{payment.end};
  fact.source = "payment-service";
  fact.id = payment.key;
  fact.data["orderId"] = payment.order.at("orderId");
  fact.data["attempt"] = payment.order.at("attempt");
  fact.data["cents"] = payment.order.at("cents");
  fact.data["paymentId"] = payment.key;
  co_await eda::announce(fact, io);
}

/// Charges under the key in the row. The row holds the end before the fact is published, and a
/// handler that finds an end publishes it again.
///
/// Receipts: never two. The handler whose write sets the end sends it, if it survives that long.
eda::Task<> settle(std::string row, Ports io) {
  auto payment = co_await io.store.get<Payment>(row, eda::Read::strong);
  const eda::Json order = payment->order;
  bool is_ours = false;
  if (payment->end.empty()) {
    eda::Paid paid = eda::Paid::unknown;
    for (int i = 0; i < 5; ++i) {
      paid = co_await io.gateway.charge(payment->key, order.at("orderId"), order.at("card"),
                                        order.at("cents"));
      if (paid != eda::Paid::unknown) break;
    }
    if (paid == eda::Paid::unknown) co_return;
    payment->end = paid == eda::Paid::done ? completed : failed;
    while (true) {
      const eda::WriteResult result = co_await io.store.put_if_unchanged(payment);
      is_ours = result.ok();
      if (is_ours || result.refused()) break;  // refused: the same end is there already
    }
  }
  co_await say(payment.value, io);
  if (is_ours && payment->end == completed)
    (void)co_await io.mailer.send(order.at("customerId"), "Thank you for your payment.");
}

eda::Task<> on_order(eda::Event order, Ports io) {
  const std::string row = "payment/" + order.data.at("orderId").get<std::string>() + "#" +
                          order.data.at("attempt").dump();
  Payment payment;
  payment.key = co_await io.ids.next();
  payment.order = order.data;
  const eda::Row<Payment> first{row, payment};
  while (true) {
    const eda::WriteResult result = co_await io.store.put(first, eda::Condition::absent());
    if (result.ok() || result.refused()) break;
  }
  co_await settle(row, io);
}

eda::Task<> on_sweep(eda::Event, Ports io) {
  const auto payments = co_await io.store.scan<Payment>("payment/");
  for (const auto& payment : payments) co_await settle(payment.key.partition, io);
}

}  // namespace payment
