#include "sim/model/ports/fifo_port.hpp"

#include <algorithm>

#include "sim/model/port_kind.hpp"
#include "sim/model/ports/refusals.hpp"

namespace sim {

using eda::Json;
using namespace std::chrono_literals;

namespace {
constexpr int dedup_life_ms = int(Duration{5min}.count());  // SQS FIFO: deduplication interval
}

eda::Task<> FifoProxy::send(std::string group, std::string dedup_id, Event event) {
  Json asks = Json::object();
  asks["port"] = "fifo";
  asks["do"] = "send";
  asks["group"] = std::move(group);
  asks["dedup_id"] = std::move(dedup_id);
  asks["event"] = channel_.to_json(event, "fifo send");
  co_await channel_.send(std::move(asks), check_fifo_request);
}

int FifoPort::learn(const Json& action, int /*service*/) {
  const int number = actions_.number(action);
  if (number < int(parsed_.size())) return number;
  Action parsed;
  if (action.at("do") == "send") {
    parsed.group = tables_.names.number(action.at("group"));
    parsed.dedup_id = tables_.names.number(action.at("dedup_id"));
    parsed.event = tables_.events.number(action.at("event"));
  } else {
    parsed.lane = action.at("lane");
  }
  parsed_.push_back(parsed);
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
  State state = read(situation.state);
  std::erase_if(state.seen, [&](const auto& seen) { return seen.until_ms <= situation.now_ms; });
  if (what.lane >= 0) {
    const int next = state.lanes.pop(what.lane);
    const auto handler = std::size_t(what.lane) % handlers_.size();
    if (next >= 0) effect.deliveries.push_back({handlers_[handler], next, own_number_, what.lane});
  } else {
    for (const auto& seen : state.seen)
      if (seen.dedup_id == what.dedup_id) return {effect};
    // by dedup_id: the order of sends makes no difference
    const auto place = std::find_if(state.seen.begin(), state.seen.end(), [&](const auto& seen) {
      return seen.dedup_id > what.dedup_id;
    });
    state.seen.insert(place, {what.dedup_id, situation.now_ms + dedup_life_ms});
    for (std::size_t i = 0; i < handlers_.size(); ++i) {
      const int lane = lane_of(what.group, i);
      if (state.lanes.push(lane, what.event))
        effect.deliveries.push_back({handlers_[i], what.event, own_number_, lane});
    }
  }
  effect.state = write(state);
  return {effect};
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
  request.key = json.at("group");
  request.parts = {event_part(json.at("event"))};
  return request;
}

namespace ports {

PortKind fifo() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    return std::make_unique<FifoPort>(setting.tables, setting.own_number,
                                      setting.subscriptions_to(eda::Subscription::To::fifo));
  };
  return port_kind<eda::Fifo, FifoProxy>(
      {.name = "fifo",
       .title = "fifo",
       .requests = {{{"send"},
                     {form::text("group"), form::text("dedup_id"), form::event("event")}}}},
      port);
}

}  // namespace ports

}  // namespace sim
