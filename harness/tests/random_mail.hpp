#pragma once

#include "sim/model/scenario.hpp"
#include "tests/random_instructions.hpp"

// Queues with a RetryPolicy in random programs.
namespace brute_force {

/// Gives the scenario such a queue, "q", and faults of its own.
void choose_policy(sim::Scenario& scenario, Random& random);
/// Adds words of a handler about its message, or about dead letters. `keys`: number of keys.
void add_words(eda::Subscription::To to, int keys, Instructions& instructions, Random& random);

}  // namespace brute_force
