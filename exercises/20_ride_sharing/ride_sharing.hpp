#pragma once

#include <string>
#include <utility>
#include <vector>

#include "eda/announce.hpp"
#include "eda/bus.hpp"
#include "eda/caller.hpp"
#include "eda/clock.hpp"
#include "eda/gateway.hpp"
#include "eda/log.hpp"
#include "eda/records.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"

/// A city that shares its cars: matching, payment, locations and the screens of all who look on.
///
/// Rules that must hold, whatever comes late, twice or at the same time:
///  1. A ride is matched with one driver, who has accepted an offer of it. A driver has one ride at
///     a time: the next one only after the request to cancel, or `trip_ended`, of the last.
///  2. Each ride that was requested has one end: it is matched and goes on, or `cancelled`, or
///     `no_driver`. `no_driver` comes at most 3 minutes after the request.
///  3. Each offer that was accepted is answered: `matched` for its ride and driver, or
///  `offer_lost`.
///  4. A trip is paid by one charge, or by none and has a debt. What was charged stays charged. A
///     rider with an open debt is not matched.
///  5. The three views are those of the facts. A position never goes back.
///  6. An offer that is accepted after `expiresAt` is lost.
///  7. A ride that is cancelled has one `cancelled`: 500 cents if it was matched, and else 0.
///  8. Every handler ends: it asks its ports for at most 64 things.
namespace rides {

using namespace std::chrono_literals;

/// An offer lives so long, from its `offered` on.
inline constexpr eda::Duration offer_lives = 30s;
/// Number of times that offers are made for a ride, before it has no driver.
inline constexpr int rounds_max = 3;
/// Time from a charge that failed to the next one.
inline constexpr eda::Duration retry_after = 1h;
/// Cents of a ride that is cancelled after its match.
inline constexpr int late_fee = 500;

// What others say. Each comes at least once, in any order.
/// {"rideId", "riderId", "cell"}.
inline const std::string ride_requested = "com.rides.rider.requested";
/// {"rideId", "by"}: a rider or a driver wants to cancel it.
inline const std::string ride_cancelled = "com.rides.rider.cancelled";
/// {"tripId", "riderId"}: the rider has paid a debt at the office.
inline const std::string debt_settled = "com.rides.rider.settled";
/// {"offerId", "rideId", "driverId"}.
inline const std::string driver_accepted = "com.rides.driver.accepted";
/// {"tripId", "rideId", "driverId"}: the car is empty again.
inline const std::string trip_ended = "com.rides.trip.ended";
/// {"tripId", "rideId", "riderId", "driverId", "cents", "cards"}: `cards` are two.
inline const std::string trip_completed = "com.rides.trip.completed";
/// A record of the log, by driver: {"driverId", "sequence", "cell"}. No event of the bus.
inline const std::string ping = "com.rides.driver.ping";

// What you say. The functions below build these facts.
inline const std::string offered = "com.rides.matching.offered";
inline const std::string matched = "com.rides.matching.matched";
inline const std::string offer_lost = "com.rides.matching.offer.lost";
inline const std::string no_driver = "com.rides.matching.no.driver";
inline const std::string cancelled = "com.rides.matching.cancelled";
inline const std::string charged = "com.rides.payment.charged";
inline const std::string debt_opened = "com.rides.payment.debt.opened";
inline const std::string debt_closed = "com.rides.payment.debt.closed";
inline const std::string driver_moved = "com.rides.location.driver.moved";

/// Ports of the handlers. Only the store, the log and the gateway's book survive the end of one.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Timers& timers;
  eda::Clock& clock;
  eda::Gateway& gateway;
  eda::Records& records;
  eda::Log& log;
};

/// A fact whose id is made of what it says, so that a repetition is the same fact.
inline eda::Event fact_of(const std::string& type, const std::string& source,
                          const std::string& about, eda::Json data) {
  eda::Event fact{type};
  fact.source = source;
  fact.id = type.substr(type.find('.', 4) + 1) + "/" + about;
  fact.data = std::move(data);
  return fact;
}

/// A text of a fact: its "rideId".
inline std::string text_of(const eda::Event& fact, const char* name) {
  return fact.data.at(name).get<std::string>();
}

