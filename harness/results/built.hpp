#pragma once

#include "results/manifest.hpp"

namespace results {

/// The file of the answer that is judged.
std::filesystem::path answer_file(const Manifest& manifest, const ManifestActivity& activity);

/// Keeps a copy of the answer, as harness/cmake/build_answer.cmake does: to be called just before a
/// build. An answer whose text has changed, but which is older than its program, gets a later time,
/// since a build goes by times.
void note_build(const Manifest& manifest, const ManifestActivity& activity);

/// Whether the answer still has the text with which it was last built.
bool is_as_built(const Manifest& manifest, const ManifestActivity& activity);

/// Where the program of an activity is; empty: nowhere.
std::filesystem::path built_program(const Manifest& manifest, const ManifestActivity& activity);

}  // namespace results
