#include "streams.hpp"

namespace gauge {

// The rows are yours: change them as you like, or keep something else.

/// Row {"windows", "2026-01-13T10:00:00Z"}.
struct WindowRow {
  Sum sum;
  std::map<std::string, int> next_offset;  ///< by partition: records before it are in the sum
  std::string decided;    ///< the watermark that has closed the window; empty: it is open
  std::vector<Sum> said;  ///< the final, then the corrections

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(WindowRow, sum, next_offset, decided, said)
};

/// Publishes a fact until the bus has taken it.
eda::Task<> publish(eda::Event fact, Ports io) {
  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(fact);
    if (result.ok()) co_return;
  }
}

eda::Task<> on_record(eda::Event record, Ports io) {
  const eda::Offset place = place_of(record);
  const std::string start = window_of(*record.time);
  auto row = co_await io.store.get<WindowRow>({"windows", start}, eda::Read::strong);
  io.log.info("so far: " + std::to_string(row->sum.records));
  // TODO 1: Add the record to the sum of its window. You may read it again, and so may another
  //         owner at this moment. How does the row know that it has had it?

  // TODO 3: The window may have been closed. What do you say then, with which number?

  // Tell the log that you have come so far. When is that true?
  const eda::Offset next{place.partition, place.number + 1};
  const eda::CommitResult result = co_await io.records.commit(next);
  if (!result.committed()) io.log.info("not committed");
}

eda::Task<> on_watermark(eda::Event watermark, Ports io) {
  const eda::Instant now = eda::from_rfc3339(watermark.data.at("instant").get<std::string>());
  const auto rows = co_await io.store.query<WindowRow>("windows", eda::Read::strong);
  for (const eda::Row<WindowRow>& row : rows) {
    if (eda::from_rfc3339(row.key.sort) + window > now) continue;
    // TODO 2: The window is over. Decide what its final says, once, and say it. What will the next
    //         handler find that comes here, or that you have left half done? When may the row go?
  }
}

eda::Task<> on_partitions(eda::Event change, Ports io) {
  // TODO 4: Must anything be done when a partition gets another owner?
  io.log.info(change.type);
  co_return;
}

}  // namespace gauge
