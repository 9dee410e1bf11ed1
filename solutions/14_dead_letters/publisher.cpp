#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "dead_letters.hpp"

namespace publisher {

using namespace std::chrono_literals;

/// State of the breaker: closed | open | half-open.
struct Breaker {
  std::string state = "closed";
  int failures = 0;        ///< in a row, while closed
  std::int64_t until = 0;  ///< open, half-open: milliseconds since 1970; then the next may probe

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Breaker, state, failures, until)
};

/// A change in the cellar.
struct Spilled {
  eda::Json event;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Spilled, event)
};

constexpr const char* cellar = "cellar";
constexpr int failures_max = 3;

std::int64_t later(eda::Duration duration, Ports io) {
  return (io.clock.now() + duration).time_since_epoch().count();
}

eda::Task<eda::Row<Breaker>> load_breaker(Ports io) {
  auto row = co_await io.store.get<Breaker>("breaker", eda::Read::strong);
  co_return row;
}

/// Resumes with false if another was faster: load it again.
eda::Task<bool> save_breaker(eda::Row<Breaker> row, Ports io) {
  const eda::WriteResult result = co_await io.store.put_if_unchanged(row);
  co_return result.ok();
}

/// Resumes with what lies in the cellar, oldest first.
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

/// Puts a change behind all that lie in the cellar. Sort keys are numbers of equal length.
eda::Task<> spill(eda::Event event, Ports io) {
  while (true) {
    const auto rows = co_await load_cellar(io);
    const int number = rows.empty() ? 1'000'000 : std::stoi(rows.back().key.sort) + 1;
    const bool is_saved = co_await save_spilled(std::to_string(number), event, io);
    if (is_saved) co_return;
  }
}

/// Says whether the door may be tried. Where the breaker is open, it takes the only probe of this
/// minute: a lease, which ends by itself if its holder dies.
eda::Task<bool> may_call(Ports io) {
  auto row = co_await load_breaker(io);
  if (row->state == "closed") co_return true;
  if (later(0s, io) < row->until) co_return false;
  row->state = "half-open";
  row->until = later(1min, io);
  const bool is_mine = co_await save_breaker(row, io);
  co_return is_mine;
}

/// Notes how a call has ended.
eda::Task<> note(bool is_ok, Ports io) {
  while (true) {
    auto row = co_await load_breaker(io);
    if (is_ok && row->state == "closed" && row->failures == 0) co_return;
    if (is_ok) {
      row.value = Breaker{};
    } else if (row->state != "closed" || ++row->failures >= failures_max) {
      row->state = "open";
      row->until = later(1min, io);
    }
    const bool is_saved = co_await save_breaker(row, io);
    if (is_saved) co_return;
  }
}

/// Resumes with true if the broker has the change.
eda::Task<bool> brought(eda::Event event, Ports io) {
  const bool may = co_await may_call(io);
  if (!may) co_return false;
  const eda::Json body = eda::to_json(event);
  const eda::CallResult result = co_await io.broker.call(broker, event.id, body);
  co_await note(result.ok(), io);
  co_return result.ok();
}

eda::Task<> publish(eda::Event event, Ports io) {
  const auto rows = co_await load_cellar(io);
  const bool waits = std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
    return row->event.at("data").at("orderId") == event.data.at("orderId");
  });
  bool is_there = false;
  if (!waits) is_there = co_await brought(event, io);
  if (!is_there) co_await spill(event, io);
}

eda::Task<> on_sweep(eda::Event, Ports io) {
  const auto rows = co_await load_cellar(io);
  for (const auto& row : rows) {
    const eda::Event event = eda::event_from_json(row->event);
    const bool is_there = co_await brought(event, io);
    if (!is_there) co_return;
    // a number may be used again: this erases no other change
    (void)co_await io.store.erase(row.key, eda::Condition::version_is(row.version));
  }
}

}  // namespace publisher
