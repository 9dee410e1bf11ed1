#include <algorithm>

#include "sim/model/port_kind.hpp"
#include "sim/tell/trace.hpp"

namespace sim {

namespace {

void add_place(Json& json, const eda::Place& at) {
  json["file"] = at.file;
  json["line"] = at.line == 0 ? Json{} : Json(at.line);
}

Json to_json(const std::optional<double>& share) { return share ? Json(*share) : Json{}; }

Json to_json(const Part& part) {
  Json json = Json::object();
  json["verb"] = part.verb;
  json["key"] = part.key;
  json["value"] = part.value;
  json["condition"] = part.condition;
  json["id"] = part.id;
  json["result"] = to_string(part.result);
  return json;
}

Json to_json(const Aside& aside) {
  static constexpr std::array<const char*, 4> names{"expired", "silent", "failed", "told"};
  Json json = Json::object();
  json["what"] = names[std::size_t(aside.what)];
  json["who"] = aside.who;
  json["why"] = aside.why;
  add_place(json, aside.at);
  return json;
}

Json to_json(const std::vector<Aside>& asides) {
  Json json = Json::array();
  for (const Aside& aside : asides) json.push_back(to_json(aside));
  return json;
}

Json to_json(const Reply& reply) {
  Json json = Json::object();
  json["version"] = reply.version == 0 ? Json{} : Json(reply.version);
  json["value"] = reply.value;
  json["rows"] = reply.rows;
  json["reason"] = reply.reason;
  return json;
}

/// Ports to which the steps send requests, from left to right.
Json lanes_of(const Trace& trace) {
  Json lanes = Json::array();
  for (const PortKind& kind : port_kinds()) {
    const auto asks_it = [&](const TraceStep& step) { return step.port == kind.form.name; };
    if (std::none_of(trace.steps.begin(), trace.steps.end(), asks_it)) continue;
    Json lane = Json::object();
    lane["port"] = kind.form.name;
    lane["title"] = kind.form.title;
    lanes.push_back(std::move(lane));
  }
  return lanes;
}

}  // namespace

Json to_json(const TraceStep& step) {
  const Request& request = step.request;
  Json json = Json::object();
  json["at_ms"] = step.at_ms;
  json["delivery"] = step.delivery < 0 ? Json{} : Json(step.delivery);
  json["service"] = step.service;
  json["who"] = step.who;
  json["port"] = step.port.empty() ? Json{} : Json(step.port);
  json["verb"] = request.verb;
  json["key"] = request.key;
  json["value"] = request.value;
  json["condition"] = request.condition;
  json["eventual"] = request.eventual;
  json["due_ms"] = request.due_ms < 0 ? Json{} : Json(request.due_ms);
  json["parts"] = Json::array();
  for (const Part& part : request.parts) json["parts"].push_back(to_json(part));
  json["result"] = to_string(step.reply.result);
  json["reply"] = to_json(step.reply);
  json["answer_in_ms"] = step.answer_in_ms == 0 ? Json{} : Json(step.answer_in_ms);
  json["faults"] = step.faults;
  json["late"] = step.late;
  json["dies"] = step.dies;
  json["failure"] = step.failure;
  json["asides"] = to_json(step.asides);
  add_place(json, step.at);
  json["said"] = step.said;
  json["last_said"] = step.last_said;
  json["ports"] = step.ports;
  json["otherwise"] = to_json(step.otherwise);
  return json;
}

Json to_json(const Trace& trace) {
  const bool can_replay = !trace.test.empty() && trace.is_confirmed;
  const std::string token = can_replay ? to_string(trace.token) : "";
  const bool has_command = can_replay && !trace.replay_command.empty();
  Json json = Json::object();
  json["version"] = 2;
  json["test"] = trace.test;
  json["rule"] = trace.rule.says;
  json["hint"] = trace.rule.hint;
  json["replay"] = token;
  json["command"] = has_command ? trace.replay_command + token : "";
  json["faults"] = trace.faults;
  json["confirmed"] = trace.is_confirmed;
  json["deliveries"] = trace.deliveries;
  json["asides"] = to_json(trace.asides);
  json["lanes"] = lanes_of(trace);
  json["turn"] = trace.turn < 0 ? Json{} : Json(trace.turn);
  json["otherwise"] = to_json(trace.otherwise);
  json["steps"] = Json::array();
  for (const TraceStep& step : trace.steps) json["steps"].push_back(to_json(step));
  return json;
}

Json shape_of(const Trace& trace) {
  Json shape = Json::array();
  for (const TraceStep& step : trace.steps) {
    Json one = Json::object();
    one["verb"] = step.request.verb;
    one["result"] = to_string(step.reply.result);
    shape.push_back(std::move(one));
  }
  return shape;
}

}  // namespace sim
