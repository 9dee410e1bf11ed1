#include <fmt/format.h>

#include "eda/detail/text.hpp"
#include "ports/events/events_port.hpp"
#include "sim/model/ports/text_bytes.hpp"

namespace sim {

using eda::AppendResult, eda::Json, eda::Task;
using Stored = std::vector<Event>;

namespace {

/// Throws InvalidRequest for what the event store refuses whatever it holds: limits.md.
void check_events_request(const Json& request) {
  const std::string verb = request.at("do");
  const std::string stream = request.value("stream", std::string{});
  const auto refuse = [&](const std::string& why) {
    throw eda::InvalidRequest{
        fmt::format("{}{}: {}", verb,
                    request.contains("stream") ? " " + eda::detail::in_quotes(stream) : "", why)};
  };
  if (request.contains("stream") && stream.empty()) refuse("the name of the stream is empty.");
  const auto at_least = [&](const char* name, int least) {
    const int number = request.value(name, least);
    if (number < least)
      refuse(fmt::format("{} is {}. It must be {} or more.", name, number, least));
  };
  at_least("expected", 0);
  at_least("from", 1);
  at_least("after", 0);
  at_least("at_most", 1);
  if (verb != "append") return;
  if (request.at("events").empty()) refuse("it has no events.");
  const std::size_t bytes = text_bytes(request.at("events"));
  if (bytes > eda::limits::append_bytes_max)
    refuse(fmt::format("its events have {} bytes. The event store takes up to {} at once.", bytes,
                       eda::limits::append_bytes_max));
}

}  // namespace

Json events_request(const char* verb) {
  Json request = Json::object();
  request["port"] = "events";
  request["do"] = verb;
  return request;
}

Task<AppendResult> EventsProxy::append(std::string stream, int expected,
                                       std::vector<Event> events) {
  Json request = events_request("append");
  request["stream"] = std::move(stream);
  request["expected"] = expected;
  request["events"] = Json::array();
  for (const Event& event : events)
    request["events"].push_back(channel_.to_json(event, "event store append"));
  const Json reply = co_await channel_.send(std::move(request), check_events_request);
  if (reply.contains("invalid")) throw eda::InvalidEvent{reply.at("invalid").get<std::string>()};
  const auto outcome = reply.at("result") == "appended"   ? AppendResult::Outcome::appended
                       : reply.at("result") == "conflict" ? AppendResult::Outcome::conflict
                                                          : AppendResult::Outcome::unknown;
  co_return AppendResult{outcome, reply.value("version", 0), reply.value("position", 0)};
}

Task<Stored> EventsProxy::events_of(Json request) {
  const Json reply = co_await channel_.send(std::move(request), check_events_request);
  Stored events;
  for (const Json& event : reply) events.push_back(eda::event_from_json(event));
  co_return events;
}

Task<Stored> EventsProxy::read(std::string stream, int from, int at_most, eda::Read read) {
  Json request = events_request("read");
  request["stream"] = std::move(stream);
  request["from"] = from;
  request["at_most"] = at_most;
  request["strong"] = read == eda::Read::strong;
  return events_of(std::move(request));
}

Task<Stored> EventsProxy::read_all(int after, int at_most) {
  Json request = events_request("read_all");
  request["after"] = after;
  request["at_most"] = at_most;
  return events_of(std::move(request));
}

}  // namespace sim
