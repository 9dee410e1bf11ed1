#include "sim/model/ports/bus_port.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/port_kind.hpp"
#include "sim/model/ports/refusals.hpp"

namespace sim {

using eda::EntryResult, eda::Json;

eda::Task<eda::PublishResult> BusProxy::publish(std::vector<Event> events) {
  Json asks = Json::object();
  asks["port"] = "bus";
  asks["do"] = "publish";
  asks["events"] = Json::array();
  for (const Event& event : events)
    asks["events"].push_back(channel_.to_json(event, "bus publish"));
  const Json reply = co_await channel_.send(std::move(asks), check_publication);
  if (reply.is_object()) throw eda::InvalidEvent{reply.at("invalid").get<std::string>()};
  std::vector<EntryResult> entries;
  for (const Json& entry : reply)
    entries.push_back(entry == "accepted" ? EntryResult::accepted
                      : entry == "failed" ? EntryResult::failed
                                          : EntryResult::unknown);
  co_return eda::PublishResult{std::move(entries)};
}

namespace {

/// Returns the pattern of the events that the bus delivers to `subscription`; null: none.
Json pattern_of(const eda::Subscription& subscription) {
  if (subscription.to == eda::Subscription::To::pattern) return subscription.pattern;
  if (subscription.types.empty()) return nullptr;
  return Json::object({{"type", subscription.types}});
}

}  // namespace

BusPort::BusPort(SharedTables& tables, const Scenario& scenario)
    : tables_{tables},
      observed_{scenario.observed},
      time_matters_{scenario.observed.time && time_can_race(scenario.faults)} {
  for (const Json& pattern : scenario.faults.never_taken)
    never_taken_.emplace_back(pattern, "Faults::never_taken");
  int handler = 0;
  for (const eda::Service& service : scenario.services) {
    domains_.push_back(service.domain);
    for (const eda::Subscription& subscription : service.subscriptions) {
      if (const Json pattern = pattern_of(subscription); !pattern.is_null())
        rules_.emplace_back(eda::EventPattern{pattern, "pattern of " + service.name}, handler);
      ++handler;
    }
  }
}

const std::vector<Message>& BusPort::deliveries(int event) const {
  const auto [found, is_new] = deliveries_.try_emplace(event);
  if (is_new)
    for (const auto& [pattern, handler] : rules_)
      if (pattern.matches(tables_.events[event]))
        found->second.push_back({.handler = handler, .event = event});
  return found->second;
}

int BusPort::learn(const Json& action, int service) {
  Json key = action;
  key["service"] = service;
  const int number = actions_.number(key);
  if (number < int(parsed_.size())) return number;
  Action parsed{.service = service};
  for (const Json& json : action.at("events")) {
    if (auto flaw = flaw_in_event(json, domains_[std::size_t(service)], "published event"))
      parsed.invalid = *flaw;
    parsed.events.push_back(tables_.events.number(json));
    parsed.never_taken.push_back(is_never_taken(json));
    if (parsed.invalid.empty() && !parsed.never_taken.back() &&
        !deliveries(parsed.events.back()).empty())
      parsed.has_listeners = true;
  }
  parsed_.push_back(std::move(parsed));
  return number;
}

bool BusPort::is_never_taken(const Json& event) const {
  return std::any_of(never_taken_.begin(), never_taken_.end(),
                     [&](const eda::EventPattern& pattern) { return pattern.matches(event); });
}

Json BusPort::reply(const Action& action, Entries failed, const char* word) {
  Json reply = Json::array();
  for (std::size_t i = 0; i < action.events.size(); ++i)
    reply.push_back(failed.has(i) ? word : action.never_taken[i] ? "failed" : "accepted");
  return reply;
}

std::vector<Taken> BusPort::taken(int state) const {
  const std::vector<int>& ints = states_[state];
  std::vector<Taken> taken(ints.size() / 3);
  for (std::size_t i = 0; i < taken.size(); ++i)
    taken[i] = {ints[3 * i], ints[3 * i + 1], ints[3 * i + 2]};
  return taken;
}

Effect BusPort::accepted(const Action& action, const Situation& situation, Entries failed) const {
  Effect effect{.reply = reply(action, failed, "failed")};
  std::vector<Taken> all = taken(situation.state);
  for (std::size_t i = 0; i < action.events.size(); ++i) {
    if (failed.has(i) || action.never_taken[i]) continue;
    const Taken one{action.events[i], action.service, observed_.time ? situation.now_ms : 0};
    const auto same = [&](const Taken& other) {
      return other.event == one.event && other.service == one.service;
    };
    if (observed_.copies || std::none_of(all.begin(), all.end(), same)) all.push_back(one);
    for (const Message& message : deliveries(action.events[i]))
      effect.deliveries.push_back(message);
  }
  if (!observed_.order) std::sort(all.begin(), all.end());
  std::vector<int> ints;
  for (const Taken& one : all) ints.insert(ints.end(), {one.event, one.service, one.at_ms});
  effect.state = states_.number(ints);
  return effect;
}

std::vector<Effect> BusPort::step(int action, const Situation& situation) {
  const Action& what = parsed_[std::size_t(action)];
  if (!what.invalid.empty())
    return {{.state = situation.state, .reply = Json::object({{"invalid", what.invalid}})}};
  const std::size_t count = what.events.size();
  const Entries none{}, all{0, count};
  std::vector<Effect> effects{accepted(what, situation, none)};
  const auto add = [&](Fault fault, Entries failed, bool is_unknown) {
    Effect effect = accepted(what, situation, failed);
    if (is_unknown) effect.reply = reply(what, all, "unknown");
    effect.spent = Budget::one(fault);
    effects.push_back(std::move(effect));
  };
  if (situation.faults.left(Fault::partial) > 0)
    for (std::size_t i = 0; i < count; ++i)
      if (!what.never_taken[i]) add(Fault::partial, {i, i + 1}, false);
  if (situation.faults.left(Fault::throttle) > 0) add(Fault::throttle, all, false);
  if (situation.faults.left(Fault::unknown) > 0) {
    const Effect& taken = effects.front();
    if (taken.state != situation.state || !taken.deliveries.empty())
      add(Fault::unknown, none, true);
    add(Fault::unknown, all, true);
  }
  return effects;
}

bool BusPort::may_be_independent(int action) const {
  const Action& what = parsed_[std::size_t(action)];
  return what.invalid.empty() && !what.has_listeners && !observed_.order && !time_matters_;
}

/// Publications are kept as a set or a multiset, unless their order is observed.
std::vector<Touch> BusPort::touches(int action) {
  std::vector<Touch> touches;
  if (!parsed_[std::size_t(action)].invalid.empty()) return touches;
  if (observed_.order) touches.push_back({});
  if (time_matters_) touches.push_back({.thing = Touch::time});
  return touches;
}

Request BusPort::request(int action) const {
  Request request{.verb = "publish"};
  for (const Json& event : actions_[action].at("events"))
    request.parts.push_back(event_part(event));
  return request;
}

Reply BusPort::reply(int /*action*/, const Json& json) const {
  if (json.is_object()) return {.result = Result::invalid, .reason = json.at("invalid")};
  Reply reply{.result = Result::accepted};
  for (const Json& entry : json)
    reply.parts.push_back(entry == "accepted" ? Result::accepted
                          : entry == "failed" ? Result::failed
                                              : Result::unknown);
  if (reply.parts.empty()) return reply;
  const Result first = reply.parts.front();
  const bool all_alike = std::count(reply.parts.begin(), reply.parts.end(), first) ==
                         std::ptrdiff_t(reply.parts.size());
  reply.result = all_alike ? first : Result::partial;
  return reply;
}

Json BusPort::show(int state) const {
  Json events = Json::array();
  for (const Taken& one : taken(state)) events.push_back(tables_.events[one.event]);
  return events.empty() ? Json::object() : Json::object({{"published", events}});
}

namespace ports {

PortKind bus() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    return std::make_unique<BusPort>(setting.tables, setting.scenario);
  };
  return port_kind<eda::Bus, BusProxy>(
      {.name = "bus", .title = "bus", .requests = {{{"publish"}, {form::events("events")}}}}, port);
}

}  // namespace ports

}  // namespace sim
