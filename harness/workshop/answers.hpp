#pragma once

#include <filesystem>
#include <string>

#include "results/manifest.hpp"
#include "results/progress.hpp"

namespace workshop {

/// Path of a participant's answer: exercises/03_correlator/correlator.cpp.
std::filesystem::path own_answer(const std::filesystem::path& root,
                                 const results::ManifestActivity& activity);

/// Path of its skeleton: harness/skeletons/03_correlator.cpp.in. The kit keeps this copy, since the
/// archive has no git history, and a history may contain the answer instead.
std::filesystem::path skeleton(const std::filesystem::path& root,
                               const results::ManifestActivity& activity);

/// True if the answer is still the skeleton, byte for byte.
bool is_skeleton(const std::filesystem::path& root, const results::ManifestActivity& activity);

/// Restores the skeleton. Keeps the answer in the same folder, in a new file with `time` in its
/// name. Returns a message with the path. Throws BadUsage.
std::string reset(const results::Manifest& manifest, const std::string& number,
                  const std::string& time);

/// Returns the shell command that compares an answer (lines with "-") with the one in solutions/
/// (lines with "+"). It ends with 0 or 1. `git`: its path; empty: use diff. Throws BadUsage.
std::string diff_command(const results::Manifest& manifest, const std::string& number,
                         const std::filesystem::path& git, bool colour);

/// Message why the solution is not shown yet; empty: it may be shown. Throws BadUsage.
std::string why_no_diff(const results::Manifest& manifest, const results::Progress& progress,
                        const std::string& number, bool gives_up);

/// True if `root` has solutions to compare answers with: the archive for participants has none.
bool can_compare(const std::filesystem::path& root);

}  // namespace workshop
