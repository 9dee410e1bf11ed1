#include "ride_sharing.hpp"

namespace rides {

eda::Task<> on_trip_completed(eda::Event trip, Ports io) {
  const std::string id = text_of(trip, "tripId");
  const std::string card = trip.data.at("cards").at(0);
  io.log.info("trip " + id + " is to be paid with " + card);
  // TODO 7: Charge the first card. Under which key? What if it is declined, and what if there is no
  //         answer? A copy of the trip may come at this moment.
  co_return;
}

eda::Task<> on_retry(eda::Event timer, Ports io) {
  io.log.info(timer.type);
  // TODO 8: An hour has passed. Is the trip paid by now? Charge the second card, or open a debt.
  co_return;
}

eda::Task<> on_debt_settled(eda::Event settled, Ports io) {
  io.log.info(text_of(settled, "riderId") + " has paid " + text_of(settled, "tripId"));
  // TODO 9: Close the debt, if there is one, once.
  co_return;
}

}  // namespace rides
