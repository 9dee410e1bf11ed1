#pragma once

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>

#include "results/activity.hpp"
#include "results/manifest.hpp"
#include "results/results.hpp"

namespace workshop {

/// Thrown if the command line names something that does not exist. The message says what exists.
struct BadUsage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Activities = std::map<std::string, results::Activity>;

/// Returns a list of all activities: number, title, track, minutes, points, and the next step.
/// `activities` has an entry for each folder in `manifest`.
std::string list(const results::Manifest& manifest, const Activities& activities,
                 const results::Results& results);

/// Returns the activity with that number or folder ("03" or "03_correlator"). Throws BadUsage.
const results::ManifestActivity& activity_of(const results::Manifest& manifest,
                                             const std::string& number);

/// Returns the shell command that runs the tests of activity `number` (empty: of all), or only
/// those of `family` if that is not empty. Throws BadUsage.
std::string test_command(const results::Manifest& manifest, const std::string& number,
                         const std::string& family);

/// Returns the exit code of `workshop test` with these arguments: 0 if each of those tests is in
/// `results` and passed, 3 if something was not built, else 1.
int exit_code_of(const results::Manifest& manifest, const std::string& number,
                 const std::string& family, const results::Results& results);

/// Reads the number of read hints by activity number. Ignores a file of another format.
std::map<std::string, int> read_hints(const std::filesystem::path& opened);

/// Returns hint number `level`, from 1; 0: the first one not read yet. Adds the command for the
/// next one. `opened`, a file of the build directory, keeps how many hints have been read. Throws
/// BadUsage.
std::string hint(const results::Manifest& manifest, const Activities& activities,
                 const std::string& name, int level, const std::filesystem::path& opened);

}  // namespace workshop
