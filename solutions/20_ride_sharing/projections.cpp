#include <map>

#include "ride_sharing.hpp"

namespace rides {

/// Writes what a fact says into fields of its own, so that the facts of a row commute. Neither a
/// copy nor another order makes a difference.
eda::Task<> set(eda::Key key, eda::Update update, Ports io,
                eda::Condition condition = eda::Condition::none()) {
  while (true) {
    const eda::WriteResult written = co_await io.store.update(key, update, condition);
    if (written.ok() || written.refused()) co_return;
  }
}

eda::Task<> on_moved(eda::Event fact, Ports io) {
  const eda::Key key{"view/riders", "driver/" + text_of(fact, "driverId")};
  const int sequence = fact.data.at("sequence");
  // there is no "absent or less": the row begins with a position that every other one replaces
  const auto begin = eda::Update{}.set("sequence", -1);
  co_await set(key, begin, io, eda::Condition::absent());
  const auto newer = eda::Condition::less("sequence", sequence);
  const auto move = eda::Update{}.set("sequence", sequence).set("cell", text_of(fact, "cell"));
  co_await set(key, move, io, newer);
}

eda::Task<> on_fact(eda::Event fact, Ports io) {
  if (fact.type == driver_moved) {
    co_await on_moved(fact, io);
    co_return;
  }
  const std::string ride = text_of(fact, "rideId");
  if (fact.type == trip_completed) {
    const eda::Key trip{"view/drivers", text_of(fact, "tripId")};
    const auto earned = eda::Update{}
                            .set("driverId", text_of(fact, "driverId"))
                            .set("cents", fact.data.at("cents").get<int>());
    co_await set(trip, earned, io);
    co_return;
  }
  const eda::Key key{"view/riders", "ride/" + ride};
  std::string field = "matched";
  if (fact.type == ride_requested) field = "looking";
  if (fact.type == trip_ended) field = "ended";
  if (fact.type == cancelled) field = "cancelled";
  if (fact.type == no_driver) field = "no_driver";
  auto update = eda::Update{}.set(field, true);
  if (fact.type == matched) update = update.set("driverId", text_of(fact, "driverId"));
  co_await set(key, update, io);
  if (fact.type != ride_requested) co_return;
  const auto asked_in = eda::Update{}.set("cell", text_of(fact, "cell"));
  co_await set({"view/heat", ride}, asked_in, io);
}

eda::Json rider_screen(const std::vector<eda::Item>& rows) {
  std::map<std::string, std::string> cells;
  for (const eda::Item& row : rows)
    if (row.key.sort.starts_with("driver/") && row.value.contains("cell"))
      cells[row.key.sort.substr(7)] = row.value.at("cell");
  eda::Json screen = eda::Json::object();
  for (const eda::Item& row : rows) {
    if (!row.value.contains("looking")) continue;
    eda::Json& ride = screen[row.key.sort.substr(5)];
    for (const char* state : {"looking", "matched", "ended", "cancelled", "no_driver"})
      if (row.value.contains(state)) ride["state"] = state;
    if (ride.at("state") != "matched") continue;
    const std::string driver = row.value.at("driverId");
    ride["driverId"] = driver;
    if (cells.contains(driver)) ride["cell"] = cells.at(driver);
  }
  return screen;
}

eda::Json driver_earnings(const std::vector<eda::Item>& rows) {
  eda::Json earnings = eda::Json::object();
  for (const eda::Item& row : rows) {
    eda::Json& driver = earnings[row.value.at("driverId").get<std::string>()];
    if (driver.is_null()) driver = {{"trips", 0}, {"cents", 0}};
    driver["trips"] = driver.at("trips").get<int>() + 1;
    driver["cents"] = driver.at("cents").get<int>() + row.value.at("cents").get<int>();
  }
  return earnings;
}

eda::Json heat_map(const std::vector<eda::Item>& rows) {
  eda::Json heat = eda::Json::object();
  for (const eda::Item& row : rows) {
    eda::Json& asked = heat[row.value.at("cell").get<std::string>()];
    asked = (asked.is_null() ? 0 : asked.get<int>()) + 1;
  }
  return heat;
}

}  // namespace rides