// matching.cpp: which driver comes for which ride?

/// A driver on duty, in the row {"drivers/CELL", driver}. These rows are there from the start, and
/// change by your hand alone.
struct Driver {
  bool free = true;
  std::string ride;  ///< yours

  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Driver, free, ride)
};

inline eda::Key driver_key(const std::string& cell, const std::string& driver_id) {
  return {"drivers/" + cell, driver_id};
}

/// `expires_at` in RFC 3339. An offer has one id, whatever else there is of its ride.
inline eda::Event offered_of(const std::string& offer_id, const std::string& ride_id,
                             const std::string& driver_id, const std::string& expires_at) {
  return fact_of(offered, "matching", offer_id,
                 {{"offerId", offer_id},
                  {"rideId", ride_id},
                  {"driverId", driver_id},
                  {"expiresAt", expires_at}});
}
inline eda::Event matched_of(const std::string& ride_id, const std::string& driver_id) {
  return fact_of(matched, "matching", ride_id + "/" + driver_id,
                 {{"rideId", ride_id}, {"driverId", driver_id}});
}
inline eda::Event offer_lost_of(const std::string& offer_id, const std::string& driver_id) {
  return fact_of(offer_lost, "matching", offer_id + "/" + driver_id,
                 {{"offerId", offer_id}, {"driverId", driver_id}});
}
inline eda::Event no_driver_of(const std::string& ride_id) {
  return fact_of(no_driver, "matching", ride_id, {{"rideId", ride_id}});
}
inline eda::Event cancelled_of(const std::string& ride_id, int fee) {
  return fact_of(cancelled, "matching", ride_id + "/" + std::to_string(fee),
                 {{"rideId", ride_id}, {"fee", fee}});
}

// Each function handles one delivery. It may run many times at once, also for the same ride.
eda::Task<> on_ride_requested(eda::Event ride, Ports io);
eda::Task<> on_driver_accepted(eda::Event accepted, Ports io);
/// Handles the timers of matching, which you have scheduled.
eda::Task<> on_offer_expired(eda::Event timer, Ports io);
eda::Task<> on_ride_cancelled(eda::Event cancelled, Ports io);
eda::Task<> on_trip_ended(eda::Event ended, Ports io);
/// Handles `debt_opened` and `debt_closed`: {"tripId", "riderId"}. Either may come first.
eda::Task<> on_debt_changed(eda::Event debt, Ports io);

// trip_payment.cpp: what if the card says no, and the ride is over?

inline eda::Event charged_of(const std::string& trip_id, const std::string& rider_id, int cents) {
  return fact_of(charged, "payment", trip_id,
                 {{"tripId", trip_id}, {"riderId", rider_id}, {"cents", cents}});
}
inline eda::Event debt_opened_of(const std::string& trip_id, const std::string& rider_id,
                                 int cents) {
  return fact_of(debt_opened, "payment", trip_id,
                 {{"tripId", trip_id}, {"riderId", rider_id}, {"cents", cents}});
}
inline eda::Event debt_closed_of(const std::string& trip_id, const std::string& rider_id) {
  return fact_of(debt_closed, "payment", trip_id, {{"tripId", trip_id}, {"riderId", rider_id}});
}

/// Charges the first card. The gateway's `order` is the trip.
eda::Task<> on_trip_completed(eda::Event trip, Ports io);
/// Handles the timers of payment: the second card, an hour later.
eda::Task<> on_retry(eda::Event timer, Ports io);
eda::Task<> on_debt_settled(eda::Event settled, Ports io);

// locations.cpp: where is the car?

/// A ping that was kept.
struct Ping {
  int sequence = 0;  ///< 1, 2, 3 … as the phone counts them; two of one number are copies
  std::string cell;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Ping, sequence, cell)
};

/// Whereabouts of a driver, in the row {"positions", driver}.
struct Position {
  std::vector<Ping> last;  ///< the ten with the highest sequence, the newest at the end
  int moved = 0;           ///< sequence of the last `driver_moved`; yours

  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Position, last, moved)
};

