#include "event_store.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledger {

/// One event of a stream, in the row {"account/7", "1000003"}.
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

/// Writes behind an event that is there, where none is yet. So the stream has `expected` events,
/// and a write that is made again changes nothing.
eda::Task<AppendResult> append(std::string stream, int expected, std::vector<eda::Event> events,
                               Ports io) {
  std::vector<eda::Write> writes;
  int version = expected;
  if (version > 0)
    writes.push_back(eda::Write::check(key_of(stream, version), eda::Condition::present()));
  for (const eda::Event& event : events) {
    const eda::Row<Entry> row = row_of(stream, ++version, event);
    writes.push_back(eda::Write::put(row, eda::Condition::absent()));
  }
  bool is_refused = false;
  while (!is_refused) {
    const eda::WriteResult result = co_await io.store.transact_write(writes);
    if (result.ok()) co_return AppendResult::appended;
    is_refused = result.refused();
  }
  const eda::Key next = key_of(stream, expected + 1);
  const auto there = co_await io.store.get<Entry>(next, eda::Read::strong);
  const bool is_own = there.exists() && there->event.at("id") == events.front().id;
  if (is_own) co_return AppendResult::appended;  // the answer to an earlier try was lost
  co_await io.metrics.count("append.conflicts");
  co_return AppendResult::conflict;
}

eda::Task<std::vector<eda::Event>> load(std::string stream, int from, Ports io) {
  std::vector<eda::Event> events;
  std::string after = key_of(stream, from - 1).sort;
  while (!after.empty()) {
    const auto page = co_await io.store.query_page<Entry>(stream, after, eda::Read::strong);
    for (const eda::Row<Entry>& row : page.rows())
      events.push_back(eda::event_from_json(row->event));
    after = page.next();
  }
  co_return events;
}

Account fold(Account start, const std::vector<eda::Event>& tail) {
  for (const eda::Event& event : tail) {
    start.version += 1;
    if (event.type != deposited && event.type != withdrawn) continue;
    const std::int64_t cents = event.data.at("cents");
    start.cents += event.type == deposited ? cents : -cents;
    start.commands.insert(event.data.at("commandId"));
  }
  return start;
}

constexpr int races_max = 5;

/// Records a request as an event of that type, unless it has been recorded already. Each lost race
/// is a reason to decide again, by the balance that the other writer has left.
eda::Task<Answer> record(std::string stream, std::string type, eda::Event request, Ports io) {
  const std::string command = request.data.at("commandId");
  for (int races = 0; races < races_max; ++races) {
    const std::vector<eda::Event> history = co_await load(stream, 1, io);
    const Account account = fold(Account{}, history);
    if (account.commands.contains(command)) co_return accepted;
    if (type == withdrawn && !allows(account, request)) co_return rejected;
    const std::vector<eda::Event> events{event_of(request, type, io.clock.now())};
    const AppendResult result = co_await append(stream, account.version, events, io);
    if (result == AppendResult::appended) co_return accepted;
  }
  co_return busy;
}

eda::Task<Answer> on_command(eda::Event request, Ports io) {
  const std::string type = request.type == deposit ? deposited : withdrawn;
  const Answer answer = co_await record(stream_of(request), type, request, io);
  co_return answer;
}

/// Each step finds its own event again. So a transfer that is delivered again goes on where the
/// handler died.
eda::Task<Answer> on_transfer(eda::Event request, Ports io) {
  const Answer debit = co_await record(stream_of(request), withdrawn, request, io);
  if (debit.result != accepted.result) co_return debit;
  const std::string to = stream_of(request.data.at("toAccountId").get<std::string>());
  Answer credit = busy;
  while (credit.result == busy.result) credit = co_await record(to, deposited, request, io);
  co_return credit;
}

eda::Task<std::int64_t> on_balance_at(eda::Event request, Ports io) {
  const std::vector<eda::Event> history = co_await load(stream_of(request), 1, io);
  const eda::Json& data = request.data;
  std::vector<eda::Event> past;
  for (const eda::Event& event : history) {
    const bool has_happened =
        data.contains("version")
            ? int(past.size()) < data.at("version").get<int>()
            : *event.time <= eda::from_rfc3339(data.at("time").get<std::string>());
    if (has_happened) past.push_back(event);
  }
  co_return fold(Account{}, past).cents;
}

}  // namespace ledger
