#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "results/checklist.hpp"
#include "results/manifest.hpp"
#include "results/results.hpp"
#include "workshop/text.hpp"

namespace workshop {

/// Scope of one test: all its scenarios together. See check/coverage.hpp.
struct Covered {
  int searched = 0, sampled = 0, calm = 0;  ///< numbers of scenarios
  int events_min = 0, events_max = 0;       ///< in a scenario
  std::map<std::string, int> faults{};      ///< the most of each kind, by fields of sim::Faults
  std::uint64_t worlds = 0;                 ///< of the exhausted searches
  int outcomes = 0;
};

/// Reads a file that a test has written. A test that did not reach its end has covered nothing.
Covered read_coverage(const std::filesystem::path& file);

/// Returns "3 events; copies 1, crashes 1"; empty: the test plays no schedule.
std::string scope_of(const Covered& covered);

/// True if `pattern` names the test: they are equal, or the test begins with it up to a "*" at its
/// end.
bool is_named(const std::string& test, const std::string& pattern);

/// Returns the tests of an activity that prove a line of the checklists. Throws BadUsage if no line
/// speaks of that activity.
std::vector<results::Test> proving_tests(const results::ManifestActivity& activity,
                                         const std::vector<results::Checklist>& lists);

/// Results of an answer to one activity, by the names of the tests.
struct Proofs {
  const results::ManifestActivity& activity;
  bool hidden_tests_here = true;
  const results::Results& results;
  std::map<std::string, Covered> covered{};
};

/// Returns the checklists with the tests that prove each line for this answer: their scope, worlds
/// and outcomes. From 120 columns on, a test is one row if its
/// scope fits.
std::string checklist(const Proofs& proofs, const std::vector<results::Checklist>& lists,
                      const Terminal& terminal);

}  // namespace workshop
