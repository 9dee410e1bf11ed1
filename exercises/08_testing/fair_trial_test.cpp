// A right kitchen and a payment service, for a trial that is fair. Read only.

#define kitchen kitchen_with_a_row_for_each_fact  // another name than that of your answer to 03
#include "kitchens/row_per_fact.cpp"
#undef kitchen
#include "eda/announce.hpp"
#include "trial_test.hpp"

namespace right = kitchen_with_a_row_for_each_fact;

namespace trial {

RightKitchens& right_kitchens() {
  static RightKitchens all{right::service};
  return all;
}

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Clock& clock;
};

/// Refunds the payment of an order that has timed out, whichever of the two is heard first.
static eda::Task<> on_event(eda::Event event, Ports io) {
  const std::string order_id = event.data.at("orderId");
  const std::string seen = event.type == names_of_right_kitchens.timeout ? "timed_out" : "paid";
  const std::string now = eda::to_rfc3339(io.clock.now());
  const eda::Update noted = eda::Update().set_if_missing(seen, now);
  const eda::WriteResult result = co_await io.store.update("refund/" + order_id, noted);
  const eda::Json after = result.after().value;
  if (!after.contains("paid") || !after.contains("timed_out")) co_return;

  eda::Event refund{names_of_right_kitchens.refund};
  refund.source = "payment-service";
  refund.id = "refund-" + order_id;
  const std::string paid = after.at("paid"), timed_out = after.at("timed_out");
  refund.time = eda::from_rfc3339(std::max(paid, timed_out));
  refund.data["orderId"] = order_id;
  co_await eda::announce(refund, io);
}

eda::Service payment_service() {
  return {"payment",
          "com.pizzaco.payment.",
          {eda::on({right::payment_completed, names_of_right_kitchens.timeout}, on_event)}};
}

}  // namespace trial
