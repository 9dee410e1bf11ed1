#include "sim/model/ports/fifo_port.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "eda/limits.hpp"
#include "sim/model/port_kind.hpp"

namespace sim {

using eda::Json;
using namespace std::chrono_literals;
namespace limits = eda::limits;

namespace {
constexpr int dedup_life_ms = int(Duration{5min}.count());  // SQS FIFO: deduplication interval
}

FifoPort::FifoPort(SharedTables& tables, int own_number, std::vector<QueueListener> listeners,
                   std::vector<Queue> queues, bool may_expire)
    : tables_{tables},
      own_number_{own_number},
      listeners_{std::move(listeners)},
      queues_{std::move(queues)},
      retries_{tables_, setting_of(own_number, may_expire, listeners_, queues_),
               [this](const Json& action) { return learn(action, -1); }} {
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
  if (!queue.empty() && !retries_.has(queue)) event["queue"] = queue;
  action.event = tables_.events.number(event);
  action.group = in_queue(action.is_fifo ? json.at("group") : event);
  action.dedup_id = in_queue(json.at("dedup_id"));
  return action;
}

int FifoPort::learn(const Json& action, int service) { return learn_from(action, service, {}); }

int FifoPort::learn_from(const Json& json, int /*service*/, const Message& in_hand) {
  Json key = json;
  if (is_word(json) && in_hand.from_port == own_number_ && is_of_retries(in_hand.lane))
    key["lane"] = in_hand.lane;
  const int number = actions_.number(key);
  if (number < int(parsed_.size())) return number;
  Action action = json.at("do") == "send" ? parse_send(json) : Action{};
  action.request = json;
  action.lane = key.value("lane", -1);
  parsed_.push_back(std::move(action));
  return number;
}

int FifoPort::signal(const char* verb, int lane) {
  Json action = fifo_request(verb);
  action["lane"] = lane;
  return learn(action, -1);
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
  if (at != ints.data() + ints.size()) state.held.read(at);
  return state;
}

int FifoPort::write(const State& state) {
  if (state.seen.empty() && state.lanes.empty() && state.held.empty()) return 0;
  std::vector<int> ints{int(state.seen.size())};
  for (const auto& seen : state.seen) ints.insert(ints.end(), {seen.dedup_id, seen.until_ms});
  state.lanes.write(ints);
  if (!state.held.empty()) state.held.write(ints);
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
  if (what.verb() == "send") {
    for (const auto& seen : state.seen)
      if (what.is_fifo && seen.dedup_id == what.dedup_id) return {effect};
    if (retries_.has(what.queue)) return send_to_held(what, situation, state);
    if (!what.is_fifo && listeners_of(what.queue).empty()) return {effect};  // nothing is kept
    send(what, situation, state, effect);
  } else if (what.verb() == "acknowledge" && !is_of_retries(what.lane)) {
    const int listener = what.lane % int(listeners_.size());
    const int next = state.lanes.handled(what.lane / int(listeners_.size()), listener);
    if (next >= 0)
      effect.deliveries.push_back(
          {listeners_[std::size_t(listener)].handler, next, own_number_, what.lane});
  } else {
    return held_step(what, situation, state);
  }
  effect.state = write(state);
  return {effect};
}

void FifoPort::note_sent(const Action& action, const Situation& situation, State& state) {
  if (!action.is_fifo) return;
  // by dedup_id: the order of sends makes no difference
  const auto place = std::find_if(state.seen.begin(), state.seen.end(), [&](const auto& seen) {
    return seen.dedup_id > action.dedup_id;
  });
  state.seen.insert(place, {action.dedup_id, situation.now_ms + dedup_life_ms});
}

void FifoPort::send(const Action& action, const Situation& situation, State& state,
                    Effect& effect) {
  note_sent(action, situation, state);
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
                                      setting.scenario.queues,
                                      setting.scenario.faults.visibility_expiries_max > 0);
  };
  return {.form = {.name = "fifo",
                   .title = "fifo",
                   .requests = {{{"send"},
                                 {form::optional(form::text("queue")), form::text("group"),
                                  form::text("dedup_id"), form::event("event")}},
                                {{"retry_after"}, {form::whole("ms")}},
                                {{"park"}, {form::text("reason")}},
                                {{"look"}, {form::whole("at_most", 1, limits::dead_letters_max)}},
                                {{"redrive", "drop"}, {form::text("receipt")}}},
                   .book = "dead_letters"},
          .interfaces = {port_interface<eda::Fifo, FifoProxy>(),
                         port_interface<eda::Delivery, DeliveryProxy>(),
                         port_interface<eda::DeadLetters, DeadLettersProxy>()},
          .port = port};
}

}  // namespace ports

}  // namespace sim
