#pragma once

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>

#include "results/activity.hpp"
#include "results/manifest.hpp"
#include "results/results.hpp"

namespace workshop {

/// What the command line asks for and cannot have, in one sentence that says what there is.
struct BadUsage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Activities = std::map<std::string, results::Activity>;

/// All activities: number, title, track, minutes, points, and where to go on.
/// `activities` has an entry for each folder in `manifest`.
std::string list(const results::Manifest& manifest, const Activities& activities,
                 const results::Results& results);

/// The activity of that number or folder ("03" or "03_correlator"). Throws BadUsage.
const results::ManifestActivity& activity_of(const results::Manifest& manifest,
                                             const std::string& number);

/// The shell command that runs the tests of `number` (empty: of all), of one `family` if that is
/// not empty. Throws BadUsage.
std::string test_command(const results::Manifest& manifest, const std::string& number,
                         const std::string& family);

/// The exit code of `test`: 0 when each test of `number` (empty: of all), of one `family` if that
/// is not empty, is in `results` and passed; 3 when something was not built; else 1.
int exit_code_of(const results::Manifest& manifest, const std::string& number,
                 const std::string& family, const results::Results& results);

/// Hint number `level`, from 1; 0: the one after those that `opened` says have been read. Says
/// where the next one is, and adds what has been read to `opened`, a file of the build directory.
/// Throws BadUsage.
std::string hint(const results::Manifest& manifest, const Activities& activities,
                 const std::string& name, int level, const std::filesystem::path& opened);

}  // namespace workshop
