#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "results/built.hpp"
#include "results/manifest.hpp"
#include "results/results.hpp"

namespace results {

/// Results of all runs together: for each test, its latest run.
struct Progress {
  Results results;                ///< of the answers as they are now; without the tests' output
  std::set<std::string> changed;  ///< tests whose answer has changed since; they do not count
};

/// Adds the latest run of ctest to `build`/results.json: the ending of each test that took part,
/// with a fingerprint of the answer. Entries of the file that cannot be read count as never run. A
/// run that cannot be read adds nothing.
void keep_results(const Manifest& manifest);

/// Adds the results `latest` of a run at `time`.
void keep_results(const Manifest& manifest, const Results& latest,
                  std::filesystem::file_time_type time);

/// Reads the results that keep_results has written.
Progress read_progress(const Manifest& manifest);

}  // namespace results
