#pragma once

#include <filesystem>
#include <vector>

#include "results/manifest.hpp"

namespace results {

/// Paths of the files of the answer that is judged.
std::vector<std::filesystem::path> answer_files(const Manifest& manifest,
                                                const ManifestActivity& activity);

/// Keeps a copy of the answer, as harness/cmake/build_answer.cmake does. Must be called just before
/// a build. If code has changed but its file is older than its program, touches the file, since
/// Ninja compares times only.
void note_build(const Manifest& manifest, const ManifestActivity& activity);

/// True if all files of the answer still have the text with which it was last built.
bool is_as_built(const Manifest& manifest, const ManifestActivity& activity);

/// Path of the program of an activity; empty: there is none.
std::filesystem::path built_program(const Manifest& manifest, const ManifestActivity& activity);

}  // namespace results
