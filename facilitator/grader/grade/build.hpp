#pragma once

#include <filesystem>
#include <string>

#include "grade/kit.hpp"
#include "grade/verdict.hpp"

namespace grader {

/// Compiles the code among `files` and links it with the subject's host, each file and the
/// program in its own box. A box has the
/// toolchain, the public headers and this answer. Returns the path of the subject, a program in
/// `folder`. Throws Stopped.
std::filesystem::path build_subject(const Files& files, const Kit& kit,
                                    const Kit::Activity& activity, Level level,
                                    const std::filesystem::path& folder, Graded::Times& times);

}  // namespace grader
