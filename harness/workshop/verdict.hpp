#pragma once

#include <atomic>
#include <filesystem>
#include <string>

#include "results/manifest.hpp"
#include "results/results.hpp"

namespace workshop {

/// What a compiler says, from its first error on: at most some 30 lines, paths below `root` without
/// it, and how many more errors there are. Empty: no error is in it.
std::string first_errors(const std::string& build_log, const std::filesystem::path& root);

/// What became of the one test that a program ran, which ended with `exit_code` and printed
/// `output`. Of a leak it tells in words of its own, with paths below `root` without it.
results::Result result_of(int exit_code, const std::string& output,
                          const std::filesystem::path& root);

/// Builds the program of an activity: `NN.builds`, with the log of the build, or with the first
/// errors where it did not build. It has not run where the build failed without one. Works in
/// `manifest.build`/watch/, as judge does. Throws Interrupted, as judge does.
results::Result build_answer(const results::Manifest& manifest,
                             const results::ManifestActivity& activity);

/// Builds it and runs all its tests, each in a process of its own, as many at a time as there are
/// cores: the quickest way from saving to a verdict. After one that does not end, no other begins.
/// `ended` counts the tests that have ended, for somebody who waits.
results::Results judge(const results::Manifest& manifest, const results::ManifestActivity& activity,
                       std::atomic<int>& ended);

}  // namespace workshop
