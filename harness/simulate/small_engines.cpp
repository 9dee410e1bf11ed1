#include "simulate/small_engines.hpp"

#include <algorithm>

#include "sim/model/ports/timers_port.hpp"
#include "sim/model/unchecked_event.hpp"

namespace sim {

TimersEngine::TimersEngine(const Scenario& scenario, int own_number)
    : start_{scenario.start},
      late_by_{scenario.faults.timer_late_by},
      own_number_{own_number},
      handlers_{timer_handlers(scenario)} {}

Performed TimersEngine::carry_out(const Json& request, const Call& call) {
  const Name name{call.service, request.at("name").get<std::string>()};
  Performed performed;
  if (const auto old = numbers_.find(name); old != numbers_.end()) {
    for (const int number : old->second) timers_.erase(number);
    numbers_.erase(old);
  }
  if (!request.contains("event")) return performed;
  const std::int64_t at_ms = std::max<std::int64_t>(
      0, request.at("at").get<std::int64_t>() - start_.time_since_epoch().count());
  if (at_ms > timer_horizon_ms) return performed;
  const auto event = std::make_shared<const Event>(unchecked_event(request.at("event")));
  for (const int handler : handlers_[std::size_t(call.service)]) {
    timers_.try_emplace(++count_, Timer{name, at_ms, {handler, event}});
    numbers_[name].push_back(count_);
    performed.due.push_back({.at_ms = at_ms, .port = own_number_, .signal = count_});
  }
  return performed;
}

Performed TimersEngine::signalled(int number, const Call& call) {
  Performed performed;
  const auto timer = timers_.find(number);
  if (timer == timers_.end()) return performed;  // cancelled or replaced
  if (call.faults.left(Fault::late) > 0) {
    performed.spent = Budget::one(Fault::late);
    timer->second.at_ms += late_by_.count();
    performed.due.push_back({.at_ms = timer->second.at_ms, .port = own_number_, .signal = number});
    return performed;
  }
  performed.consignments.push_back(timer->second.consignment);
  if (call.faults.left(Fault::timer_duplicate) > 0) {
    performed.spent = Budget::one(Fault::timer_duplicate);
    performed.consignments.push_back(timer->second.consignment);
  }
  const auto name = numbers_.find(timer->second.name);
  std::erase(name->second, number);
  if (name->second.empty()) numbers_.erase(name);
  timers_.erase(timer);
  return performed;
}

Performed CallerEngine::carry_out(const Json& request, const Call& call) {
  Json answer = Json::object();
  answer["value"] = request.at("value");
  answer["at_ms"] = observes_time_ ? call.now_ms : 0;
  answers_[request.at("request").get<std::string>()].push_back(std::move(answer));
  return {.reply = Json::object()};
}

}  // namespace sim
