#pragma once

#include <filesystem>
#include <string>

#include "results/manifest.hpp"
#include "results/progress.hpp"

namespace workshop {

/// The answer of a participant: exercises/03_correlator/correlator.cpp.
std::filesystem::path own_answer(const std::filesystem::path& root,
                                 const results::ManifestActivity& activity);

/// Its skeleton as it was handed out: harness/skeletons/03_correlator.cpp.in. It is a file of the
/// kit, since an archive has no history, and who has one may have committed the answer.
std::filesystem::path skeleton(const std::filesystem::path& root,
                               const results::ManifestActivity& activity);

/// Whether nobody has begun: the answer is the skeleton, to the byte.
bool is_skeleton(const std::filesystem::path& root, const results::ManifestActivity& activity);

/// Puts the skeleton back. What was there is kept beside it in a file with `time` in its name,
/// which is never one that exists. Returns words that say where. Throws BadUsage.
std::string reset(const results::Manifest& manifest, const std::string& number,
                  const std::string& time);

/// The shell command that compares an answer (the lines with "-") with the one in solutions/ ("+");
/// it ends with 0 or 1. `git`: where that is; empty: take diff. Throws BadUsage.
std::string diff_command(const results::Manifest& manifest, const std::string& number,
                         const std::filesystem::path& git, bool colour);

/// Why somebody may not see the solution yet: words for who asks; empty: go ahead. Throws BadUsage.
std::string why_no_diff(const results::Manifest& manifest, const results::Progress& progress,
                        const std::string& number, bool gives_up);

}  // namespace workshop
