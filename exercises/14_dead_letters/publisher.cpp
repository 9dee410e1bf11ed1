#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "dead_letters.hpp"

namespace publisher {

using namespace std::chrono_literals;

// The rows are yours: change them as you like, or keep something else.

/// State of the breaker: closed | open | half-open.
struct Breaker {
  std::string state = "closed";
  int failures = 0;        ///< in a row, while closed
  std::int64_t until = 0;  ///< open, half-open: milliseconds since 1970

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Breaker, state, failures, until)
};

/// A change in the cellar.
struct Spilled {
  eda::Json event;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Spilled, event)
};

constexpr const char* cellar = "cellar";

eda::Task<eda::Row<Breaker>> load_breaker(Ports io) {
  auto row = co_await io.store.get<Breaker>("breaker", eda::Read::strong);
  co_return row;
}

/// Resumes with false if another was faster: load it again.
eda::Task<bool> save_breaker(eda::Row<Breaker> row, Ports io) {
  const eda::WriteResult result = co_await io.store.put_if_unchanged(row);
  co_return result.ok();
}

/// Resumes with what lies in the cellar, in the order of the sort keys.
eda::Task<std::vector<eda::Row<Spilled>>> load_cellar(Ports io) {
  auto rows = co_await io.store.query<Spilled>(cellar, eda::Read::strong);
  co_return rows;
}

/// Resumes with false if there is one with that sort key.
eda::Task<bool> save_spilled(std::string sort, eda::Event event, Ports io) {
  eda::Row<Spilled> row;
  row.key = eda::Key{cellar, sort};
  row->event = eda::to_json(event);
  const eda::WriteResult result = co_await io.store.put(row, eda::Condition::absent());
  co_return result.ok();
}

eda::Task<> publish(eda::Event event, Ports io) {
  auto breaker = co_await load_breaker(io);
  io.log.info("the breaker is " + breaker->state + " for " + event.id);
  // TODO 5: Call the broker, if the breaker lets you:
  //           const eda::Json body = eda::to_json(event);
  //           const eda::CallResult result = co_await io.broker.call(broker, event.id, body);
  //         What do you note after a failure, and after a success? Who makes the one probe, if two
  //         come at the same time? And what if an earlier change of this order lies in the cellar?
}

eda::Task<> on_sweep(eda::Event, Ports io) {
  const auto rows = co_await load_cellar(io);
  io.log.info(std::to_string(rows.size()) + " in the cellar");
  // TODO 5, continued: Carry them up, in order. When may a row be erased? You may die in between.
  co_return;
}

}  // namespace publisher
