#include "protocol/talk.hpp"

#include <fmt/format.h>

#include "eda/detail/json_flaw.hpp"
#include "protocol/actions.hpp"
#include "protocol/fields.hpp"

namespace grader {

namespace {

constexpr int many = 1'000'000;

sim::Instant instant(const Json& object, const char* name) {
  return sim::Instant{sim::Duration{number(object, name, INT64_MIN, INT64_MAX)}};
}

std::int64_t ms(sim::Instant at) { return at.time_since_epoch().count(); }

/// Writes all fields of an event. to_json(Event) is the form for the bus, without empty fields.
Json raw(const sim::Event& event) {
  Json json = Json::object();
  json["id"] = event.id;
  json["source"] = event.source;
  json["type"] = event.type;
  json["subject"] = event.subject;
  json["time"] = event.time ? Json(ms(*event.time)) : Json();
  json["datacontenttype"] = event.datacontenttype;
  json["dataschema"] = event.dataschema;
  json["data"] = event.data;
  json["bytes"] = event.data_is_bytes;
  json["extensions"] = event.extensions;
  return json;
}

sim::Event event_from(const Json& json) {
  must_have(json,
            {"id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data",
             "bytes", "extensions"},
            "an event");
  sim::Event event;
  event.id = text(json, "id");
  event.source = text(json, "source");
  event.type = text(json, "type");
  event.subject = text(json, "subject");
  if (!json.at("time").is_null()) event.time = instant(json, "time");
  event.datacontenttype = text(json, "datacontenttype");
  event.dataschema = text(json, "dataschema");
  event.data = json.at("data");
  event.data_is_bytes = flag(json, "bytes");
  for (const auto& [name, value] : json.at("extensions").items()) event.extensions[name] = value;
  return event;
}

void check_version(const Json& body) {
  if (number(body, "v", 0, many) != protocol_version)
    throw ProtocolError{"another version of the protocol"};
}

}  // namespace

Json to_json(const Command& command) {
  using What = Command::What;
  Json body = Json::object();
  body["v"] = protocol_version;
  body["do"] = command.what == What::run_history ? "rehearse"
               : command.what == What::start     ? "start"
               : command.what == What::tell      ? "tell"
                                                 : "drop";
  if (command.what != What::run_history) body["run"] = command.run;
  if (command.what == What::drop) return body;
  body["now"] = ms(command.now);
  if (command.what == What::tell) {
    body["told"] = command.told;
    return body;
  }
  body["service"] = command.service;
  body["subscription"] = command.subscription;
  body["event"] = raw(command.event);
  if (command.what == What::start) return body;
  body["history"] = Json::array();
  for (const auto& [told, at] : command.history) {
    Json one = Json::object();
    one["told"] = told;
    one["at"] = ms(at);
    body["history"].push_back(std::move(one));
  }
  return body;
}

Command command_from(const Json& body) {
  using What = Command::What;
  check_version(body);
  const std::string& verb = word(body, "do", {"rehearse", "start", "tell", "drop"});
  Command command;
  command.what = verb == "rehearse" ? What::run_history
                 : verb == "start"  ? What::start
                 : verb == "tell"   ? What::tell
                                    : What::drop;
  if (command.what != What::run_history) command.run = int(number(body, "run", 0, INT32_MAX));
  if (command.what == What::drop) return command;
  command.now = instant(body, "now");
  if (command.what == What::tell) {
    command.told = body.at("told");
    return command;
  }
  command.service = int(number(body, "service", 0, many));
  command.subscription = int(number(body, "subscription", 0, many));
  command.event = event_from(body.at("event"));
  if (command.what == What::start) return command;
  for (const Json& one : list(body, "history", many)) {
    must_have(one, {"told", "at"}, "a moment of history");
    command.history.push_back({one.at("told"), instant(one, "at")});
  }
  return command;
}

Json to_json(const std::vector<sim::Suspension>& asks) {
  Json body = Json::object();
  body["v"] = protocol_version;
  body["asks"] = Json::array();
  for (const sim::Suspension& ask : asks) {
    Json one = Json::object();
    one["action"] = ask.action;
    one["clock"] = ask.read_clock;
    one["said"] = ask.said;
    body["asks"].push_back(std::move(one));
  }
  return body;
}

std::vector<sim::Suspension> reply_from(const Json& body, const Command& to) {
  must_have(body, {"v", "asks"}, "a reply");
  if (const auto flaw = eda::detail::flaw_in_json(body, int(nesting_max)))
    throw ProtocolError{fmt::format("\"{}\" {}", flaw->pointer, flaw->what)};
  check_version(body);
  std::vector<sim::Suspension> asks;
  for (const Json& one : list(body, "asks", to.asks_max())) {
    must_have(one, {"action", "clock", "said"}, "an ask");
    if (!asks.empty() && asks.back().is_end()) throw ProtocolError{"it goes on after its end"};
    check_action(one.at("action"));
    sim::Suspension ask{.action = one.at("action"), .read_clock = flag(one, "clock")};
    for (const Json& line : list(one, "said")) {
      if (!line.is_string()) throw ProtocolError{"a line of the log must be a text"};
      ask.said.push_back(line.get<std::string>());
    }
    asks.push_back(std::move(ask));
  }
  const bool fits = asks.size() == to.asks_max() || (!asks.empty() && asks.back().is_end());
  if (!fits)
    throw ProtocolError{"a reply must continue to the end of the history or of the handler"};
  return asks;
}

}  // namespace grader
