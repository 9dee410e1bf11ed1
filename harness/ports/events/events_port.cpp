#include "ports/events/events_port.hpp"

#include <fmt/format.h>

#include <set>

#include "sim/model/port_kind.hpp"
#include "sim/model/ports/refusals.hpp"

namespace sim {

using eda::Json;

namespace {

bool is(const Json& request, std::string_view verb) {
  return request.at("do").get_ref<const std::string&>() == verb;
}

}  // namespace

int EventsPort::learn(const Json& json, int service) {
  const int number = actions_.number(json.dump() + std::to_string(service));
  if (number == int(parsed_.size())) parsed_.push_back(parse(json, service));
  return number;
}

EventsPort::Action EventsPort::parse(const Json& json, int service) {
  Action action{.request = json};
  if (json.contains("stream")) action.stream = tables_.names.number(json.at("stream"));
  if (is(json, "append"))
    for (const Json& event : json.at("events"))
      if (action.invalid.empty())
        action.invalid =
            flaw_in_event(event, domains_[std::size_t(service)], "appended event").value_or("");
  return action;
}

EventsPort::State EventsPort::read(int number) const {
  State state;
  const std::vector<int>& ints = states_[number];
  if (ints.empty()) return state;
  const int* at = ints.data();
  const int count = *at++;
  state.events.assign(at, at + count);
  at += count;
  state.lanes.read(at);
  return state;
}

int EventsPort::write(const State& state) {
  if (state.events.empty()) return 0;
  std::vector<int> ints{int(state.events.size())};
  ints.insert(ints.end(), state.events.begin(), state.events.end());
  state.lanes.write(ints);
  return states_.number(ints);
}

std::vector<int> EventsPort::events_of(const State& state, const std::string& stream) const {
  std::vector<int> events;
  for (const int event : state.events)
    if (tables_.events[event].at("stream").get_ref<const std::string&>() == stream)
      events.push_back(event);
  return events;
}

Json EventsPort::page(const std::vector<int>& events, int first, int at_most) const {
  Json page = Json::array();
  for (std::size_t i = std::size_t(first); i < events.size() && int(page.size()) < at_most; ++i)
    page.push_back(tables_.events[events[i]]);
  return page;
}

std::vector<Effect> EventsPort::step_once(const Json& action, int service,
                                          const Message& /*in_hand*/, const Situation& situation) {
  return step_of(parse(action, service), situation);
}

std::vector<Effect> EventsPort::step_of(const Action& action, const Situation& situation) {
  const Json& request = action.request;
  if (is(request, "append")) return append(action, situation);
  if (is(request, "read")) return read_stream(action, situation);
  if (is(request, "read_all")) return {read_all(action, situation.state)};
  const int lane = request.at("lane"), subscribers = int(subscribers_.size());
  State state = read(situation.state);
  const int next = state.lanes.handled(lane, 0);
  Effect effect{.state = write(state)};
  if (next >= 0)
    effect.deliveries.push_back(
        {subscribers_[std::size_t(lane % subscribers)].handler, next, own_number_, lane});
  return {effect};
}

std::vector<Effect> EventsPort::append(const Action& action, const Situation& situation) {
  if (!action.invalid.empty())
    return {{.state = situation.state, .reply = Json::object({{"invalid", action.invalid}})}};
  const bool may_be_unknown = situation.faults.left(Fault::unknown) > 0;
  const auto unanswered = [&](Effect effect) {
    effect.reply = Json::object({{"result", "unknown"}});
    effect.spent = effect.spent + Budget::one(Fault::unknown);
    return effect;
  };
  const Effect not_done{.state = situation.state};
  const State state = read(situation.state);
  const int length = int(events_of(state, action.request.at("stream")).size());
  std::vector<Effect> effects;
  if (length != action.request.at("expected")) {
    const Json conflict = Json::object({{"result", "conflict"}, {"version", length}});
    effects.push_back({.state = situation.state, .reply = conflict});
    if (may_be_unknown) effects.push_back(unanswered(not_done));
    return effects;
  }
  const auto add = [&](Repeated repeated) {
    effects.push_back(appended(action, state, length, repeated));
    if (may_be_unknown) effects.push_back(unanswered(effects.back()));
  };
  add({});
  if (may_be_unknown) effects.push_back(unanswered(not_done));
  if (situation.faults.left(Fault::redelivery) == 0) return effects;
  for (int event = 0; event < int(action.request.at("events").size()); ++event)
    for (int i = 0; i < int(subscribers_.size()); ++i) add({event, i});
  return effects;
}

Effect EventsPort::appended(const Action& action, State state, int length, Repeated repeated) {
  Effect effect;
  const Json& events = action.request.at("events");
  for (int i = 0; i < int(events.size()); ++i) {
    Json stored = events[std::size_t(i)];
    stored["stream"] = action.request.at("stream");
    stored["version"] = ++length;
    stored["position"] = int(state.events.size()) + 1;
    const int event = tables_.events.number(std::move(stored));
    state.events.push_back(event);
    for (int subscriber = 0; subscriber < int(subscribers_.size()); ++subscriber) {
      const int lane = action.stream * int(subscribers_.size()) + subscriber;
      const bool is_repeated = i == repeated.event && subscriber == repeated.subscriber;
      for (int copies = is_repeated ? 2 : 1; copies > 0; --copies)
        if (!state.lanes.append(lane, event, {0}).empty())
          effect.deliveries.push_back(
              {subscribers_[std::size_t(subscriber)].handler, event, own_number_, lane});
    }
  }
  effect.reply["result"] = "appended";
  effect.reply["version"] = length;
  effect.reply["position"] = int(state.events.size());
  if (repeated.event >= 0) effect.spent = Budget::one(Fault::redelivery);
  effect.state = write(state);
  return effect;
}

/// A stale read sees the stream as it was before its latest events.
std::vector<Effect> EventsPort::read_stream(const Action& action, const Situation& situation) {
  const Json& request = action.request;
  const int first = request.at("from").get<int>() - 1, at_most = request.at("at_most");
  std::vector<int> events = events_of(read(situation.state), request.at("stream"));
  std::vector<Effect> effects(1);
  effects.front().state = situation.state;
  effects.front().reply = page(events, first, at_most);
  if (request.at("strong") || situation.faults.left(Fault::stale) == 0) return effects;
  for (; !events.empty(); events.pop_back()) {
    const Json seen = page({events.begin(), events.end() - 1}, first, at_most);
    if (seen != effects.back().reply)
      effects.push_back(
          {.state = situation.state, .reply = seen, .spent = Budget::one(Fault::stale)});
  }
  return effects;
}

Effect EventsPort::read_all(const Action& action, int state) const {
  const int after = action.request.at("after"), at_most = action.request.at("at_most");
  return {.state = state, .reply = page(read(state).events, after, at_most)};
}

int EventsPort::acknowledge(int lane) {
  Json action = events_request("acknowledge");
  action["lane"] = lane;
  return learn(action, -1);
}

/// Positions count over all streams, so every append changes what `read_all` reads. The end of a
/// delivery frees its lane, which commutes with each append.
std::vector<Touch> EventsPort::touches(int number) {
  constexpr int all_streams = 0;
  const Action& action = parsed_[std::size_t(number)];
  const int stream = 1 + action.stream;
  if (is(action.request, "append")) return {{.thing = all_streams}, {.thing = stream}};
  if (is(action.request, "read")) return {{.thing = stream, .access = Touch::Access::reads}};
  if (is(action.request, "read_all"))
    return {{.thing = all_streams, .access = Touch::Access::reads}};
  return {};
}

Request EventsPort::request(int number) const {
  const Json& json = parsed_[std::size_t(number)].request;
  Request request{.verb = json.at("do"), .key = json.value("stream", std::string{})};
  if (is(json, "append")) {
    request.condition.push_back(
        Json::object({{"test", "version_is"}, {"value", json.at("expected")}}));
    for (const Json& event : json.at("events")) request.parts.push_back(event_part(event));
  }
  if (is(json, "read")) {
    request.key += fmt::format(" from {}", json.at("from").get<int>());
    request.eventual = !json.at("strong");
  }
  if (is(json, "read_all")) request.key = fmt::format("after {}", json.at("after").get<int>());
  return request;
}

Reply EventsPort::reply(int /*action*/, const Json& json) const {
  if (json.is_array()) {
    Reply reply{.result = json.empty() ? Result::missing : Result::found, .rows = Json::array()};
    for (const Json& event : json) {
      Json row = Json::object();
      row["key"] = event.at("stream");
      row["version"] = event.at("version");
      row["value"] = Json::object({{short_type(event.at("type")), event_part(event).value}});
      reply.rows.push_back(std::move(row));
    }
    return reply;
  }
  if (json.contains("invalid"))
    return {.result = Result::invalid, .reason = json.at("invalid").get<std::string>()};
  if (json.at("result") == "unknown") return {.result = Result::unknown};
  return {.result = json.at("result") == "appended" ? Result::written : Result::refused,
          .version = json.at("version")};
}

Json EventsPort::book(int state) const {
  Json events = Json::array();
  for (const int event : read(state).events) events.push_back(tables_.events[event]);
  Json book;
  book["events"] = std::move(events);
  return book;
}

Json EventsPort::show(int number) const {
  if (number == 0) return Json::object();
  const State state = read(number);
  Json log = Json::object(), readers = Json::object();
  std::set<int> streams;
  for (const int event : state.events) {
    const Json& stored = tables_.events[event];
    log[stored.at("position").dump()] = stored;
    streams.insert(tables_.names.number(stored.at("stream")));
  }
  for (std::size_t i = 0; i < subscribers_.size(); ++i) {
    std::set<int> told, waiting;
    for (const int stream : streams) {
      const std::vector<int> left =
          state.lanes.left_to(0, stream * int(subscribers_.size()) + int(i));
      for (const int event : left)
        (event == left.front() ? told : waiting)
            .insert(tables_.events[event].at("position").get<int>());
    }
    Json reader = Json::object();
    reader["told"] = told;
    reader["waiting"] = waiting;
    readers[subscribers_[i].name] = reader;
  }
  return Json::object({{"log", log}, {"readers", readers}});
}

namespace ports {

PortKind events() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    std::vector<std::string> domains;
    std::vector<EventsPort::Subscriber> subscribers;
    int handler = 0;
    for (const eda::Service& service : setting.scenario.services) {
      domains.push_back(service.domain);
      int own = 0;
      for (const eda::Subscription& subscription : service.subscriptions) {
        if (subscription.to == eda::Subscription::To::port && subscription.port == "events")
          subscribers.push_back(
              {handler, ++own == 1 ? service.name : fmt::format("{} {}", service.name, own)});
        ++handler;
      }
    }
    return std::make_unique<EventsPort>(setting.tables, setting.own_number, std::move(domains),
                                        std::move(subscribers));
  };
  const Field at_most = form::whole("at_most", 1, INT32_MAX);
  return port_kind<eda::Events, EventsProxy>(
      {.name = "events",
       .title = "event store",
       .requests = {{{"append"},
                     {form::text("stream"), form::whole("expected", 0, INT32_MAX),
                      form::events("events")}},
                    {{"read"},
                     {form::text("stream"), form::whole("from", 1, INT32_MAX), at_most,
                      form::flag("strong")}},
                    {{"read_all"}, {form::whole("after", 0, INT32_MAX), at_most}}}},
      port);
}

}  // namespace ports

}  // namespace sim
