#include "ports/downstream/downstream_port.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "sim/model/port_kind.hpp"
#include "sim/model/ports/table.hpp"
#include "sim/model/weather.hpp"

namespace sim {

using eda::Json;

namespace {

std::string text_in(const Json& json, const char* name) { return json.value(name, std::string{}); }

Json reply_of(const char* result) { return Json::object({{"result", result}}); }

/// Value of a body at Target::key, as text; empty: there is none.
std::string line_of(const Json& body, const Target& target) {
  const Json* value = target.key.empty() ? nullptr : field_at(&body, target.key);
  if (value == nullptr) return "";
  return value->is_string() ? value->get<std::string>() : value->dump();
}

}  // namespace

DownstreamPort::DownstreamPort(Setting setting) : setting_{std::move(setting)} {
  for (const Target& target : setting_.targets) {
    const auto is_it = [&](const Target& other) { return other.name == target.name; };
    if (target.name.empty() ||
        std::count_if(setting_.targets.begin(), setting_.targets.end(), is_it) > 1)
      throw std::invalid_argument{fmt::format(
          "Scenario::downstream must name each service once, and none with an empty name: \"{}\"",
          target.name)};
    rejects_.emplace_back();
    for (const Rejection& one : target.rejects) {
      if (one.why.empty())
        throw std::invalid_argument{
            fmt::format("Scenario::downstream: a Rejection of \"{}\" has no reason", target.name)};
      rejects_.back().emplace_back(one.pattern, "Rejection of " + target.name);
    }
  }
}

int DownstreamPort::target_of(std::string_view name) const {
  const auto found = std::find_if(setting_.targets.begin(), setting_.targets.end(),
                                  [&](const Target& target) { return target.name == name; });
  return found == setting_.targets.end() ? -1 : int(found - setting_.targets.begin());
}

std::string DownstreamPort::reason(const Action& action, int now_ms) const {
  for (const int number : action.rejections) {
    const Rejection& one =
        setting_.targets[std::size_t(action.target)].rejects[std::size_t(number)];
    if (Duration{now_ms} < one.until) return one.why;
  }
  return "";
}

DownstreamPort::Action DownstreamPort::parse(const Json& request) {
  const std::string name = text_in(request, "target");
  Action action{.target = target_of(name)};
  if (action.target < 0) return action;
  const std::size_t number = std::size_t(action.target);
  const Json& body = request.at("body");
  const Target& target = setting_.targets[number];
  action.key = names_.number({action.target, "key", request.at("key")});
  action.line = names_.number({action.target, "line", line_of(body, target)});
  for (std::size_t i = 0; i < rejects_[number].size(); ++i) {
    if (!rejects_[number][i].matches(body)) continue;
    action.rejections.push_back(int(i));
    if (target.rejects[i].until != Duration::max()) action.watches_time = true;
  }
  action.watches_time |= std::any_of(setting_.weather.begin(), setting_.weather.end(),
                                     [&](const Weather& one) { return one.target == name; });
  return action;
}

int DownstreamPort::learn(const Json& request, int /*service*/) {
  const int number = actions_.number(request);
  if (number == int(parsed_.size())) parsed_.push_back(parse(request));
  return number;
}

DownstreamPort::State DownstreamPort::read(int number) const {
  State state;
  const std::vector<int>& ints = states_[number];
  if (ints.empty()) return state;
  const int* at = ints.data();
  state.accepted.resize(std::size_t(*at++));
  for (int& action : state.accepted) action = *at++;
  for (auto* counts : {&state.rejected, &state.turned_down})
    for (int left = *at++; left > 0; --left, at += 2) (*counts)[at[0]] = at[1];
  for (; at != ints.data() + ints.size(); at += 3) state.noted.push_back({at[0], at[1], at[2]});
  return state;
}

int DownstreamPort::write(const State& state) {
  if (state == State{}) return 0;
  std::vector<int> ints{int(state.accepted.size())};
  ints.insert(ints.end(), state.accepted.begin(), state.accepted.end());
  for (const auto* counts : {&state.rejected, &state.turned_down}) {
    ints.push_back(int(counts->size()));
    for (const auto& [what, count] : *counts) ints.insert(ints.end(), {what, count});
  }
  for (const State::Noted& one : state.noted)
    ints.insert(ints.end(), {one.at_ms, one.action, one.answer});
  return states_.number(ints);
}

Effect DownstreamPort::told(int action, const Situation& situation, State state, Json reply) {
  if (setting_.notes_times)
    state.noted.push_back({situation.now_ms, action, answers_.number(reply.at("result"))});
  return {.state = write(state), .reply = std::move(reply)};
}

std::vector<Effect> DownstreamPort::in_good_weather(int number, const Situation& situation) {
  const Action& action = parsed_[std::size_t(number)];
  const State before = read(situation.state);
  State state = before;
  Json reply = reply_of("ok");
  const auto known = std::find_if(state.accepted.begin(), state.accepted.end(), [&](int other) {
    return parsed_[std::size_t(other)].key == action.key;
  });
  if (known != state.accepted.end()) {
    reply["value"] = actions_[*known].at("body");
  } else if (const std::string why = reason(action, situation.now_ms); !why.empty()) {
    ++state.rejected[action.key];
    reply = reply_of("rejected");
    reply["why"] = why;
  } else {
    reply["value"] = actions_[number].at("body");
    const auto is_after = [&](int other) { return parsed_[std::size_t(other)].line > action.line; };
    state.accepted.insert(std::find_if(state.accepted.begin(), state.accepted.end(), is_after),
                          number);
  }
  std::vector<Effect> effects{told(number, situation, state, reply)};
  if (situation.faults.left(Fault::unknown) == 0) return effects;
  const auto leave_unanswered = [&](const State& after) {
    Effect unanswered = told(number, situation, after, reply_of("timed_out"));
    unanswered.spent = Budget::one(Fault::unknown);
    if (effects.size() < 2 || effects.back().state != unanswered.state)
      effects.push_back(std::move(unanswered));
  };
  leave_unanswered(state);
  leave_unanswered(before);
  return effects;
}

std::vector<Effect> DownstreamPort::step(int number, const Situation& situation) {
  const Action& action = parsed_[std::size_t(number)];
  if (action.target < 0) {
    Json reply = Json::object();
    reply["invalid"] = fmt::format("call of \"{}\": there is no service of that name",
                                   text_in(actions_[number], "target"));
    return {{.state = situation.state, .reply = std::move(reply)}};
  }
  const int found = weather_at(setting_.weather, setting_.targets[std::size_t(action.target)].name,
                               situation.now_ms);
  if (found < 0) return in_good_weather(number, situation);
  const Weather& weather = setting_.weather[std::size_t(found)];
  const int answer_in_ms = int(weather.answers_in.count());
  if (weather.kind == Weather::Kind::slow) {
    std::vector<Effect> effects = in_good_weather(number, situation);
    for (Effect& effect : effects) effect.answer_in_ms = answer_in_ms;
    return effects;
  }
  State state = read(situation.state);
  ++state.turned_down[found];
  const bool hangs = weather.kind == Weather::Kind::hangs;
  Effect effect = told(number, situation, state, reply_of(hangs ? "timed_out" : "unavailable"));
  if (hangs) effect.answer_in_ms = answer_in_ms;
  return {effect};
}

/// Calls of one line keep their order. Of calls under one key only the first counts.
std::vector<Touch> DownstreamPort::touches(int number) {
  const Action& action = parsed_[std::size_t(number)];
  if (action.target < 0) return {};
  std::vector<Touch> touches{{.thing = 2 * action.line}, {.thing = 2 * action.key + 1}};
  if (setting_.notes_times) touches.push_back({.thing = -2});
  if (setting_.notes_times || action.watches_time) touches.push_back({.thing = Touch::time});
  return touches;
}

Request DownstreamPort::request(int number) const {
  const Json& json = actions_[number];
  return {.verb = "call",
          .key = text_in(json, "target") + " " + text_in(json, "key"),
          .value = json.at("body")};
}

Reply DownstreamPort::reply(int /*action*/, const Json& json) const {
  if (json.contains("invalid")) return {.result = Result::invalid, .reason = json.at("invalid")};
  const std::string result = text_in(json, "result");
  if (result == "timed_out") return {.result = Result::unknown};
  std::string words = result;
  if (result == "rejected") words += ": " + text_in(json, "why");
  return {.result = Result::done, .value = words};
}

Json DownstreamPort::book_of(int target, const State& state) const {
  Json accepted = Json::object(), rejected = Json::object(), turned_down = Json::array();
  const std::string& name = setting_.targets[std::size_t(target)].name;
  for (const int number : state.accepted) {
    const Action& action = parsed_[std::size_t(number)];
    if (action.target != target) continue;
    Json call = Json::object();
    call["key"] = actions_[number].at("key");
    call["body"] = actions_[number].at("body");
    accepted[names_[action.line].at(2).get<std::string>()].push_back(std::move(call));
  }
  for (const auto& [key, count] : state.rejected)
    if (names_[key].at(0) == target) rejected[names_[key].at(2).get<std::string>()] = count;
  for (int i = 0; i < int(setting_.weather.size()); ++i) {
    if (setting_.weather[std::size_t(i)].target != name) continue;
    const auto found = state.turned_down.find(i);
    turned_down.push_back(found == state.turned_down.end() ? 0 : found->second);
  }
  Json book = Json::object();
  book["accepted"] = std::move(accepted);
  book["rejected"] = std::move(rejected);
  book["turned_down"] = std::move(turned_down);
  if (!setting_.notes_times) return book;
  Json calls = Json::array();
  for (const State::Noted& one : state.noted) {
    if (parsed_[std::size_t(one.action)].target != target) continue;
    Json call = Json::object();
    call["at_ms"] = one.at_ms;
    call["key"] = actions_[one.action].at("key");
    call["answer"] = answers_[one.answer];
    calls.push_back(std::move(call));
  }
  book["calls"] = std::move(calls);
  return book;
}

Json DownstreamPort::book(int number) const {
  const State state = read(number);
  Json book = Json::object();
  for (int target = 0; target < int(setting_.targets.size()); ++target)
    book[setting_.targets[std::size_t(target)].name] = book_of(target, state);
  return book;
}

Json DownstreamPort::show(int state) const { return state == 0 ? Json::object() : book(state); }

namespace ports {

PortKind downstream() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    const Scenario& scenario = setting.scenario;
    return std::make_unique<DownstreamPort>(
        DownstreamPort::Setting{.targets = scenario.downstream,
                                .weather = scenario.weather,
                                .notes_times = scenario.observed.time});
  };
  return port_kind<eda::Downstream, DownstreamProxy>(
      {.name = "downstream",
       .title = "services outside",
       .requests = {{{"call"}, {form::text("target"), form::text("key"), form::any("body")}}}},
      port);
}

}  // namespace ports

}  // namespace sim
