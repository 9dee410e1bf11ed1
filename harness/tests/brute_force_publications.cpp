#include <algorithm>

#include "tests/brute_force_world.hpp"

// The bus.
namespace brute_force {

using eda::Subscription;

Json World::publish(const Json& asks, int listener) {
  const Json& events = asks.at("events");
  const int count = int(events.size());
  const auto tell_all = [count](const char* word) {
    return Json(std::vector<std::string>(std::size_t(count), word));
  };
  enum Fate { taken, turned_down, unheard, lost, partly };
  std::vector<Fate> fates{taken};
  if (left_.throttles_max > 0) fates.push_back(turned_down);
  if (unknowns_of("bus") > 0) fates.push_back(lost);
  if (unknowns_of("bus") > 0 && would_be_noticed(events, listener)) fates.push_back(unheard);
  std::vector<int> takeable;
  for (int entry = 0; entry < count; ++entry)
    if (!is_never_taken(events.at(std::size_t(entry)))) takeable.push_back(entry);
  if (left_.partial_failures_max > 0) fates.insert(fates.end(), takeable.size(), partly);
  const int picked = picks_.pick(int(fates.size()));
  Json told = tell_all("failed");
  for (const int entry : takeable) told[std::size_t(entry)] = "accepted";
  switch (fates[std::size_t(picked)]) {
    case taken:
      take(events, -1, listener);
      break;
    case turned_down:
      see("publication throttled");
      --left_.throttles_max;
      told = tell_all("failed");
      break;
    case unheard:
      see("publication unknown, done");
      --left_.unknowns_max;
      take(events, -1, listener);
      told = tell_all("unknown");
      break;
    case lost:
      see("publication unknown, not done");
      --left_.unknowns_max;
      told = tell_all("unknown");
      break;
    case partly: {
      see("partial failure");
      --left_.partial_failures_max;
      const int failed = takeable[fates.size() - 1 - std::size_t(picked)];
      told[std::size_t(failed)] = "failed";
      take(events, failed, listener);
    }
  }
  return told;
}

/// True if the bus delivers `event` to that subscription.
bool World::hears(const Subscription& subscription, const Event& event) {
  if (subscription.to == Subscription::To::pattern)
    return eda::matches(subscription.pattern, eda::to_json(event));
  return std::count(subscription.types.begin(), subscription.types.end(), event.type) > 0;
}

bool World::is_heard(const Event& event) const {
  return std::any_of(listeners_.begin(), listeners_.end(), [&](const Listener& listener) {
    return hears(*listener.subscription, event);
  });
}

/// Decided once for a scenario: a service subscribes by a pattern, or to a type of a service's
/// domain.
bool World::publications_may_be_duplicated() const {
  if (scenario_.faults.duplicates_per_event_max == 0) return false;
  for (const Listener& listener : listeners_)
    if (listener.subscription->to == Subscription::To::pattern) return true;
  for (const Listener& listener : listeners_)
    for (const std::string& type : listener.subscription->types)
      for (const eda::Service& speaker : scenario_.services)
        if (type.starts_with(speaker.domain) &&
            is_struck(left_.duplicates_of, type, "a type without copies"))
          return true;
  return false;
}

/// Accepts all of `events` but the entry `failed`.
void World::take(const Json& events, int failed, int listener) {
  for (int entry = 0; entry < int(events.size()); ++entry) {
    const Json& json = events.at(std::size_t(entry));
    if (entry == failed || is_never_taken(json)) continue;
    published_.push_back({json.dump(), listeners_[std::size_t(listener)].service->name, now_ms_});
    const Event event = eda::event_from_json(json);
    for (int listens = 0; listens < int(listeners_.size()); ++listens) {
      const Subscription& subscription = *listeners_[std::size_t(listens)].subscription;
      if (!hears(subscription, event)) continue;
      const int copies = picks_.pick(1 + copies_of(event.type));
      see(copies > 0 ? "publication heard twice" : "publication heard");
      if (subscription.to == Subscription::To::pattern) see("publication heard by its pattern");
      left_.duplicates_max -= copies;
      for (int copy = 0; copy <= copies; ++copy) enter(listens, event);
    }
  }
}

/// True if it makes a difference that the bus accepts `events`.
bool World::would_be_noticed(const Json& events, int listener) const {
  std::vector<Published> more = published_;
  for (const Json& json : events) {
    if (is_never_taken(json)) continue;
    more.push_back({json.dump(), listeners_[std::size_t(listener)].service->name, now_ms_});
    if (is_heard(eda::event_from_json(json))) return true;
  }
  return texts_of(more, scenario_.observed) != texts_of(published_, scenario_.observed);
}

/// For patterns of texts on the first level of an event, which random programs have.
bool World::is_never_taken(const Json& event) const {
  for (const Json& pattern : scenario_.faults.never_taken) {
    bool matches = true;
    for (const auto& [name, values] : pattern.items())
      matches &=
          event.contains(name) && std::count(values.begin(), values.end(), event.at(name)) > 0;
    if (!matches) continue;
    see("an entry is never taken");
    return true;
  }
  return false;
}

}  // namespace brute_force
