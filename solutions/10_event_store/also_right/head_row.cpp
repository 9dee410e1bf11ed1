#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "event_store.hpp"

namespace ledger {

// A row for the head of each stream holds its length. Every append moves the head in the
// transaction of its events, so one condition on the head is the lock. A transfer is one
// transaction over both streams: it has no middle.

/// Row "head/account/7".
struct Head {
  int length = 0;
  std::string last;  ///< id of the last event

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Head, length, last)
};

/// Row {"account/7", "1000003"}.
struct Entry {
  int version = 0;
  eda::Json event;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Entry, version, event)
};

std::string sort_of(int version) { return std::to_string(1'000'000 + version); }
std::string head_of(const std::string& stream) { return "head/" + stream; }

/// Events to append to a stream of `expected` events.
struct News {
  std::string stream;
  int expected = 0;
  std::vector<eda::Event> events;
};

std::vector<eda::Write> writes_of(const News& news) {
  std::vector<eda::Write> writes;
  int version = news.expected;
  for (const eda::Event& event : news.events) {
    eda::Row<Entry> row;
    row.key = eda::Key{news.stream, sort_of(++version)};
    row->version = version;
    row->event = eda::to_json(event);
    writes.push_back(eda::Write::put(row));  // the head is the condition
  }
  eda::Row<Head> head;
  head.key = head_of(news.stream);
  head->length = version;
  head->last = news.events.back().id;
  const eda::Condition at_expected = news.expected == 0
                                         ? eda::Condition::absent()
                                         : eda::Condition::equals("length", news.expected);
  writes.push_back(eda::Write::put(head, at_expected));
  return writes;
}

/// Appends to all of these streams or to none.
eda::Task<AppendResult> append_all(std::vector<News> all, Ports io) {
  std::vector<eda::Write> writes;
  for (const News& news : all) std::ranges::copy(writes_of(news), std::back_inserter(writes));
  bool is_refused = false;
  while (!is_refused) {
    const eda::WriteResult result = co_await io.store.transact_write(writes);
    if (result.ok()) co_return AppendResult::appended;
    is_refused = result.refused();
  }
  // one transaction: the first event of the first stream stands for the others
  const News& first = all.front();
  const eda::Key key{first.stream, sort_of(first.expected + 1)};
  const auto there = co_await io.store.get<Entry>(key, eda::Read::strong);
  if (there.exists() && there->event.at("id") == first.events.front().id)
    co_return AppendResult::appended;
  co_await io.metrics.count("append.conflicts");
  co_return AppendResult::conflict;
}

/// Entries from a version on. An eventual read may leave out one in the middle.
eda::Task<std::vector<Entry>> entries(std::string stream, int from, eda::Read read, Ports io) {
  std::vector<Entry> found;
  std::string after = sort_of(from - 1);
  while (!after.empty()) {
    const auto page = co_await io.store.query_page<Entry>(stream, after, read);
    for (const eda::Row<Entry>& row : page.rows()) found.push_back(row.value);
    after = page.next();
  }
  co_return found;
}

eda::Task<std::vector<eda::Event>> load_with(std::string stream, int from, eda::Read read,
                                             Ports io) {
  std::vector<Entry> found = co_await entries(stream, from, read, io);
  const bool has_gap = !found.empty() && found.back().version != from + int(found.size()) - 1;
  if (has_gap) found = co_await entries(stream, from, eda::Read::strong, io);
  std::vector<eda::Event> events;
  for (const Entry& entry : found) events.push_back(eda::event_from_json(entry.event));
  co_return events;
}

eda::Task<AppendResult> append(std::string stream, int expected, std::vector<eda::Event> events,
                               Ports io) {
  const std::vector<News> news{{stream, expected, events}};
  const AppendResult result = co_await append_all(news, io);
  co_return result;
}

eda::Task<std::vector<eda::Event>> load(std::string stream, int from, Ports io) {
  const std::vector<eda::Event> events = co_await load_with(stream, from, eda::Read::strong, io);
  co_return events;
}

Account fold(Account start, const std::vector<eda::Event>& tail) {
  for (const eda::Event& event : tail) {
    ++start.version;
    const int sign = event.type == deposited ? 1 : event.type == withdrawn ? -1 : 0;
    if (sign == 0) continue;
    start.cents += sign * event.data.at("cents").get<std::int64_t>();
    start.commands.insert(event.data.at("commandId"));
  }
  return start;
}

// An old read is good enough for yes: the append is refused if it was old. It is not good enough
// for no, which no append confirms.
eda::Task<Answer> on_command(eda::Event request, Ports io) {
  const std::string stream = stream_of(request), command = request.data.at("commandId");
  eda::Read read = eda::Read::eventual;
  while (true) {
    const std::vector<eda::Event> history = co_await load_with(stream, 1, read, io);
    const Account account = fold(Account{}, history);
    if (account.commands.contains(command)) co_return accepted;
    if (!allows(account, request)) {
      if (read == eda::Read::strong) co_return rejected;
      read = eda::Read::strong;
      continue;
    }
    const std::string type = request.type == deposit ? deposited : withdrawn;
    const std::vector<eda::Event> events{event_of(request, type, io.clock.now())};
    const AppendResult result = co_await append(stream, account.version, events, io);
    if (result == AppendResult::appended) co_return accepted;
    read = eda::Read::strong;
  }
}

eda::Task<Answer> on_transfer(eda::Event request, Ports io) {
  const std::string from = stream_of(request);
  const std::string to = stream_of(request.data.at("toAccountId").get<std::string>());
  while (true) {
    const std::vector<eda::Event> ours = co_await load(from, 1, io),
                                  theirs = co_await load(to, 1, io);
    const Account payer = fold(Account{}, ours);
    if (payer.commands.contains(request.data.at("commandId"))) co_return accepted;
    if (!allows(payer, request)) co_return rejected;
    const eda::Instant now = io.clock.now();
    const std::vector<News> news{{from, payer.version, {event_of(request, withdrawn, now)}},
                                 {to, int(theirs.size()), {event_of(request, deposited, now)}}};
    const AppendResult result = co_await append_all(news, io);
    if (result == AppendResult::appended) co_return accepted;
  }
}

eda::Task<std::int64_t> on_balance_at(eda::Event request, Ports io) {
  std::vector<eda::Event> history = co_await load(stream_of(request), 1, io);
  if (request.data.contains("version")) {
    const std::size_t version = request.data.at("version");
    history.resize(std::min(version, history.size()));
  } else {
    const eda::Instant time = eda::from_rfc3339(request.data.at("time").get<std::string>());
    std::erase_if(history, [&](const eda::Event& event) { return *event.time > time; });
  }
  co_return fold(Account{}, history).cents;
}

}  // namespace ledger
