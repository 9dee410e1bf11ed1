#pragma once

#include <string>

#include "sim/model/scenario.hpp"
#include "tests/random_instructions.hpp"

namespace brute_force {

/// Chooses the surroundings of the handlers of a random program: what its faults may strike, rows
/// at the start, weather. `keys`: how many keys the handlers use.
void add_surroundings(sim::Scenario& scenario, int keys, bool calls_ports, Random& random);

/// Text for people: the numbers of a scenario that are not zero.
std::string numbers_text(const sim::Scenario& scenario);
/// Text for people: a line for each of the surroundings.
std::string surroundings_text(const sim::Scenario& scenario);

}  // namespace brute_force
