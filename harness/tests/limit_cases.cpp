#include "limit_cases.hpp"

#include "eda/limits.hpp"
#include "service_alone.hpp"
#include "sim/model/ports/bus_port.hpp"
#include "sim/model/ports/clock_port.hpp"
#include "sim/model/ports/fifo_port.hpp"
#include "sim/model/ports/timers_port.hpp"

namespace limit_cases {

using namespace alone;
namespace limits = eda::limits;

namespace {

using namespace std::chrono_literals;

Call transaction(std::vector<Write> writes, std::string token = "") {
  return [=] { (void)StoreAlone{}.result(together(writes, token)); };
}

/// `count` writes, each of `bytes` in a text.
std::vector<Write> writes_of(std::size_t count, std::size_t bytes = 1) {
  std::vector<Write> writes;
  for (std::size_t i = 0; i < count; ++i)
    writes.push_back(Write::put(row(std::to_string(i), {{"text", std::string(bytes, 'x')}})));
  return writes;
}

Call token_used_for(std::int64_t first, std::int64_t second) {
  return [=] {
    StoreAlone store;
    for (const std::int64_t amount : {first, second})
      (void)store.result(together({Write::update("a", Update{}.add("n", amount))}, "token"));
  };
}

/// `call`, made to the bus, the queue or the timers of a kitchen.
template <typename Asking, typename Call_>
Call to_kitchen(Call_ call) {
  return [call] { (void)action_of<Asking>(call); };
}

Call publish(std::vector<Event> events) {
  return to_kitchen<sim::BusProxy>([events](eda::Bus& bus) { return bus.publish(events); });
}
Call send(std::string group, std::string dedup_id, Event event = fact("kitchen.ready")) {
  return to_kitchen<sim::FifoProxy>(
      [=](eda::Fifo& fifo) { return fifo.send(group, dedup_id, event); });
}
Call schedule(std::string name, eda::Instant at = start, Event event = fact("kitchen.ready")) {
  return to_kitchen<sim::TimersProxy>(
      [=](eda::Timers& timers) { return timers.schedule(name, at, event); });
}
Call cancel(std::string name) {
  return to_kitchen<sim::TimersProxy>([=](eda::Timers& timers) { return timers.cancel(name); });
}

/// Fact with that many bytes, counted as JSON or, in a publication, as the bus counts them.
Event event_of(std::size_t bytes, bool in_a_publication = false) {
  Event event = fact("kitchen.ready");
  event.data = "";
  std::size_t others = eda::to_json(event).dump().size();
  if (in_a_publication) others += event.type.size() + event.source.size();
  event.data = std::string(bytes - others, 'x');
  return event;
}

std::vector<Case> of_the_bus() {
  const std::size_t bytes = limits::publication_bytes_max;
  const std::size_t characters = limits::event_type_characters_max;
  const auto with_type = [](std::size_t count) {
    Event event = fact("kitchen.");
    for (std::size_t i = event.type.size(); i < count; ++i) event.type += "é";
    return event;
  };
  const Event ready = fact("kitchen.ready");
  return {
      {"no_events", 0, "at least one entry", {publish({})}, {publish({ready})}},
      {"publication_entries_max",
       double(limits::publication_entries_max),
       "publish 11 events: EventBridge PutEvents takes up to 10 entries",
       {publish(std::vector(limits::publication_entries_max + 1, ready))},
       {publish(std::vector(limits::publication_entries_max, ready))}},
      {"publication_bytes_max",
       double(bytes),
       "bytes in all",
       {publish({event_of(bytes + 1, true)}),
        publish({event_of(bytes / 2, true), event_of(bytes / 2 + 1, true)})},
       {publish({event_of(bytes, true)}),
        publish({event_of(bytes / 2, true), event_of(bytes / 2, true)})}},
      {"event_type_characters_max",
       double(characters),
       "the type has 129 characters",
       {publish({with_type(characters + 1)})},
       {publish({with_type(characters)})}},
  };
}

/// A call to the queue `queue` where there are `queues`; none: it is one of them.
Call send_to(std::string queue, std::vector<sim::Queue> queues = {}) {
  if (queues.empty() && !queue.empty()) queues.emplace_back(queue, true);
  return [=] {
    sim::SharedTables tables;
    sim::FifoPort port{tables, 2, {}, queues};
    PortAlone<sim::FifoProxy> fifo{port};
    fifo.result([=](eda::Fifo& fifo) { return fifo.send(queue, "a", "a", fact("kitchen.order")); });
  };
}

std::vector<Case> of_the_fifo() {
  const std::size_t count = limits::fifo_id_characters_max;
  const std::size_t bytes = limits::fifo_event_bytes_max;
  const std::string allowed = R"(aZ09!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~)";
  return {
      {"empty_fifo_id", 0, "is empty", {send("", "a"), send("a", "")}, {send("a", "a")}},
      {"fifo_id_characters_max",
       double(count),
       "has 129 characters",
       {send(std::string(count + 1, 'a'), "a"), send("a", std::string(count + 1, 'a'))},
       {send(std::string(count, 'a'), std::string(count, 'a'))}},
      {"fifo_id_alphabet",
       0,
       "letters, digits and ASCII punctuation",
       {send("a b", "a"), send("a", "a b"), send("é", "a"), send("a", "a\n")},
       {send(allowed, allowed)}},
      {"queue_name_characters_max",
       double(limits::queue_name_characters_max),
       "it is no name of a queue. SQS takes 1 to 80",
       {send_to(std::string(81, 'q')), send_to("")},
       {send_to(std::string(80, 'q'))}},
      {"queue_name_alphabet",
       0,
       "it is no name of a queue",
       {send_to("a.fifo"), send_to("a b"), send_to("\xC3\xA4")},
       {send_to("A-b_9")}},
      {"no_such_queue",
       0,
       "there is no queue \"b\"",
       {send_to("b", {{"a", true}})},
       {send_to("b", {{"b", true}}), send_to("b", {{"b", false}})}},
      {"fifo_event_bytes_max",
       double(bytes),
       "SQS takes up to 262144",
       {send("a", "a", event_of(bytes + 1))},
       {send("a", "a", event_of(bytes))}},
  };
}

std::vector<Case> of_the_timers() {
  const std::size_t count = limits::timer_name_characters_max;
  const std::size_t bytes = limits::timer_event_bytes_max;
  const eda::Instant last = eda::from_rfc3339("9999-12-31T23:59:59.999Z");
  const eda::Instant first = eda::from_rfc3339("0000-01-01T00:00:00Z");
  return {
      {"empty_timer_name", 0, "the name is empty", {schedule(""), cancel("")}, {schedule("a")}},
      {"timer_name_characters_max",
       double(count),
       "the name has 65 characters",
       {schedule(std::string(count + 1, 'a')), cancel(std::string(count + 1, 'a'))},
       {schedule(std::string(count, 'a')), cancel(std::string(count, 'a'))}},
      {"timer_year",
       0,
       "0000 to 9999",
       {schedule("a", last + 1ms), schedule("a", first - 1ms), schedule("a", eda::Instant::max()),
        schedule("a", eda::Instant::min())},
       {schedule("a", last), schedule("a", first)}},
      {"timer_event_bytes_max",
       double(bytes),
       "EventBridge Scheduler takes up to 262144",
       {schedule("a", start, event_of(bytes + 1))},
       {schedule("a", start, event_of(bytes))}},
  };
}

}  // namespace

std::vector<Case> of_transactions() {
  const std::size_t count = limits::transaction_writes_max;
  const std::size_t bytes = limits::transaction_bytes_max;
  const std::size_t others = std::string{"partition"}.size() + 2 + std::string{"text"}.size();
  const std::size_t share = bytes / 16 - others;  // of 16 rows whose keys have two bytes
  std::vector<Write> full;
  for (int i = 10; i < 26; ++i)
    full.push_back(Write::put(row(std::to_string(i), {{"text", std::string(share, 'x')}})));
  std::vector<Write> too_full = full;
  too_full[0] = Write::put(row("10", {{"text", std::string(share + 1, 'x')}}));
  const std::string token(limits::token_characters_max, 't');
  return {
      {"no_writes", 0, "it has no writes", {transaction({})}, {}},
      {"transaction_writes_max",
       double(count),
       "takes up to 100",
       {transaction(writes_of(count + 1))},
       {transaction(writes_of(count))}},
      {"transaction_bytes_max",
       double(bytes),
       "bytes in all",
       {transaction(too_full)},
       {transaction(full)}},
      {"key_twice",
       0,
       "must not touch a key twice",
       {transaction({Write::erase("a"), Write::check("a", Condition::absent())})},
       {transaction({Write::erase("a"), Write::erase({"a", "b"}), Write::erase("a#b")})}},
      {"check_of_nothing",
       0,
       "it checks nothing",
       {transaction({Write::check("a", Condition::none())})},
       {transaction({Write::check("a", Condition::absent())})}},
      {"update_of_nothing",
       0,
       "it has no steps",
       {transaction({Write::update("a", Update{})})},
       {}},
      {"token_characters_max",
       double(limits::token_characters_max),
       "has 37 characters",
       {transaction(writes_of(1), token + "t")},
       {transaction(writes_of(1), token)}},
      {"token_with_other_writes",
       0,
       "the client token came with other writes",
       {token_used_for(1, 2)},
       {token_used_for(1, 1)}},
  };
}

namespace {

std::vector<Case> of_the_clock() {
  const auto wait = [](eda::Duration duration) {
    return [=] {
      sim::RequestChannel channel;
      eda::Task<> waiting = sim::request_wait(channel, duration);
      waiting.start();
      if (!channel.is_waiting()) waiting.result();
    };
  };
  const eda::Duration longest = 24h * eda::limits::wait_days_max, least{1};
  return {
      {"wait_below_zero",
       0,
       "its duration is -1 ms; it must be 0 to 24 days",
       {wait(-least)},
       {wait(0s)}},
      {"wait_days_max",
       double(eda::limits::wait_days_max),
       "it must be 0 to 24 days",
       {wait(longest + least)},
       {wait(longest)}},
  };
}

}  // namespace

std::vector<Case> of_messages() {
  std::vector<Case> all = of_the_bus();
  for (const auto& cases : {of_the_fifo(), of_the_timers(), of_the_clock()})
    all.insert(all.end(), cases.begin(), cases.end());
  return all;
}

std::vector<Case> all() {
  std::vector<Case> all = of_the_store();
  for (const auto& cases : {of_transactions(), of_messages(), of_retries()})
    all.insert(all.end(), cases.begin(), cases.end());
  return all;
}

}  // namespace limit_cases
