#pragma once

#include <atomic>
#include <filesystem>
#include <string>

#include "results/manifest.hpp"
#include "results/results.hpp"

namespace workshop {

/// Returns the compiler's output from its first error on: about 30 lines, with paths relative to
/// `root`, and the number of errors. Empty: there is no error.
std::string first_errors(const std::string& build_log, const std::filesystem::path& root);

/// Returns the result of the only test of a program run that ended with `exit_code` and printed
/// `output`. Replaces the report of a leak by a plain one, with paths relative to `root`.
results::Result result_of(int exit_code, const std::string& output,
                          const std::filesystem::path& root);

/// Builds the program of an activity. Returns the result of `NN.builds`: the build log, or the
/// first errors. Its ending is not_run if the build failed without an error of the compiler. Works
/// in `manifest.build`/watch/, like judge. Throws Interrupted, like judge.
results::Result build_answer(const results::Manifest& manifest,
                             const results::ManifestActivity& activity);

/// Builds the program and runs all its tests, each in its own process, as many at a time as there
/// are cores. After a test that does not end, no other test begins. `ended` counts the tests that
/// have ended, to show progress. With `notes_coverage`, each test writes coverage_file().
results::Results judge(const results::Manifest& manifest, const results::ManifestActivity& activity,
                       std::atomic<int>& ended, bool notes_coverage = false);

/// Returns the file for the scope of a test, by its name: "03.order.in_sequence".
std::filesystem::path coverage_file(const std::filesystem::path& build, const std::string& test);

}  // namespace workshop
