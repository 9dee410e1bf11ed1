#include "sim/model/ports/caller_port.hpp"

#include <algorithm>

#include "sim/model/port_kind.hpp"

namespace sim {

using eda::Json;

eda::Task<> CallerProxy::answer(std::string request_id, eda::JsonArgument value) {
  Json action = Json::object();
  action["port"] = CallerPort::name;
  action["do"] = "answer";
  action["request"] = std::move(request_id);
  action["value"] = std::move(value.json);
  co_await channel_.send(std::move(action));
}

int CallerPort::learn(const Json& action, int /*service*/) {
  const int number = actions_.number(action);
  if (number == int(parsed_.size()))
    parsed_.push_back({.request = requests_.number(action.at("request")),
                       .value = values_.number(action.at("value"))});
  return number;
}

std::vector<CallerPort::Answer> CallerPort::read(int state) const {
  const std::vector<int>& ints = states_[state];
  std::vector<Answer> answers(ints.size() / 3);
  for (std::size_t i = 0; i < answers.size(); ++i)
    answers[i] = {ints[3 * i], ints[3 * i + 1], ints[3 * i + 2]};
  return answers;
}

std::vector<Effect> CallerPort::step(int action, const Situation& situation) {
  Answer answer = parsed_[std::size_t(action)];
  if (observes_time_) answer.at_ms = situation.now_ms;
  std::vector<Answer> answers = read(situation.state);
  // by request: which request was answered first makes no difference
  const auto place = std::find_if(answers.begin(), answers.end(), [&](const Answer& other) {
    return other.request > answer.request;
  });
  answers.insert(place, answer);
  std::vector<int> ints;
  for (const Answer& one : answers) ints.insert(ints.end(), {one.request, one.value, one.at_ms});
  return {{.state = states_.number(ints), .reply = Json::object()}};
}

std::vector<Touch> CallerPort::touches(int action) {
  std::vector<Touch> touches{{.thing = parsed_[std::size_t(action)].request}};
  if (observes_time_ && time_races_) touches.push_back({.thing = Touch::time});
  return touches;
}

Request CallerPort::request(int action) const {
  const Json& json = actions_[action];
  return {.verb = "answer", .key = json.at("request"), .value = json.at("value")};
}

Json CallerPort::book(int state) const {
  Json answers = Json::object();
  for (const Answer& answer : read(state)) {
    Json one = Json::object();
    one["value"] = values_[answer.value];
    one["at_ms"] = answer.at_ms;
    answers[requests_[answer.request].get<std::string>()].push_back(std::move(one));
  }
  Json book = Json::object();
  book["answers"] = std::move(answers);
  return book;
}

Json CallerPort::show(int state) const { return state == 0 ? Json::object() : book(state); }

namespace ports {

PortKind caller() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    return std::make_unique<CallerPort>(setting.scenario);
  };
  return port_kind<eda::Caller, CallerProxy>(
      {.name = std::string{CallerPort::name},
       .title = "caller",
       .requests = {{{"answer"}, {form::text("request"), form::any("value")}}}},
      port);
}

}  // namespace ports

}  // namespace sim
