#include "sim/model/ports/clock_port.hpp"

#include <fmt/format.h>

#include "eda/limits.hpp"
#include "sim/model/port_kind.hpp"

namespace sim {

using eda::Json;

namespace {
constexpr std::int64_t wait_max_ms = Duration{24h * eda::limits::wait_days_max}.count();
}

eda::Task<> request_wait(RequestChannel& channel, Duration duration) {
  if (duration.count() < 0 || duration.count() > wait_max_ms)
    channel.refuse("clock wait", fmt::format("its duration is {} ms; it must be 0 to {} days",
                                             duration.count(), eda::limits::wait_days_max));
  Json request = Json::object();
  request["port"] = "clock";
  request["do"] = "wait";
  request["ms"] = duration.count();
  co_await channel.send(std::move(request));
}

Effect ClockPort::at_start() {
  Effect start;
  for (const Duration at : stops_)
    start.scheduled.push_back({.at_ms = int(at.count()),
                               .port = own_number_,
                               .signal = actions_.number(Json{{"do", "stop"}})});
  return start;
}

int ClockPort::learn(const Json& action, int /*service*/) { return actions_.number(action); }

std::vector<Effect> ClockPort::step(int action, const Situation& situation) {
  return {{.state = situation.state, .answer_in_ms = actions_[action].value("ms", 0)}};
}

Request ClockPort::request(int action) const {
  return {.verb = "wait", .key = fmt::format("{} ms", actions_[action].value("ms", 0))};
}

namespace ports {

PortKind clock() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    return std::make_unique<ClockPort>(setting.scenario.stops, setting.own_number);
  };
  // a handler has a clock of its own, which makes the request
  return {.form = {.name = "clock",
                   .title = "clock",
                   .requests = {{{"wait"}, {form::whole("ms", 0, wait_max_ms)}}}},
          .interfaces = {},
          .port = port};
}

}  // namespace ports

}  // namespace sim
