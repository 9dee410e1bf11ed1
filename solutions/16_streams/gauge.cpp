#include "streams.hpp"

namespace gauge {

/// Row {"windows", "2026-01-13T10:00:00Z"}.
struct WindowRow {
  Sum sum;
  std::map<std::string, int> next_offset;  ///< by partition: records before it are in the sum
  std::string decided;    ///< the watermark that has closed the window; empty: it is open
  std::vector<Sum> said;  ///< the final, then the corrections

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(WindowRow, sum, next_offset, decided, said)
};

/// Row "watermark".
struct WatermarkRow {
  std::string instant;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(WatermarkRow, instant)
};

/// The end of a window, so much later.
eda::Instant end_of(const std::string& start, eda::Duration later = {}) {
  return eda::from_rfc3339(start) + window + later;
}

eda::Task<> publish(eda::Event fact, Ports io) {
  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(fact);
    if (result.ok()) co_return;
  }
}

/// Publishes all of them: an earlier attempt may have died before it had said its own.
eda::Task<> publish_corrections(std::string start, WindowRow row, Ports io) {
  for (std::size_t number = 1; number < row.said.size(); ++number)
    co_await publish(correction_of(start, int(number), row.said[number]), io);
}

/// True if nothing of the window can be on its way any more.
eda::Task<bool> is_forgotten(std::string start, Ports io) {
  const auto watermark = co_await io.store.get<WatermarkRow>("watermark", eda::Read::strong);
  co_return watermark.exists() && end_of(start, lateness) <= eda::from_rfc3339(watermark->instant);
}

eda::Task<> on_record(eda::Event record, Ports io) {
  const eda::Offset place = place_of(record);
  const std::string start = window_of(*record.time);
  const std::string partition = std::to_string(place.partition);
  const eda::Key key{"windows", start};
  while (true) {
    auto row = co_await io.store.get<WindowRow>(key, eda::Read::strong);
    if (!row.exists() && co_await is_forgotten(start, io)) break;
    if (place.number >= row->next_offset[partition]) {
      row->sum.records += 1;
      row->sum.pence += record.data.at("pence").get<int>();
      row->next_offset[partition] = place.number + 1;
      if (!row->decided.empty()) row->said.push_back(row->sum);
      const eda::WriteResult written = co_await io.store.put_if_unchanged(row);
      if (!written.ok()) continue;
    }
    co_await publish_corrections(start, row.value, io);
    break;
  }
  const eda::Offset next{place.partition, place.number + 1};
  while (true) {
    const eda::CommitResult result = co_await io.records.commit(next);
    if (!result.unknown()) co_return;
  }
}

/// Closes the window, unless an earlier watermark has closed it. Returns what has been said of it;
/// nothing: the window has been forgotten meanwhile.
eda::Task<WindowRow> closed(eda::Row<WindowRow> row, std::string instant, Ports io) {
  while (row.exists() && row->decided.empty()) {
    row->decided = instant;
    row->said = {row->sum};
    const eda::WriteResult written = co_await io.store.put_if_unchanged(row);
    if (!written.ok()) row = co_await io.store.get<WindowRow>(row.key, eda::Read::strong);
  }
  co_return row.value;
}

eda::Task<> on_watermark(eda::Event watermark, Ports io) {
  const std::string instant = watermark.data.at("instant");
  const eda::Instant now = eda::from_rfc3339(instant);
  while (true) {
    auto latest = co_await io.store.get<WatermarkRow>("watermark", eda::Read::strong);
    if (latest.exists() && eda::from_rfc3339(latest->instant) >= now) break;
    latest->instant = instant;
    const eda::WriteResult written = co_await io.store.put_if_unchanged(latest);
    if (written.ok()) break;
  }
  const auto rows = co_await io.store.query<WindowRow>("windows", eda::Read::strong);
  for (const eda::Row<WindowRow>& row : rows) {
    const std::string start = row.key.sort;
    if (end_of(start) > now) continue;
    const bool is_old = end_of(start, 2 * lateness) <= now;
    const WindowRow window = co_await closed(row, instant, io);
    if (window.said.empty() || (window.decided != instant && !is_old)) continue;
    co_await publish(final_of(start, window.said.front()), io);
    if (!is_old) continue;
    co_await publish_corrections(start, window, io);  // a handler may have died before it
    const auto is_as_read = eda::Condition::version_is(row.version);
    const eda::WriteResult erased = co_await io.store.erase(row.key, is_as_read);
    if (!erased.ok()) io.log.info("the next watermark forgets " + start);
  }
}

// The rows remember more than the commits do, so a new owner may read again what they have.
eda::Task<> on_partitions(eda::Event, Ports) { co_return; }

}  // namespace gauge
