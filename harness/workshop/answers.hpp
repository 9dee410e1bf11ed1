#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "results/manifest.hpp"
#include "results/progress.hpp"

namespace workshop {

/// A file of a participant's answer, and the file with which it began.
struct OwnFile {
  std::filesystem::path answer;  ///< exercises/03_correlator/correlator.cpp
  /// harness/skeletons/03_correlator/correlator.cpp.in. The kit keeps this copy, since the archive
  /// has no git history, and a history may contain the answer instead.
  std::filesystem::path skeleton;
};

/// Returns the files of a participant's answer.
std::vector<OwnFile> own_files(const std::filesystem::path& root,
                               const results::ManifestActivity& activity);

/// True if all files of the answer are still those of the skeleton, byte for byte.
bool is_skeleton(const std::filesystem::path& root, const results::ManifestActivity& activity);

/// Restores the skeleton. Keeps each changed file in the same folder, in a new file with `time` in
/// its name. Returns a message with the paths. Throws BadUsage.
std::string reset(const results::Manifest& manifest, const std::string& number,
                  const std::string& time);

/// Returns the shell commands that compare an answer (lines with "-") with the one in solutions/
/// (lines with "+"), one for each file. They end with 0 or 1. `git`: its path; empty: use diff.
/// Throws BadUsage.
std::vector<std::string> diff_commands(const results::Manifest& manifest, const std::string& number,
                                       const std::filesystem::path& git, bool colour);

/// Message why the solution is not shown yet; empty: it may be shown. Throws BadUsage.
std::string why_no_diff(const results::Manifest& manifest, const results::Progress& progress,
                        const std::string& number, bool gives_up);

}  // namespace workshop
