#include "ride_sharing.hpp"

namespace rides {

eda::Task<> on_fact(eda::Event fact, Ports io) {
  io.log.info(fact.type);
  // TODO 11: Write down what the views need of this fact. It may come twice, and before the fact
  //          that led to it. Which writes come out the same in any order?
  co_return;
}

eda::Json rider_screen(const std::vector<eda::Item>& rows) {
  eda::Json screen = eda::Json::object();
  // TODO 12: The state of each ride, and where its driver is. What if two positions come swapped?
  if (rows.empty()) return screen;
  return screen;
}

eda::Json driver_earnings(const std::vector<eda::Item>& rows) {
  eda::Json earnings = eda::Json::object();
  // TODO 13: Trips and cents of each driver. Which trip has been counted?
  if (rows.empty()) return earnings;
  return earnings;
}

eda::Json heat_map(const std::vector<eda::Item>& rows) {
  eda::Json heat = eda::Json::object();
  // TODO 14: Where do people ask for cars?
  if (rows.empty()) return heat;
  return heat;
}

}  // namespace rides
