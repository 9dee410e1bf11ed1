#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "eda/caller.hpp"
#include "eda/clock.hpp"
#include "eda/ids.hpp"
#include "eda/log.hpp"
#include "eda/metrics.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// The ledger of a bank. Each account has a stream of events: version 1, 2, 3, … Events are only
/// appended, never changed and never removed. A balance is the sum of a stream.
///
/// What must hold, whatever happens:
///  1. No prefix of a history has a balance below 0.
///  2. A history is version 1 to n without a gap. An `append` with `expected` other than n answers
///     `conflict` and adds nothing. Of its events all are there or none. What a history shows, each
///     later one shows too, unchanged.
///  3. Each `commandId` is at most once in a stream.
///  4. An accepted command has its event (a transfer: both), a rejected or busy one has none. A
///     command is rejected only if the balance would fall below 0.
///  5. `fold` of a part and then of the rest is `fold` of all.
///  6. What a transfer took from one account has come to the other, once, when nothing is left to
///     run.
///  7. `fold` takes history as it is: it refuses nothing.
///  8. A writer who is alone counts no conflict. Of two, the one who comes too late does.
namespace ledger {

// Events of a stream. `data` is {"commandId", "cents"}; `time` is the moment of the append. Of
// another type there may be events too: they count for nothing and keep their version.
inline const std::string deposited = "com.bank.account.deposited";
inline const std::string withdrawn = "com.bank.account.withdrawn";

// Requests. `cents` is a whole number above 0.
/// {"commandId", "accountId", "cents"}; `withdraw` too.
inline const std::string deposit = "com.bank.account.deposit";
inline const std::string withdraw = "com.bank.account.withdraw";
/// {"commandId", "accountId", "cents", "toAccountId"}.
inline const std::string transfer = "com.bank.account.transfer";
/// {"accountId", "version"} or {"accountId", "time"}, an RFC 3339 time.
inline const std::string balance_at = "com.bank.account.balanceat";
// Requests that let the tests ask your functions.
/// {"accountId", "expected", "events"}, answered with "appended" or "conflict".
inline const std::string append_request = "com.bank.account.append";
/// {"accountId"}, answered with the events that `load` returns from version 1 on.
inline const std::string history_request = "com.bank.account.history";
/// {"events", "after"}: folds the first `after` events, then the rest; answered with the account.
inline const std::string fold_request = "com.bank.account.fold";

/// Sum of a stream, or of a part of it.
struct Account {
  std::int64_t cents = 0;
  int version = 0;                 ///< number of events
  std::set<std::string> commands;  ///< the `commandId`s of its deposits and withdrawals

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Account, cents, version, commands)
};

/// Answer to a command. The caller believes the last one, if there are two after a crash.
struct Answer {
  std::string result;  ///< accepted | rejected | busy: after five lost races, not before

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Answer, result)
};
inline const Answer accepted{"accepted"}, rejected{"rejected"}, busy{"busy"};

enum class AppendResult {
  appended,
  conflict,  ///< the stream is not at `expected`
};

/// Ports of the handlers. Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Clock& clock;
  eda::Ids& ids;
  eda::Metrics& metrics;
  eda::Log& log;
};

// Yours: event_store.cpp. Any of them may run many times at once, for the same stream.

/// Appends 1 to 20 events to a stream that has `expected` events. A store that is busy, or whose
/// answer is lost, is cleared up inside.
eda::Task<AppendResult> append(std::string stream, int expected, std::vector<eda::Event> events,
                               Ports io);
/// Returns the events of the versions `from`, `from` + 1, … to the end.
eda::Task<std::vector<eda::Event>> load(std::string stream, int from, Ports io);
/// Returns the account after more events. `start` is the account before them.
Account fold(Account start, const std::vector<eda::Event>& tail);
/// Answers `deposit` and `withdraw`.
eda::Task<Answer> on_command(eda::Event request, Ports io);
/// Answers `transfer`.
eda::Task<Answer> on_transfer(eda::Event request, Ports io);
/// Answers `balance_at` with cents. A version beyond the end: the present balance. A time: all
/// events with a `time` up to it.
eda::Task<std::int64_t> on_balance_at(eda::Event request, Ports io);

// Given.

inline std::string stream_of(const std::string& account_id) { return "account/" + account_id; }
/// Returns the stream of `accountId`.
inline std::string stream_of(const eda::Event& request) {
  return stream_of(request.data.at("accountId").get<std::string>());
}

/// Returns true if the balance allows the request today.
inline bool allows(const Account& account, const eda::Event& request) {
  return request.type == deposit || account.cents >= request.data.at("cents").get<std::int64_t>();
}

/// Returns the event that records `request` in a stream. `type`: deposited or withdrawn. Equal
/// requests give equal ids, so an event can be found again.
inline eda::Event event_of(const eda::Event& request, const std::string& type, eda::Instant now) {
  eda::Event event{type};
  event.source = "ledger";
  event.id = request.data.at("commandId").get<std::string>() + type.substr(type.rfind('.'));
  event.time = now;
  event.data["commandId"] = request.data.at("commandId");
  event.data["cents"] = request.data.at("cents");
  return event;
}

inline std::vector<eda::Event> events_in(const eda::Json& list) {
  std::vector<eda::Event> events;
  for (const eda::Json& event : list) events.push_back(eda::event_from_json(event));
  return events;
}

inline eda::Task<std::string> on_append(eda::Event request, Ports io) {
  const std::vector<eda::Event> events = events_in(request.data.at("events"));
  const int expected = request.data.at("expected");
  const AppendResult result = co_await append(stream_of(request), expected, events, io);
  co_return result == AppendResult::appended ? "appended" : "conflict";
}

inline eda::Task<eda::Json> on_history(eda::Event request, Ports io) {
  const std::vector<eda::Event> events = co_await load(stream_of(request), 1, io);
  eda::Json list = eda::Json::array();
  for (const eda::Event& event : events) list.push_back(eda::to_json(event));
  co_return list;
}

inline eda::Task<Account> on_fold(eda::Event request, Ports) {
  const std::vector<eda::Event> events = events_in(request.data.at("events"));
  const auto middle = events.begin() + request.data.at("after").get<int>();
  Account first = fold(Account{}, {events.begin(), middle});
  co_return fold(std::move(first), {middle, events.end()});
}

inline const eda::Service service{
    "ledger",
    "com.bank.account.",
    {eda::on_requests({deposit, withdraw}, on_command), eda::on_requests({transfer}, on_transfer),
     eda::on_requests({balance_at}, on_balance_at), eda::on_requests({append_request}, on_append),
     eda::on_requests({history_request}, on_history), eda::on_requests({fold_request}, on_fold)}};

}  // namespace ledger
