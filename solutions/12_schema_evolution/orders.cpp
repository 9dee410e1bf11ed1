#include <string>

#include "schema_evolution.hpp"

namespace orders {

/// Returns a letter about an order, without a version and without an amount.
eda::Event letter_about(const Order& order, const std::string& id) {
  eda::Event letter{placed_fact};
  letter.source = "orders";
  letter.id = id;
  letter.time = order.at;
  letter.data["orderId"] = order.order_id;
  return letter;
}

std::vector<eda::Event> placed(const Order& order, Migration migration) {
  std::vector<eda::Event> letters;
  if (migration != Migration::v2) {
    eda::Event letter = letter_about(order, "order-" + order.order_id + "-v1");
    letter.data["version"] = 1;
    letter.data["amount"] = order.pence;
    letters.push_back(letter);
  }
  if (migration != Migration::v1) {
    eda::Event letter = letter_about(order, "order-" + order.order_id + "-v2");
    letter.data["version"] = 2;
    letter.data["totalAmount"] = order.pence;
    letter.data["currency"] = order.currency;
    letters.push_back(letter);
  }
  return letters;
}

}  // namespace orders
