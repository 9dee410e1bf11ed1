#include "naive_events.hpp"
#include "ports/events/events_port.hpp"
#include "tests/port_alone.hpp"
#include "tests/tested_port.hpp"

namespace tested_ports {

namespace {

using brute_force::RandomCall;
using eda::Event, eda::Task;
using limit_cases::Case;

Event event_of(const std::string& type, const std::string& id) {
  Event event{type};
  event.source = "random";
  event.id = id;
  return event;
}

/// Mostly one stream, so that calls meet.
Task<bool> ask(RandomCall call, eda::Events& events) {
  const std::string stream = call.what < 50 ? "stream" : "other stream";
  std::vector<Event> batch;
  batch.push_back(event_of(call.type, call.flag ? "one" : "two"));
  if (call.what % 9 == 0) batch.push_back(event_of(call.type, "three"));
  switch (call.what % 5) {
    case 0: {
      const eda::AppendResult result = co_await events.append(stream, call.key / 2, batch);
      co_return result.appended();
    }
    case 1: {
      const eda::Read read = call.flag && call.key == 0 ? eda::Read::strong : eda::Read::eventual;
      const std::vector<Event> known = co_await events.read(stream, 1, 10, read);
      const eda::AppendResult result = co_await events.append(stream, int(known.size()), batch);
      co_return result.appended();
    }
    case 2:
    case 3: {
      const int from = call.what % 5 == 3 ? 1 + call.key / 2 : 1;
      const std::vector<Event> known =
          co_await events.read(stream, from, 1 + int(call.flag), eda::Read::eventual);
      co_return !known.empty();
    }
    default: {
      const std::vector<Event> known = co_await events.read_all(call.key, 1 + int(call.flag));
      co_return !known.empty();
    }
  }
}

using Call = std::function<void()>;

template <typename Request>
Call to_events(Request request) {
  return [request] { (void)alone::action_of<sim::EventsProxy>(request); };
}
Call append(std::string stream, int expected, std::vector<Event> events) {
  return to_events([=](eda::Events& store) { return store.append(stream, expected, events); });
}
Call read(std::string stream, int from, int at_most) {
  return to_events(
      [=](eda::Events& store) { return store.read(stream, from, at_most, eda::Read::strong); });
}
Call read_all(int after, int at_most) {
  return to_events([=](eda::Events& store) { return store.read_all(after, at_most); });
}

std::vector<Event> one_event(std::size_t bytes) {
  Event event = event_of("a.b", "1");
  const std::size_t empty = eda::Json::array({eda::to_json(event)}).dump().size();
  event.data = "";
  const std::size_t frame = eda::Json::array({eda::to_json(event)}).dump().size();
  if (bytes > empty) event.data = std::string(bytes - frame, 'x');
  return {event};
}

std::vector<Case> limit_cases_of_events() {
  const std::size_t most = eda::limits::append_bytes_max;
  return {
      {"events_empty_stream",
       0,
       "the name of the stream is empty",
       {append("", 0, one_event(0)), read("", 1, 1)},
       {append("s", 0, one_event(0)), read("s", 1, 1)}},
      {"events_expected_min",
       0,
       "expected is -1. It must be 0 or more.",
       {append("s", -1, one_event(0))},
       {append("s", 0, one_event(0))}},
      {"events_none", 0, "it has no events", {append("s", 0, {})}, {}},
      {"append_bytes_max",
       double(most),
       "1048577 bytes. The event store takes up to 1048576 at once.",
       {append("s", 0, one_event(most + 1))},
       {append("s", 0, one_event(most))}},
      {"events_from_min",
       1,
       "from is 0. It must be 1 or more.",
       {read("s", 0, 1)},
       {read("s", 1, 1)}},
      {"events_after_min",
       0,
       "after is -1. It must be 0 or more.",
       {read_all(-1, 1)},
       {read_all(0, 1)}},
      {"events_at_most_min",
       1,
       "at_most is 0. It must be 1 or more.",
       {read("s", 1, 0), read_all(0, 0)},
       {read("s", 1, 1), read_all(0, 1)}},
  };
}

}  // namespace

TestedPort events() {
  return {.name = "events",
          .naive = []() -> std::unique_ptr<brute_force::NaivePort> {
            return std::make_unique<NaiveEvents>();
          },
          .call = [](const eda::Environment& environment,
                     RandomCall call) { return ask(call, environment.port<eda::Events>()); },
          .features = {"append", "append refused", "append unknown, done",
                       "append unknown, not done", "a stream read", "an older stream read",
                       "all streams read", "an event comes again"},
          .has_subscribers = true,
          .limits = limit_cases_of_events};
}

}  // namespace tested_ports
