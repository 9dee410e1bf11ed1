#include <algorithm>

#include "ride_sharing.hpp"

namespace rides {

constexpr std::size_t kept_max = 10;

/// Adds a ping at its place. The newest is the one with the highest sequence, whenever it came.
void keep(Position& position, const Ping& ping) {
  auto& last = position.last;
  const auto place = std::ranges::lower_bound(last, ping.sequence, {}, &Ping::sequence);
  if (place != last.end() && place->sequence == ping.sequence) return;
  const bool is_newest = place == last.end();
  if (is_newest && (last.empty() || last.back().cell != ping.cell)) position.moved = ping.sequence;
  last.insert(place, ping);
  if (last.size() > kept_max) last.erase(last.begin());
}

eda::Task<> on_ping(eda::Event ping, Ports io) {
  const std::string driver_id = text_of(ping, "driverId");
  const Ping seen = ping.data.get<Ping>();
  while (true) {
    auto row = co_await io.store.get<Position>({"positions", driver_id}, eda::Read::strong);
    keep(row.value, seen);
    const eda::WriteResult written = co_await io.store.put_if_unchanged(row);
    if (!written.ok()) continue;
    if (row->moved == seen.sequence)
      co_await eda::announce(driver_moved_of(driver_id, seen.sequence, seen.cell), io);
    break;
  }
  const int partition = ping.extensions.at("partition"), offset = ping.extensions.at("offset");
  const eda::Offset next{partition, offset + 1};
  while (true) {
    const eda::CommitResult result = co_await io.records.commit(next);
    if (!result.unknown()) co_return;
  }
}

}  // namespace rides
