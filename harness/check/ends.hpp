#pragma once

#include <filesystem>

#include "check/outcome.hpp"
#include "sim/model/scenario.hpp"

// The outcomes of all scenarios of the tests, for `workshop compare`. With --ends=FILE, a test gets
// no outcome of a scenario, so that it goes on to its next scenario whatever its rules are.
namespace check {

/// Searches scenario `number` of the running test and notes its outcomes; with --outcomes also the
/// calmest schedule to each. With --outcomes=N, tells and draws the one to outcome N instead.
void note_ends(const sim::Scenario& scenario, int number);

/// The same for the outcome of `run`.
void note_end(const sim::Scenario& scenario, int number, const Outcome& outcome);

/// Notes that a test takes a sample of a scenario.
void note_sample();

/// Writes what has been noted to `file`.
void write_ends(const std::filesystem::path& file);

}  // namespace check
