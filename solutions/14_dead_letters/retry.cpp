#include <algorithm>
#include <chrono>
#include <string>

#include "dead_letters.hpp"

namespace mail {

using namespace std::chrono_literals;

Verdict classify(const Failure& failure) {
  const bool may_get_better =
      failure.kind == Failure::Kind::unavailable || failure.kind == Failure::Kind::timed_out;
  return may_get_better ? Verdict::retry : Verdict::park;
}

/// Doubles from ten seconds to five minutes. Half of that is drawn.
eda::Duration backoff(int attempt, int jitter) {
  const eda::Duration doubled = 10s * (1 << std::min(attempt - 1, 5));
  const eda::Duration longest = std::min<eda::Duration>(doubled, 5min);
  return longest / 2 + longest / 2 * jitter / 1000;
}

Failure failure_of(const eda::CallResult& result) {
  if (result.rejected()) return {Failure::Kind::rejected, result.why()};
  if (result.unavailable()) return {Failure::Kind::unavailable, "the bakery is closed"};
  return {Failure::Kind::timed_out, "the bakery did not answer"};
}

/// Puts the message off, or parks it.
eda::Task<> give_back(eda::Event message, Failure failure, Ports io) {
  if (classify(failure) == Verdict::park) {
    co_await io.delivery.park(failure.why);
    co_return;
  }
  const int jitter = jitter_of(message.id);
  co_await io.delivery.retry_after(backoff(receive_count(message), jitter));
}

eda::Task<> on_message(eda::Event message, Ports io) {
  if (!message.data.contains("to")) {
    const Failure failure{Failure::Kind::malformed, "the letter has no address"};
    co_await give_back(message, failure, io);
    co_return;
  }
  const eda::Json body = message.data;
  const eda::CallResult result = co_await io.bakery.call(bakery, message.id, body);
  if (result.ok()) co_return;
  const Failure failure = failure_of(result);
  co_await give_back(message, failure, io);
}

eda::Task<> on_timer(eda::Event, Ports) { co_return; }

/// The letters keep their ids, so that the bakery knows those that it has had.
eda::Task<RedriveReport> redrive(Filter filter, Ports io) {
  RedriveReport report;
  const std::vector<eda::DeadLetter> all = co_await io.dead_letters.look(10);
  for (const eda::DeadLetter& one : all) {
    if (!filter.selects(one)) {
      ++report.left;
      continue;
    }
    co_await io.dead_letters.redrive(one.receipt);
    ++report.moved;
  }
  co_return report;
}

}  // namespace mail
