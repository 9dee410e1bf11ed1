#pragma once

#include <string>
#include <vector>

#include "kitchen_program.hpp"
#include "stories.hpp"

/// Small scenarios for tests of the page in which a reader plays the adversary.
namespace play_scenarios {

struct Named {
  std::string name;
  sim::Scenario scenario;
};

/// As in 00: two tips at once, and one is lost. With copies, crashes and refusals.
inline sim::Scenario tips(const sim::Faults& faults,
                          eda::Task<> (*on_tip)(eda::Event, tip_jar::Ports)) {
  sim::Scenario scenario = tip_jar::scenario(on_tip, stories::two_tips);
  scenario.faults = faults;
  return scenario;
}

/// Reads what may be old, and writes it down.
inline eda::Task<> reads_old(eda::Event tip, tip_jar::Ports io) {
  auto jar = co_await io.store.get<tip_jar::Jar>("jar");
  jar->cents += tip.data.at("cents").get<int>();
  (void)co_await io.store.put(jar);
  jar = co_await io.store.get<tip_jar::Jar>("jar");
  (void)co_await io.bus.publish(tip_jar::filled(jar->cents));
}

/// Fails for one tip, and asks for nothing at another.
inline eda::Task<> fails_at_once(eda::Event tip, tip_jar::Ports io) {
  if (tip.id == "anna") throw std::runtime_error{"no tips from anna"};
  if (tip.id == "carla") co_return;
  (void)co_await io.bus.publish(tip_jar::filled(tip.data.at("cents")));
}

inline std::vector<Named> all() {
  using tip_jar::adds, tip_jar::loses_tips;
  return {
      {"copies", tips({.duplicates_per_event_max = 1}, loses_tips)},
      {"crashes", tips({.crashes_max = 1, .throttles_max = 1, .unknowns_max = 1}, adds)},
      {"stale", tips({.stale_reads_max = 2}, reads_old)},
      {"at_once", tip_jar::scenario(fails_at_once, {tip_jar::tip("anna"), tip_jar::tip("boris"),
                                                    tip_jar::tip("carla")})},
      {"timers", kitchen_program::three_facts({.late_timers_max = 1, .time_races = true})},
      {"kitchen", kitchen_program::three_facts(
                      {.duplicates_per_event_max = 1, .duplicates_max = 1, .crashes_max = 1})},
  };
}

}  // namespace play_scenarios
