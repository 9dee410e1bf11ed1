#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "grade/kit.hpp"

namespace grader {

/// "sha256:9f86d081…"
std::string digest(std::string_view bytes);
/// Digest of an answer: of the names of its files and of their digests.
std::string digest(const Files& files);

/// Returns a digest of all that verdicts depend on: judges, libraries, headers, descriptions of
/// the activities, events of the tests, the compiler, this program. Two builds with the same digest
/// reach the same verdicts.
std::string digest_of(const Kit& kit);

}  // namespace grader
