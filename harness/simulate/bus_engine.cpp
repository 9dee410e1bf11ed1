#include "simulate/bus_engine.hpp"

#include <algorithm>

#include "sim/model/ports/refusals.hpp"

namespace sim {

using eda::Subscription;

BusEngine::BusEngine(const Scenario& scenario, Accepted accepted) : accepted_{std::move(accepted)} {
  for (const Json& pattern : scenario.faults.never_taken)
    never_taken_.emplace_back(pattern, "Faults::never_taken");
  int handler = 0;
  for (const eda::Service& service : scenario.services) {
    domains_.push_back(service.domain);
    for (const Subscription& subscription : service.subscriptions) {
      if (subscription.to == Subscription::To::types)
        types_.emplace_back(subscription.types, handler);
      if (subscription.to == Subscription::To::pattern)
        patterns_.emplace_back(
            eda::EventPattern{subscription.pattern, "pattern of " + service.name}, handler);
      ++handler;
    }
  }
}

std::vector<Consignment> BusEngine::consignments(const std::shared_ptr<const Event>& event) const {
  std::vector<int> handlers;
  for (const auto& [types, handler] : types_)
    if (std::find(types.begin(), types.end(), event->type) != types.end())
      handlers.push_back(handler);
  if (!patterns_.empty()) {
    const Json json = eda::to_json(*event);
    for (const auto& [pattern, handler] : patterns_)
      if (pattern.matches(json)) handlers.push_back(handler);
  }
  std::vector<Consignment> all;
  for (const int handler : handlers) all.push_back({handler, event});
  return all;
}

Performed BusEngine::carry_out(const Json& request, const Call& call) {
  const Json& events = request.at("events");
  Facts facts;
  std::vector<bool> is_takeable;
  std::vector<std::size_t> takeable;
  for (const Json& event : events) {
    CheckedEvent checked =
        checked_event(event, domains_[std::size_t(call.service)], "published event");
    if (checked.flaw) return {.reply = Json::object({{"invalid", *checked.flaw}})};
    facts.push_back(std::make_shared<const Event>(std::move(checked.event)));
    const bool is_never_taken =
        std::any_of(never_taken_.begin(), never_taken_.end(),
                    [&](const eda::EventPattern& pattern) { return pattern.matches(event); });
    if (!is_never_taken) takeable.push_back(is_takeable.size());
    is_takeable.push_back(!is_never_taken);
  }
  std::vector<Fault> struck;
  for (const Fault fault : {Fault::partial, Fault::throttle, Fault::unknown})
    if (call.faults.left(fault) > 0 && (fault != Fault::partial || !takeable.empty()))
      struck.push_back(fault);
  if (struck.empty()) return take(facts, is_takeable, call.service);

  const Fault fault = struck[call.random.below(struck.size())];
  if (fault == Fault::partial) is_takeable[takeable[call.random.below(takeable.size())]] = false;
  const bool is_done =
      fault == Fault::partial || (fault == Fault::unknown && call.random.below(2) == 0);
  if (!is_done) is_takeable.assign(events.size(), false);
  Performed performed = take(facts, is_takeable, call.service);
  performed.spent = Budget::one(fault);
  if (fault == Fault::unknown)
    for (Json& entry : performed.reply) entry = "unknown";
  return performed;
}

/// Accepts the events that are marked.
Performed BusEngine::take(const Facts& facts, const std::vector<bool>& is_taken,
                          int service) const {
  Performed performed{.reply = Json::array()};
  for (std::size_t i = 0; i < facts.size(); ++i) {
    performed.reply.push_back(is_taken[i] ? "accepted" : "failed");
    if (!is_taken[i]) continue;
    accepted_(*facts[i], service);
    for (Consignment& one : consignments(facts[i]))
      performed.consignments.push_back(std::move(one));
  }
  return performed;
}

}  // namespace sim
