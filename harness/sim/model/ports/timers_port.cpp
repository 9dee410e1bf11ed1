#include "sim/model/ports/timers_port.hpp"

#include <algorithm>

#include "eda/service.hpp"
#include "sim/model/port_kind.hpp"
#include "sim/model/ports/refusals.hpp"

namespace sim {

using eda::Json, eda::Task;

Task<> TimersProxy::schedule(std::string name, Instant at, Event event) {
  try {
    eda::to_rfc3339(at);  // EventBridge Scheduler takes at(yyyy-mm-ddThh:mm:ss)
  } catch (const std::invalid_argument& error) {
    channel_.refuse("timers schedule", std::string{"its time is "} + error.what());
  }
  Json asks = Json::object();
  asks["port"] = "timers";
  asks["do"] = "schedule";
  asks["name"] = std::move(name);
  asks["at"] = at.time_since_epoch().count();
  asks["event"] = channel_.to_json(event, "timers schedule");
  co_await channel_.send(std::move(asks), check_timers_request);
}

Task<> TimersProxy::cancel(std::string name) {
  Json asks = Json::object();
  asks["port"] = "timers";
  asks["do"] = "cancel";
  asks["name"] = std::move(name);
  co_await channel_.send(std::move(asks), check_timers_request);
}

std::vector<std::vector<int>> timer_handlers(const Scenario& scenario) {
  std::vector<std::vector<int>> handlers;
  int handler = 0;
  for (const eda::Service& service : scenario.services) {
    handlers.emplace_back();
    for (const eda::Subscription& subscription : service.subscriptions) {
      if (subscription.to == eda::Subscription::To::timers) handlers.back().push_back(handler);
      ++handler;
    }
  }
  return handlers;
}

TimersPort::TimersPort(SharedTables& tables, const Scenario& scenario)
    : tables_{tables},
      handlers_{timer_handlers(scenario)},
      start_{scenario.start},
      time_races_{time_can_race(scenario.faults)} {}

int TimersPort::learn(const Json& action, int service) {
  Json key = action;
  key["service"] = service;
  const int number = actions_.number(key);
  if (number < int(parsed_.size())) return number;
  Action parsed;
  parsed.service = service;
  parsed.name = tables_.names.number(Json::array({service, action.at("name")}));
  if (action.contains("event")) {
    parsed.event = tables_.events.number(action.at("event"));
    const std::int64_t at = action.at("at").get<std::int64_t>() - start_.time_since_epoch().count();
    // a time in the past is due at once, a time after more than 24 days never
    parsed.is_never = at > timer_horizon_ms;
    parsed.at_ms = int(std::clamp<std::int64_t>(at, 0, timer_horizon_ms));
  }
  parsed_.push_back(parsed);
  const int only = only_action_.try_emplace(parsed.name, number).first->second;
  if (only != number) timers_are_moved_ = true;
  return number;
}

std::vector<Effect> TimersPort::step(int action, const Situation& situation) {
  const Action& what = parsed_[std::size_t(action)];
  Effect effect{.state = situation.state};
  effect.cancelled.push_back(what.name);
  if (what.event >= 0 && !what.is_never)
    for (int handler : handlers_[std::size_t(what.service)])
      effect.scheduled.push_back({.at_ms = what.at_ms,
                                  .name = what.name,
                                  .message = {.handler = handler, .event = what.event}});
  return {effect};
}

Request TimersPort::request(int action) const {
  const Json& json = actions_[action];
  const bool cancels = json.at("do") == "cancel";
  return {.verb = json.at("do"),
          .key = json.at("name"),
          .due_ms = cancels ? -1 : parsed_[std::size_t(action)].at_ms};
}

namespace ports {

PortKind timers() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    return std::make_unique<TimersPort>(setting.tables, setting.scenario);
  };
  return port_kind<eda::Timers, TimersProxy>(
      {.name = "timers",
       .title = "timers",
       .requests = {{{"schedule"}, {form::text("name"), form::whole("at"), form::event("event")}},
                    {{"cancel"}, {form::text("name")}}}},
      port);
}

}  // namespace ports

}  // namespace sim
