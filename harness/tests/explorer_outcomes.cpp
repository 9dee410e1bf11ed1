#include "tests/explorer_outcomes.hpp"

#include <vector>

#include "tests/brute_force.hpp"

namespace brute_force {

std::set<std::string> outcomes_of(sim::Explorer& explorer) {
  const sim::TransitionSystem& system = explorer.system;
  const sim::Scenario& scenario = system.scenario();
  std::set<std::string> outcomes;
  while (const auto end = explorer.next_end()) {
    const sim::World world = explorer.world(*end);
    std::vector<Published> published;
    for (const sim::Taken& taken : system.ports().bus().taken(system.end_of(world).published))
      published.push_back({system.tables().events[taken.event].dump(),
                           scenario.services[std::size_t(taken.service)].name, taken.at_ms});
    std::set<std::string> failures;
    for (int number : system.failures(world)) {
      const eda::Json& failure = system.behaviour.failures[number];
      failures.insert(text_of(failure.at("service").get<std::string>(), failure.at("event"),
                              failure.at("what")));
    }
    outcomes.insert(text_of(texts_of(published, scenario.observed), failures,
                            system.ports().held(system.end_of(world).books)));
  }
  return outcomes;
}

}  // namespace brute_force
