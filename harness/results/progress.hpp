#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "results/built.hpp"
#include "results/manifest.hpp"
#include "results/results.hpp"

namespace results {

/// The latest run of the tests of one activity alone.
struct LastWork {
  std::string folder;                  ///< of the activity: "03_correlator"
  std::filesystem::file_time_type at;  ///< by the clock of the disk
};

/// Results of all runs together: for each test, its latest run.
struct Progress {
  Results results;                ///< of the answers as they are now; without the tests' output
  std::set<std::string> changed;  ///< tests whose answer has changed since; they do not count
  std::optional<LastWork> last;   ///< nothing: each run so far was of several activities
};

/// Adds the latest run of ctest to `build`/results.json: the ending of each test that took part,
/// with a fingerprint of the answer, and the activity that was run alone. Entries of the file that
/// cannot be read count as never run. A run that cannot be read adds nothing.
void keep_results(const Manifest& manifest);

/// Adds the results `latest` of a run at `time`.
void keep_results(const Manifest& manifest, const Results& latest,
                  std::filesystem::file_time_type time);

/// Reads the results that keep_results has written.
Progress read_progress(const Manifest& manifest);

}  // namespace results
