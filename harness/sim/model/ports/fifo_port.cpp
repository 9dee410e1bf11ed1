#include "sim/model/ports/fifo_port.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "sim/model/port_kind.hpp"
#include "sim/model/ports/refusals.hpp"

namespace sim {

using eda::Json;
using namespace std::chrono_literals;

namespace {
constexpr int dedup_life_ms = int(Duration{5min}.count());  // SQS FIFO: deduplication interval
}

Json FifoProxy::request(std::string group, std::string dedup_id, const Event& event) const {
  Json asks = Json::object();
  asks["port"] = "fifo";
  asks["do"] = "send";
  asks["group"] = std::move(group);
  asks["dedup_id"] = std::move(dedup_id);
  asks["event"] = channel_.to_json(event, "fifo send");
  return asks;
}

eda::Task<> FifoProxy::send(std::string group, std::string dedup_id, Event event) {
  Json asks = request(std::move(group), std::move(dedup_id), event);
  co_await channel_.send(std::move(asks), check_fifo_request);
}

eda::Task<> FifoProxy::send(std::string queue, std::string group, std::string dedup_id,
                            Event event) {
  Json asks = request(std::move(group), std::move(dedup_id), event);
  asks["queue"] = std::move(queue);
  const Json reply = co_await channel_.send(std::move(asks), check_fifo_request);
  if (reply.contains("invalid")) throw eda::InvalidRequest{reply.at("invalid").get<std::string>()};
}

FifoPort::FifoPort(SharedTables& tables, int own_number, std::vector<QueueListener> listeners,
                   std::vector<Queue> queues)
    : tables_{tables},
      own_number_{own_number},
      listeners_{std::move(listeners)},
      queues_{std::move(queues)} {
  for (const Queue& queue : queues_) {
    const auto is_it = [&](const Queue& other) { return other.name == queue.name; };
    if (queue.name.empty() || std::count_if(queues_.begin(), queues_.end(), is_it) > 1)
      throw std::invalid_argument{fmt::format(
          "Scenario::queues must name each queue once, and none with an empty name: \"{}\"",
          queue.name)};
  }
}

bool FifoPort::has_queue(const std::string& name) const {
  return name.empty() ||
         std::any_of(queues_.begin(), queues_.end(),
                     [&](const Queue& queue) { return queue.name == name; }) ||
         std::any_of(listeners_.begin(), listeners_.end(),
                     [&](const QueueListener& listener) { return listener.queue == name; });
}

FifoPort::Action FifoPort::parse_send(const Json& json) {
  Action action{.queue = json.value("queue", std::string{})};
  const std::string& queue = action.queue;
  action.is_missing = !has_queue(queue);
  for (const Queue& one : queues_)
    if (one.name == queue) action.is_fifo = one.is_fifo;
  const auto in_queue = [&](const Json& name) {
    return tables_.names.number(queue.empty() ? name : Json::array({queue, name}));
  };
  Json event = json.at("event");
  if (!queue.empty()) event["queue"] = queue;
  action.event = tables_.events.number(event);
  action.group = in_queue(action.is_fifo ? json.at("group") : event);
  action.dedup_id = in_queue(json.at("dedup_id"));
  return action;
}

int FifoPort::learn(const Json& action, int /*service*/) {
  const int number = actions_.number(action);
  if (number < int(parsed_.size())) return number;
  parsed_.push_back(action.at("do") == "send" ? parse_send(action)
                                              : Action{.lane = action.at("lane")});
  return number;
}

FifoPort::State FifoPort::read(int number) const {
  State state;
  const std::vector<int>& ints = states_[number];
  if (ints.empty()) return state;
  const int* at = ints.data();
  state.seen.resize(std::size_t(*at++));
  for (auto& seen : state.seen) {
    seen.dedup_id = *at++;
    seen.until_ms = *at++;
  }
  state.lanes.read(at);
  return state;
}

int FifoPort::write(const State& state) {
  if (state.seen.empty() && state.lanes.empty()) return 0;
  std::vector<int> ints{int(state.seen.size())};
  for (const auto& seen : state.seen) ints.insert(ints.end(), {seen.dedup_id, seen.until_ms});
  state.lanes.write(ints);
  return states_.number(ints);
}

std::vector<Effect> FifoPort::step(int action, const Situation& situation) {
  const Action& what = parsed_[std::size_t(action)];
  Effect effect{.state = situation.state};
  if (what.is_missing) {
    effect.reply["invalid"] = fmt::format(
        "fifo send: there is no queue \"{}\". SQS answers QueueDoesNotExist.", what.queue);
    return {effect};
  }
  State state = read(situation.state);
  std::erase_if(state.seen, [&](const auto& seen) { return seen.until_ms <= situation.now_ms; });
  if (what.lane >= 0) {
    const int listener = what.lane % int(listeners_.size());
    const int next = state.lanes.handled(what.lane / int(listeners_.size()), listener);
    if (next >= 0)
      effect.deliveries.push_back(
          {listeners_[std::size_t(listener)].handler, next, own_number_, what.lane});
  } else if (!what.is_fifo && listeners_of(what.queue).empty()) {
    return {effect};  // nothing is kept of it
  } else {
    for (const auto& seen : state.seen)
      if (what.is_fifo && seen.dedup_id == what.dedup_id) return {effect};
    send(what, situation, state, effect);
  }
  effect.state = write(state);
  return {effect};
}

void FifoPort::send(const Action& action, const Situation& situation, State& state,
                    Effect& effect) {
  // by dedup_id: the order of sends makes no difference
  const auto place = std::find_if(state.seen.begin(), state.seen.end(), [&](const auto& seen) {
    return seen.dedup_id > action.dedup_id;
  });
  if (action.is_fifo) state.seen.insert(place, {action.dedup_id, situation.now_ms + dedup_life_ms});
  const std::vector<int> listeners = listeners_of(action.queue);
  const auto append = [&](int group, const std::vector<int>& readers) {
    for (int i : state.lanes.append(group, action.event, readers))
      effect.deliveries.push_back(
          {listeners_[std::size_t(i)].handler, action.event, own_number_, lane_of(group, i)});
  };
  if (action.is_fifo) return append(action.group, listeners);
  for (int i : listeners) append(free_group(action, i, state.lanes), {i});
}

std::vector<int> FifoPort::listeners_of(const std::string& queue) const {
  std::vector<int> numbers;
  for (std::size_t i = 0; i < listeners_.size(); ++i)
    if (listeners_[i].queue == queue) numbers.push_back(int(i));
  return numbers;
}

/// A group for an event of a standard queue: the first that no equal event for this listener has.
int FifoPort::free_group(const Action& action, int listener, const LaneLog& lanes) {
  for (int number = 0;; ++number) {
    const Json name = Json::array({"standard", action.group, listener, number});
    const int group = tables_.names.number(name);
    if (lanes.is_free(group)) return group;
  }
}

int FifoPort::acknowledge(int lane) {
  Json action = Json::object();
  action["port"] = "fifo";
  action["do"] = "acknowledge";
  action["lane"] = lane;
  return learn(action, -1);
}

/// Sends to one group keep their order. Of sends with one deduplication id only the first counts.
/// The end of a delivery frees its lane, which commutes with each send.
std::vector<Touch> FifoPort::touches(int action) {
  const Action& what = parsed_[std::size_t(action)];
  return {{.thing = 2 * what.group}, {.thing = 2 * what.dedup_id + 1}, {.thing = Touch::time}};
}

Request FifoPort::request(int action) const {
  const Json& json = actions_[action];
  Request request{.verb = json.at("do")};
  if (request.verb != "send") return request;
  const std::string queue = json.value("queue", std::string{});
  request.key = queue + (queue.empty() ? "" : "/") + json.at("group").get<std::string>();
  request.parts = {event_part(json.at("event"))};
  return request;
}

Reply FifoPort::reply(int /*action*/, const Json& json) const {
  if (!json.contains("invalid")) return {.result = Result::accepted};
  return {.result = Result::invalid, .reason = json.at("invalid")};
}

namespace ports {

PortKind fifo() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    std::vector<QueueListener> listeners;
    int handler = 0;
    for (const eda::Service& service : setting.scenario.services)
      for (const eda::Subscription& subscription : service.subscriptions) {
        if (subscription.to == eda::Subscription::To::fifo)
          listeners.emplace_back(handler, subscription.queue);
        ++handler;
      }
    return std::make_unique<FifoPort>(setting.tables, setting.own_number, std::move(listeners),
                                      setting.scenario.queues);
  };
  return port_kind<eda::Fifo, FifoProxy>(
      {.name = "fifo",
       .title = "fifo",
       .requests = {{{"send"},
                     {form::optional(form::text("queue")), form::text("group"),
                      form::text("dedup_id"), form::event("event")}}}},
      port);
}

}  // namespace ports

}  // namespace sim
