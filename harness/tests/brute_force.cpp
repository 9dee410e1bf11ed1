#include "tests/brute_force.hpp"

#include <algorithm>

#include "tests/brute_force_world.hpp"

namespace brute_force {

Found play_every_schedule(const sim::Scenario& scenario, Deaths deaths,
                          std::uint64_t schedules_max) {
  Found found;
  std::set<std::string> initial_states;
  Picks picks;
  do {
    World world{scenario, deaths, picks, found.seen};
    // copies that end before their first request leave no trace
    if (picks.are_on_new_ground() && !initial_states.insert(world.text()).second) continue;
    do {
      if (picks.are_on_new_ground()) found.worlds.insert(world.text());
    } while (world.step());
    const std::string outcome = world.outcome();
    found.outcomes.insert(outcome);
    ++found.schedules_to[outcome];
    ++found.schedules;
    if (found.schedules > schedules_max) return found;
  } while (picks.go_on_to_next_schedule());
  found.is_exhausted = true;
  return found;
}

std::vector<std::string> texts_of(const std::vector<Published>& published, sim::Observed observed) {
  std::vector<std::string> texts;
  std::set<std::string> known;
  for (const Published& fact : published) {
    std::string text = fact.service + " " + fact.event;
    if (!known.insert(text).second && !observed.copies) continue;
    if (observed.time) text += " at " + std::to_string(fact.at_ms);
    texts.push_back(std::move(text));
  }
  if (!observed.order) std::sort(texts.begin(), texts.end());
  return texts;
}

std::string text_of(const std::string& service, const eda::Json& event, const std::string& what) {
  return service + " " + event.dump() + " " + what;
}

std::string text_of(const std::vector<std::string>& published,
                    const std::set<std::string>& failures, const eda::Json& held) {
  std::string text;
  for (const std::string& fact : published) text += "published: " + fact + "\n";
  for (const std::string& failure : failures) text += "failed: " + failure + "\n";
  return text + "held: " + held.dump() + "\n";
}

}  // namespace brute_force