inline eda::Event driver_moved_of(const std::string& driver_id, int sequence,
                                  const std::string& cell) {
  return fact_of(driver_moved, "locations", driver_id + "/" + std::to_string(sequence),
                 {{"driverId", driver_id}, {"sequence", sequence}, {"cell", cell}});
}

/// A request, {"driverId"}: it is answered with the row of the driver.
inline const std::string position_asked = "com.rides.location.position";

/// Handles one delivery of a ping. Those of one driver come in the order of the log, at least once:
/// a phone may have sent them in another order, and another owner may read them at the same time.
eda::Task<> on_ping(eda::Event ping, Ports io);

// projections.cpp: what does each of them see?

/// Facts that the projections hear, in any order.
inline const std::vector<std::string> facts{ride_requested, matched,        no_driver,   cancelled,
                                            trip_ended,     trip_completed, driver_moved};
/// Requests: each is answered with a view.
inline const std::string rider_screen_asked = "com.rides.views.rider_screen";
inline const std::string driver_earnings_asked = "com.rides.views.driver_earnings";
inline const std::string heat_map_asked = "com.rides.views.heat_map";

/// Keeps what the views need: the rows of the partitions "view/riders", "view/drivers" and
/// "view/heat". Their sort keys and contents are yours.
eda::Task<> on_fact(eda::Event fact, Ports io);

/// Returns {ride: {"state", "driverId", "cell"}} for each ride that was requested, from the rows of
/// "view/riders". `state` is "looking", "matched", "ended", "cancelled" or "no_driver". `driverId`
/// and `cell` are there only while it is matched: its driver, and where that one was seen last, if
/// at all.
eda::Json rider_screen(const std::vector<eda::Item>& rows);
/// Returns {driver: {"trips", "cents"}} for each driver with a completed trip, from the rows of
/// "view/drivers".
eda::Json driver_earnings(const std::vector<eda::Item>& rows);
/// Returns {cell: number of rides that were requested there}, from the rows of "view/heat".
eda::Json heat_map(const std::vector<eda::Item>& rows);

// Given: the answers to the requests, and the services.

inline eda::Task<eda::Json> on_rider_screen(eda::Event, Ports io) {
  const auto rows = co_await io.store.query<eda::Json>("view/riders", eda::Read::strong);
  co_return rider_screen(rows);
}
inline eda::Task<eda::Json> on_driver_earnings(eda::Event, Ports io) {
  const auto rows = co_await io.store.query<eda::Json>("view/drivers", eda::Read::strong);
  co_return driver_earnings(rows);
}
inline eda::Task<eda::Json> on_heat_map(eda::Event, Ports io) {
  const auto rows = co_await io.store.query<eda::Json>("view/heat", eda::Read::strong);
  co_return heat_map(rows);
}

inline eda::Task<eda::Json> on_position(eda::Event request, Ports io) {
  const eda::Key key{"positions", text_of(request, "driverId")};
  const auto row = co_await io.store.get<Position>(key, eda::Read::strong);
  co_return eda::Json(row.value);
}

inline const eda::Service matching{
    "matching",
    "com.rides.matching.",
    {eda::on({ride_requested}, on_ride_requested), eda::on({driver_accepted}, on_driver_accepted),
     eda::on({ride_cancelled}, on_ride_cancelled), eda::on({trip_ended}, on_trip_ended),
     eda::on({debt_opened, debt_closed}, on_debt_changed), eda::on_timers(on_offer_expired)}};

inline const eda::Service payment{
    "payment",
    "com.rides.payment.",
    {eda::on({trip_completed}, on_trip_completed), eda::on({debt_settled}, on_debt_settled),
     eda::on_timers(on_retry)}};

inline const eda::Service locations{
    "locations",
    "com.rides.location.",
    {eda::on_records("locations", on_ping), eda::on_requests({position_asked}, on_position)}};

inline const eda::Service views{
    "views",
    "com.rides.views.",
    {eda::on(facts, on_fact), eda::on_requests({rider_screen_asked}, on_rider_screen),
     eda::on_requests({driver_earnings_asked}, on_driver_earnings),
     eda::on_requests({heat_map_asked}, on_heat_map)}};

}  // namespace rides
