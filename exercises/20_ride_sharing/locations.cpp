#include "ride_sharing.hpp"

namespace rides {

eda::Task<> on_ping(eda::Event ping, Ports io) {
  const std::string driver_id = text_of(ping, "driverId");
  auto row = co_await io.store.get<Position>({"positions", driver_id}, eda::Read::strong);
  const Ping seen = ping.data.get<Ping>();
  io.log.info(driver_id + " is in " + seen.cell);
  // TODO 10: Keep the ten newest pings. Which one is the newest, when they come late, or again? Say
  //          so when the cell has changed, and commit.
}

}  // namespace rides
