#include "ecommerce.hpp"

namespace probe {

eda::Task<std::string> creation_to_delivery(Shop shop) {
  // TODO 5: Place an order, let the shop run, and look at the facts of the order, and at the money.
  //         What must be there, and how often? What must not be there? For how long do you wait,
  //         if the carrier has a long way?
  const std::vector<std::string> facts = co_await shop.facts("order-1");
  co_return "not written, and there are " + std::to_string(facts.size()) + " facts";
}

}  // namespace probe
