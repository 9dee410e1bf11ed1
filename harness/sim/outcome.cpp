#include "sim/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/behaviour.hpp"
#include "sim/trace.hpp"

namespace sim {

Outcome::Outcome(std::vector<Published> published, std::vector<Failure> failures, Telling telling)
    : published_{std::move(published)},
      failures_{std::move(failures)},
      telling_{std::move(telling)} {}

std::vector<Event> Outcome::facts(std::string_view type) const {
  std::vector<Event> facts;
  for (const Published& one : published_) {
    const Event& event = one.event;
    const auto is_copy = [&](const Event& other) {
      return other.source == event.source && other.id == event.id;
    };
    if (event.type == type && std::none_of(facts.begin(), facts.end(), is_copy))
      facts.push_back(event);
  }
  return facts;
}

Rule Outcome::broken_house_rule() const {
  if (!failures_.empty()) {
    const Failure& failure = failures_.front();
    return {fmt::format("A handler returns normally. This one of {} did not: {}", failure.service,
                        failure.what),
            "Read the last line of that delivery in the schedule: what had it been told?"};
  }
  std::map<std::pair<std::string, std::string>, const Event*> facts;
  for (const auto& [event, by, at] : published_) {
    const auto [known, is_new] = facts.try_emplace({event.source, event.id}, &event);
    if (is_new || *known->second == event) continue;
    return {
        fmt::format("One id, one fact: {} (id {}) has been published in two versions, {} and {}.",
                    event.type, event.id, eda::to_json(*known->second).dump(),
                    eda::to_json(event).dump()),
        "Whoever receives both believes whichever came last. Decide once what the event says, and "
        "keep it."};
  }
  return {};
}

namespace {

Trace told(const Telling& telling, const Rule& rule) {
  Trace trace;
  try {
    trace = telling();
    trace.rule = rule;
  } catch (const HiddenState& surprise) {
    trace.is_confirmed = false;
    trace.rule = {
        fmt::format("A handler remembers nothing but what is in the store. This one does: {}",
                    surprise.what()),
        "A global, a static, a lock, the real clock or a random number? Every delivery is a cold "
        "start."};
  }
  return trace;
}

}  // namespace

std::string Outcome::story(const Rule& rule) const {
  const Trace trace = told(telling_, rule);
  if (!trace.on_told) return "\n" + to_text(trace);
  const Json passing = trace.passing ? to_json(*trace.passing) : Json{};
  return "\n" + to_text(trace) + trace.on_told(to_json(trace), passing);
}

Json Outcome::trace(const Rule& rule) const { return to_json(told(telling_, rule)); }

}  // namespace sim
