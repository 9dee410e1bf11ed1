#pragma once

#include <cstdint>
#include <string>

#include "sim/model/scenario.hpp"

namespace brute_force {

/// A small scenario whose handlers follow random instructions: reads, writes, publications, timers,
/// queues, branches, loops, failures. It always ends.
struct RandomProgram {
  sim::Scenario scenario;
  std::string text;  ///< services, instructions, events and faults, for people
};

/// Returns the same program for the same seed, on every machine.
RandomProgram random_program(std::uint64_t seed);

}  // namespace brute_force
