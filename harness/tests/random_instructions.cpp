#include "tests/random_instructions.hpp"

#include <stdexcept>
#include <utility>

#include "eda/bus.hpp"
#include "eda/caller.hpp"
#include "eda/clock.hpp"
#include "eda/dead_letters.hpp"
#include "eda/delivery.hpp"
#include "eda/fifo.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"
#include "tests/tested_port.hpp"

namespace brute_force {
namespace {

using eda::Event, eda::Json, eda::Task;
using namespace std::chrono_literals;
using Do = Instruction::Do;

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Timers& timers;
  eda::Fifo& fifo;
  eda::Delivery& delivery;
  eda::DeadLetters& dead_letters;
  eda::Clock& clock;
  eda::Caller& caller;
};

const eda::Instant start{eda::Duration{1'768'298'400'000}};

/// State of a handler besides its event.
struct Registers {
  eda::Item row{};
  bool ok = true;
  bool refused = false;
  std::int64_t minute = 0;
  int attempts = 0;
  std::string next{};  ///< where the next page begins

  int n() const { return row.exists() ? row.value.value("n", 0) : 0; }
  void heed(const eda::WriteResult& result) {
    ok = result.ok();
    refused = result.refused();
  }
};

std::string name_of(int key) { return "k" + std::to_string(key); }

/// Two keys each share a partition.
std::string partition_of(int key) { return name_of(key / 2); }
eda::Key key_of(int key) { return {partition_of(key), std::to_string(key % 2)}; }

Json value_of(int n) {
  Json value = Json::object();
  value["n"] = n % 3;
  return value;
}

Event event_of(const Instruction& instruction, const Registers& known, const char* id) {
  Event event{instruction.type};
  event.source = "program";
  event.id = id;
  if (!instruction.flag) return event;
  event.data = Json::object();
  event.data["n"] = known.n();
  event.data["version"] = known.row.version;
  event.data["ok"] = known.ok;
  event.data["minute"] = known.minute;
  return event;
}

eda::Condition condition_of(const Instruction& instruction, const Registers& known) {
  if (!instruction.flag) return eda::Condition::none();
  if (instruction.what == Do::put) return eda::Condition::absent();
  if (instruction.what == Do::update) return eda::Condition::equals("n", instruction.number);
  return eda::Condition::version_is(known.row.version);
}

std::vector<eda::Write> transaction_of(const Instruction& instruction) {
  const auto other = instruction.flag ? eda::Condition::present() : eda::Condition::absent();
  std::vector<eda::Write> writes;
  writes.push_back(eda::Write::update(key_of(instruction.key), eda::Update{}.add("n", 1)));
  writes.push_back(eda::Write::check(key_of(instruction.key ^ 1), other));
  return writes;
}

Task<> write(const Instruction instruction, Registers& known, Ports io) {
  eda::Item row = known.row;
  row.key = key_of(instruction.key);
  const eda::Condition condition = condition_of(instruction, known);
  if (instruction.what == Do::put_if_unchanged) {
    if (!(known.row.key == row.key)) row.version = 0;
    row.value = value_of(known.n() + 1);
    const auto result = co_await io.store.put_if_unchanged(row);
    known.heed(result);
  } else if (instruction.what == Do::put) {
    row.value = value_of(instruction.number);
    const auto result = co_await io.store.put(row, condition);
    known.heed(result);
  } else if (instruction.what == Do::update) {
    const eda::Update update = eda::Update{}.add("n", 1);
    const auto result = co_await io.store.update(row.key, update, condition);
    known.heed(result);
    if (result.ok()) known.row = result.after();
  } else if (instruction.what == Do::erase) {
    const auto result = co_await io.store.erase(row.key, condition);
    known.heed(result);
  } else {
    const auto writes = transaction_of(instruction);
    const auto result = co_await io.store.transact_write(writes);
    known.heed(result);
  }
}

/// In place of a row it knows then how many there are, and the sum of their "n".
void heed(const std::vector<eda::Row<Json>>& rows, Registers& known) {
  int sum = 0;
  for (const auto& row : rows) sum += row.value.value("n", 0);
  known.row = {};
  known.row.version = int(rows.size());
  known.row.value = Json::object({{"n", sum}});
}

Task<> read_many(const Instruction instruction, Registers& known, Ports io) {
  const std::string partition = partition_of(instruction.key);
  const auto read = instruction.flag ? eda::Read::strong : eda::Read::eventual;
  if (instruction.what == Do::query_page) {
    const std::string after = known.next;
    const auto page = co_await io.store.query_page<Json>(partition, after, read);
    heed(page.rows(), known);
    known.next = page.next();
  } else if (instruction.what == Do::query) {
    const auto rows = co_await io.store.query<Json>(partition, read);
    heed(rows, known);
  } else {
    const std::string prefix = instruction.flag ? "k" : partition;
    const auto rows = co_await io.store.scan<Json>(prefix);
    heed(rows, known);
  }
}

std::int64_t minute_now(Ports io) { return (io.clock.now() - start) / 1min; }

Task<> publish(const Instruction instruction, Registers& known, Ports io) {
  std::vector<Event> events;
  events.push_back(event_of(instruction, known, "one"));
  if (instruction.what == Do::publish_two) events.push_back(event_of(instruction, known, "two"));
  const auto result = co_await io.bus.publish(events);
  known.ok = result.ok();
  if (instruction.what != Do::publish_until_ok || known.ok) co_return;
  known.minute = minute_now(io);
  co_await publish(instruction, known, io);
}

Task<> set_timer_or_send(const Instruction instruction, Registers& known, Ports io,
                         std::string cause) {
  const Event event = event_of(instruction, known, "later");
  const std::string name = name_of(instruction.key);
  const std::string dedup_id = instruction.flag ? name + cause : name;
  if (instruction.what == Do::schedule) {
    const std::int64_t minute = instruction.number + (instruction.flag ? known.minute : 0);
    const eda::Instant at = start + minute * 1min;
    co_await io.timers.schedule(name, at, event);
  } else if (instruction.what == Do::cancel) {
    co_await io.timers.cancel(name);
  } else if (instruction.queue.empty()) {
    co_await io.fifo.send(name, dedup_id, event);
  } else {
    co_await io.fifo.send(instruction.queue, name, dedup_id, event);
  }
}

Task<> handle_message(const Instruction instruction, Registers& known, Ports io) {
  if (instruction.what == Do::retry_after) {
    co_await io.delivery.retry_after(instruction.number * 1min);
    co_return;
  }
  if (instruction.what == Do::park) {
    const std::string reason = "n = " + std::to_string(instruction.flag ? known.n() : 0);
    co_await io.delivery.park(reason);
    co_return;
  }
  const auto letters = co_await io.dead_letters.look(1 + instruction.number);
  known.ok = !letters.empty();
  if (!known.ok) co_return;
  const std::string receipt = instruction.flag ? letters.back().receipt : letters.front().receipt;
  if (instruction.what == Do::redrive) {
    co_await io.dead_letters.redrive(receipt);
    co_return;
  }
  co_await io.dead_letters.drop(receipt);
  co_await io.dead_letters.drop(receipt);
}

/// Index of the instruction after the one at `at`.
std::size_t after(std::size_t at, const Instruction& instruction, Registers& known) {
  if (instruction.what == Do::skip_next)
    return at + (known.row.exists() != instruction.flag ? 2 : 1);
  if (instruction.what == Do::skip_next_if_ok) return at + (known.ok ? 2 : 1);
  if (instruction.what == Do::retry_if_refused && known.refused && ++known.attempts < 2) return 0;
  return at + 1;
}

/// `environment` lives as long as the handler.
Task<bool> call_port(const Instruction& one, const eda::Environment* environment, Event event) {
  const TestedPort& port = all_tested_ports().at(std::size_t(one.port));
  return port.call(*environment, {one.number, one.key, one.flag, one.type, std::move(event)});
}

Task<> interpret(Event event, Instructions instructions, Ports io,
                 const eda::Environment* environment) {
  Registers known;
  std::size_t at = 0;
  while (at < instructions.size()) {
    const Instruction instruction = instructions[at];
    switch (instruction.what) {
      case Do::get: {
        const auto read = instruction.flag ? eda::Read::strong : eda::Read::eventual;
        known.row = co_await io.store.get<Json>(key_of(instruction.key), read);
        break;
      }
      case Do::query:
      case Do::query_page:
      case Do::scan:
        co_await read_many(instruction, known, io);
        break;
      case Do::put_if_unchanged:
      case Do::put:
      case Do::update:
      case Do::erase:
      case Do::transact:
        co_await write(instruction, known, io);
        break;
      case Do::publish:
      case Do::publish_two:
      case Do::publish_until_ok:
        co_await publish(instruction, known, io);
        break;
      case Do::schedule:
      case Do::cancel:
      case Do::send:
        co_await set_timer_or_send(instruction, known, io, event.id);
        break;
      case Do::retry_after:
      case Do::park:
      case Do::redrive:
      case Do::drop:
        co_await handle_message(instruction, known, io);
        break;
      case Do::read_clock:
        known.minute = minute_now(io);
        break;
      case Do::answer: {
        const Json value = event_of(instruction, known, "answer").data;
        co_await io.caller.answer(name_of(instruction.key), value);
        break;
      }
      case Do::wait:
        co_await io.clock.sleep(instruction.number * 1min);
        break;
      case Do::call_port:
        known.ok = co_await call_port(instruction, environment, event);
        break;
      case Do::fail:
        throw std::runtime_error{"gives up at n = " + std::to_string(known.n())};
      case Do::skip_next:
      case Do::skip_next_if_ok:
      case Do::retry_if_refused:
        break;
    }
    at = after(at, instruction, known);
  }
}

}  // namespace

eda::Handler follow(Instructions instructions) {
  return [instructions](Event event, const eda::Environment& environment) {
    return interpret(std::move(event), instructions, eda::detail::fill<Ports>(environment),
                     &environment);
  };
}

eda::Item row_of(int key, int n) { return {key_of(key), value_of(n)}; }

}  // namespace brute_force
