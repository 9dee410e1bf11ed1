#include <algorithm>

#include "ride_sharing.hpp"

namespace rides {

/// Row "ride/ride-7".
struct RideRow {
  std::string state;  ///< open, matched, ended, cancelled, no_driver
  std::string cell;
  int round = 0;
  std::vector<std::string> offered;  ///< drivers of this round
  std::string expires_at;            ///< of the offers of this round
  std::string driver, won;           ///< the match and its offer; empty: never matched

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(RideRow, state, cell, round, offered, expires_at, driver, won)
};

/// Row "debts/rider-7": trips whose debts have been opened, and closed.
struct DebtRow {
  std::vector<std::string> opened, closed;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(DebtRow, opened, closed)
};

std::string offer_id_of(const std::string& ride_id, int round, const std::string& driver_id) {
  return ride_id + "/" + std::to_string(round) + "/" + driver_id;
}

/// Says what the row says. An earlier handler may have died before it did.
eda::Task<> tell(std::string ride_id, RideRow row, Ports io) {
  if (row.state == "no_driver") co_await eda::announce(no_driver_of(ride_id), io);
  if (row.state == "cancelled") {
    const int fee = row.driver.empty() ? 0 : late_fee;
    co_await eda::announce(cancelled_of(ride_id, fee), io);
  }
  if (row.state != "open") co_return;
  eda::Event timer{"com.rides.matching.expired"};
  timer.source = "matching";
  timer.id = "expired/" + ride_id + "/" + std::to_string(row.round);
  timer.data["rideId"] = ride_id;
  timer.data["round"] = row.round;
  co_await io.timers.schedule(timer.id, eda::from_rfc3339(row.expires_at), timer);
  for (const std::string& driver : row.offered) {
    const std::string offer = offer_id_of(ride_id, row.round, driver);
    co_await eda::announce(offered_of(offer, ride_id, driver, row.expires_at), io);
  }
}

/// Returns the row with offers to all drivers who are free now, or without hope.
eda::Task<RideRow> with_next_round(RideRow row, Ports io) {
  row.offered.clear();
  if (row.round == rounds_max) {
    row.state = "no_driver";
    co_return row;
  }
  const auto drivers = co_await io.store.query<Driver>("drivers/" + row.cell, eda::Read::strong);
  for (const eda::Row<Driver>& driver : drivers)
    if (driver->free) row.offered.push_back(driver.key.sort);
  row.state = "open";
  row.round += 1;
  row.expires_at = eda::to_rfc3339(io.clock.now() + offer_lives);
  co_return row;
}

eda::Task<bool> has_debt(std::string rider_id, Ports io) {
  const auto debts = co_await io.store.get<DebtRow>("debts/" + rider_id, eda::Read::strong);
  for (const std::string& trip : debts->opened)
    if (std::ranges::count(debts->closed, trip) == 0) co_return true;
  co_return false;
}

eda::Task<> on_ride_requested(eda::Event ride, Ports io) {
  const std::string id = text_of(ride, "rideId");
  while (true) {
    auto row = co_await io.store.get<RideRow>("ride/" + id, eda::Read::strong);
    if (!row.exists()) {
      row->cell = text_of(ride, "cell");
      const bool owes = co_await has_debt(text_of(ride, "riderId"), io);
      if (owes) row->round = rounds_max;
      row.value = co_await with_next_round(row.value, io);
      const eda::WriteResult written = co_await io.store.put_if_unchanged(row);
      if (!written.ok()) continue;
    }
    co_await tell(id, row.value, io);
    co_return;
  }
}

eda::Task<> on_driver_accepted(eda::Event accepted, Ports io) {
  const std::string offer = text_of(accepted, "offerId"), id = text_of(accepted, "rideId");
  const std::string driver_id = text_of(accepted, "driverId");
  while (true) {
    auto row = co_await io.store.get<RideRow>("ride/" + id, eda::Read::strong);
    if (row->won == offer) {
      co_await eda::announce(matched_of(id, driver_id), io);
      co_return;
    }
    const bool is_open = row->state == "open" && std::ranges::count(row->offered, driver_id) > 0 &&
                         offer == offer_id_of(id, row->round, driver_id) &&
                         io.clock.now() <= eda::from_rfc3339(row->expires_at);
    if (!is_open) {
      co_await eda::announce(offer_lost_of(offer, driver_id), io);
      co_return;
    }
    const eda::Key key = driver_key(row->cell, driver_id);
    auto driver = co_await io.store.get<Driver>(key, eda::Read::strong);
    std::vector<eda::Write> writes;
    if (driver->free) {
      row->state = "matched";
      row->driver = driver_id;
      row->won = offer;
      driver->free = false;
      driver->ride = id;
      writes.push_back(eda::Write::put_if_unchanged(driver));
    } else {
      std::erase(row->offered, driver_id);  // lost, also when its copy comes
    }
    writes.push_back(eda::Write::put_if_unchanged(row));
    (void)co_await io.store.transact_write(writes);  // the rows say what has become of it
  }
}

eda::Task<> on_offer_expired(eda::Event timer, Ports io) {
  const std::string id = text_of(timer, "rideId");
  while (true) {
    auto row = co_await io.store.get<RideRow>("ride/" + id, eda::Read::strong);
    if (row->state == "open" && row->round == timer.data.at("round")) {
      row.value = co_await with_next_round(row.value, io);
      const eda::WriteResult written = co_await io.store.put_if_unchanged(row);
      if (!written.ok()) continue;
    }
    co_await tell(id, row.value, io);
    co_return;
  }
}

/// Writes a ride that has ended, and gives its driver free in the same step. False: read again.
eda::Task<bool> leave(eda::Row<RideRow> row, std::string ride_id, Ports io) {
  std::vector<eda::Write> writes{eda::Write::put_if_unchanged(row)};
  if (!row->driver.empty())
    writes.push_back(eda::Write::update(driver_key(row->cell, row->driver),
                                        eda::Update{}.set("free", true).set("ride", ""),
                                        eda::Condition::equals("ride", ride_id)));
  const eda::WriteResult written = co_await io.store.transact_write(writes);
  co_return written.ok();
}

eda::Task<> on_ride_cancelled(eda::Event cancelled, Ports io) {
  const std::string id = text_of(cancelled, "rideId");
  while (true) {
    auto row = co_await io.store.get<RideRow>("ride/" + id, eda::Read::strong);
    if (!row.exists() || row->state == "open" || row->state == "matched") {
      row->state = "cancelled";
      const bool has_left = co_await leave(row, id, io);
      if (!has_left) continue;
    }
    co_await tell(id, row.value, io);
    co_return;
  }
}

eda::Task<> on_trip_ended(eda::Event ended, Ports io) {
  const std::string id = text_of(ended, "rideId");
  while (true) {
    auto row = co_await io.store.get<RideRow>("ride/" + id, eda::Read::strong);
    if (row->state != "matched") co_return;
    row->state = "ended";
    const bool has_left = co_await leave(row, id, io);
    if (has_left) co_return;
  }
}

eda::Task<> on_debt_changed(eda::Event debt, Ports io) {
  const eda::Key key = "debts/" + text_of(debt, "riderId");
  const std::string list = debt.type == debt_opened ? "opened" : "closed";
  const auto with_trip = eda::Update{}.insert(list, text_of(debt, "tripId"));
  while (true) {
    const eda::WriteResult written = co_await io.store.update(key, with_trip);
    if (written.ok()) co_return;
  }
}

}  // namespace rides
