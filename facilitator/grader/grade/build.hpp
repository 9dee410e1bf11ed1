#pragma once

#include <filesystem>
#include <string>

#include "grade/kit.hpp"
#include "grade/verdict.hpp"

namespace grader {

/// Compiles `text`, looks at the symbols, links it with the subject's host; each in a box of its
/// own that sees the toolchain, public headers and this answer. The subject, as a program in
/// `folder`. Throws Stopped.
std::filesystem::path build_subject(const std::string& text, const Kit& kit,
                                    const Kit::Activity& activity, Level level,
                                    const std::filesystem::path& folder, Graded::Times& times);

}  // namespace grader
