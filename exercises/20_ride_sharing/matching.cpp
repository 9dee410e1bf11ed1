#include "ride_sharing.hpp"

namespace rides {

// The rows of rides are yours: change this one as you like, or keep something else.

/// Row "ride/ride-7".
struct RideRow {
  std::string state;  ///< open, matched, ended, cancelled, no_driver
  std::string cell;
  int round = 0;  ///< of offers

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(RideRow, state, cell, round)
};

eda::Task<> on_ride_requested(eda::Event ride, Ports io) {
  const std::string id = text_of(ride, "rideId"), cell = text_of(ride, "cell");
  auto row = co_await io.store.get<RideRow>("ride/" + id, eda::Read::strong);
  const auto drivers = co_await io.store.query<Driver>("drivers/" + cell, eda::Read::strong);
  io.log.info(row->state + ", drivers: " + std::to_string(drivers.size()));
  // TODO 1: Offer the ride to drivers who are free, until a moment that you write down. What if the
  //         request comes twice, after a cancel, or from a rider who owes?
}

eda::Task<> on_driver_accepted(eda::Event accepted, Ports io) {
  io.log.info(text_of(accepted, "driverId") + " says yes to " + text_of(accepted, "rideId"));
  // TODO 2: Who gets the ride? Two drivers may have accepted it, and this one two rides. Which
  //         write can only one of them win, and how do the others hear that they have lost?
  co_return;
}

eda::Task<> on_offer_expired(eda::Event timer, Ports io) {
  io.log.info(timer.type);
  // TODO 3: The offers are over. Is the ride still open? Make new ones, or give it up.
  co_return;
}

eda::Task<> on_ride_cancelled(eda::Event cancelled, Ports io) {
  io.log.info(text_of(cancelled, "by") + " cancels " + text_of(cancelled, "rideId"));
  // TODO 4: Was it matched, or is it being matched at this moment? Who is free again?
  co_return;
}

eda::Task<> on_trip_ended(eda::Event ended, Ports io) {
  io.log.info(text_of(ended, "driverId") + " is free");
  // TODO 5: The driver is free again. What if this comes again while the next ride is on?
  co_return;
}

eda::Task<> on_debt_changed(eda::Event debt, Ports io) {
  io.log.info(debt.type);
  // TODO 6: Remember who owes. What if "closed" comes before "opened"?
  co_return;
}

}  // namespace rides
