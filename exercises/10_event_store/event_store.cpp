#include "event_store.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledger {

/// One event of a stream, in the row {"account/7", "1000003"}. It is yours: change it as you like,
/// or keep something else.
struct Entry {
  std::string stream;
  int version = 0;
  eda::Json event;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Entry, stream, version, event)
};

/// As many digits in each key, so that 10 sorts after 9.
eda::Key key_of(const std::string& stream, int version) {
  return eda::Key{stream, std::to_string(1'000'000 + version)};
}

eda::Row<Entry> row_of(const std::string& stream, int version, const eda::Event& event) {
  eda::Row<Entry> row;
  row.key = key_of(stream, version);
  row->stream = stream;
  row->version = version;
  row->event = eda::to_json(event);
  return row;
}

eda::Task<AppendResult> append(std::string stream, int expected, std::vector<eda::Event> events,
                               Ports io) {
  std::vector<eda::Write> writes;
  int version = expected;
  for (const eda::Event& event : events) {
    const eda::Row<Entry> row = row_of(stream, ++version, event);
    writes.push_back(eda::Write::put(row));
  }
  // TODO 1: co_await io.store.transact_write(writes) makes all of `writes` or none. On which
  //         condition? A write that stands behind version `expected` needs to know two things
  //         about the stream. And when the answer is lost: who has written what is there?
  // TODO 7: One line, when another writer was first: co_await io.metrics.count("append.conflicts").
  io.log.info("not appended: " + std::to_string(writes.size()) + " events");
  co_return AppendResult::conflict;
}

eda::Task<std::vector<eda::Event>> load(std::string stream, int from, Ports io) {
  std::vector<eda::Event> events;
  const std::string after = key_of(stream, from - 1).sort;
  const auto page = co_await io.store.query_page<Entry>(stream, after);
  for (const eda::Row<Entry>& row : page.rows()) events.push_back(eda::event_from_json(row->event));
  // TODO 2: As few as three rows are on a page, and page.next() is where the next one begins.
  //         May this read miss an event that you have to know of?
  co_return events;
}

Account fold(Account start, const std::vector<eda::Event>& tail) {
  for (const eda::Event& event : tail) {
    start.version += 1;
    // TODO 3: What does this event do to `cents` and to `commands`? It has happened.
    if (event.type == deposited) start.cents += 0;
  }
  return start;
}

eda::Task<Answer> on_command(eda::Event request, Ports io) {
  const std::vector<eda::Event> history = co_await load(stream_of(request), 1, io);
  const Account account = fold(Account{}, history);
  if (!allows(account, request)) co_return rejected;
  // From here on others may append to this stream.

  // TODO 4: Append event_of(request, deposited or withdrawn, io.clock.now()). And when another
  //         writer was first: is what you decided still true? Has this command been recorded?
  co_return busy;
}

eda::Task<Answer> on_transfer(eda::Event request, Ports io) {
  io.log.info("a transfer from " + stream_of(request));
  // TODO 5: Two streams. The handler may die between them, and is delivered again then. How does
  //         it find out how far it has come?
  co_return busy;
}

eda::Task<std::int64_t> on_balance_at(eda::Event request, Ports io) {
  const std::vector<eda::Event> history = co_await load(stream_of(request), 1, io);
  // TODO 6: This is the balance of today. The request has a "version", or a "time".
  co_return fold(Account{}, history).cents;
}

}  // namespace ledger
