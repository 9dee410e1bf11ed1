#include <algorithm>

#include "ecommerce.hpp"

namespace probe {

eda::Task<std::string> creation_to_delivery(Shop shop) {
  eda::Json order = eda::Json::object();
  order["orderId"] = "order-1";
  order["customer"] = "anna";
  order["product"] = "offer#1";
  order["cents"] = 1850;
  order["card"] = "visa";
  co_await shop.place(order);
  co_await shop.run_until_idle();
  const std::vector<std::string> facts = co_await shop.facts("order-1");
  for (const char* type : {"order.placed", "payment.completed", "inventory.reserved",
                           "order.confirmed", "shipping.shipped", "shipping.delivered"})
    if (std::count(facts.begin(), facts.end(), type) != 1)
      co_return std::string{"not exactly one "} + type;
  if (std::count(facts.begin(), facts.end(), "order.cancelled") > 0) co_return "cancelled, too";
  const int cents = co_await shop.cents_taken("order-1");
  if (cents != 1850) co_return "another sum was taken";
  co_return "";
}

}  // namespace probe
