#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "results/built.hpp"
#include "results/manifest.hpp"
#include "results/results.hpp"

namespace results {

/// What all runs together have come to, each test in its latest run.
struct Progress {
  Results results;                ///< of the answers as they are now; without the tests' output
  std::set<std::string> changed;  ///< tests whose answer has changed since: they count for nothing
};

/// Adds the latest run of ctest to `build`/results.json: for each test that took part its ending,
/// with a fingerprint of the answer. Nobody keeps this file right by hand: whatever cannot be read
/// in it counts as never run. A run that cannot be read adds nothing.
void keep_results(const Manifest& manifest);

/// The same for `latest`, of a run at `time`.
void keep_results(const Manifest& manifest, const Results& latest,
                  std::filesystem::file_time_type time);

/// What keep_results has kept.
Progress read_progress(const Manifest& manifest);

}  // namespace results
