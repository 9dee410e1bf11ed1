#include <string>

#include "hot_keys.hpp"

namespace offers {

std::string key_for(const eda::Event& event) {
  if (event.type == viewed) return event.data.at("userId");
  return event.data.at("orderId");
}

/// Claims of different orders have nothing to wait for: the store says who was first.
std::string group_for(const eda::Event& claim) { return claim.data.at("orderId"); }

Turn turn_of(int applied, int sequence) {
  if (sequence <= applied) return Turn::ignore;
  return sequence == applied + 1 ? Turn::apply : Turn::wait;
}

}  // namespace offers
