#pragma once

#include <cstdint>
#include <filesystem>

#include "sim/model/scenario.hpp"

// The scope of each scenario that the tests have searched, for `workshop checklist NN`. With
// --coverage=FILE, it is noted in the order of the tests.
namespace check {

/// Way in which a test has looked at the schedules of a scenario.
enum class Looked { at_all, at_a_sample, at_the_calm_one };

/// Notes scenario `number` of the running test. `worlds` are those of an exhausted search, else 0.
void note_coverage(const sim::Scenario& scenario, int number, Looked looked, std::uint64_t worlds,
                   int outcomes);

/// Writes what has been noted to `file`.
void write_coverage(const std::filesystem::path& file);

}  // namespace check
