#pragma once

#include <filesystem>
#include <string>

#include "grade/kit.hpp"
#include "grade/verdict.hpp"

namespace grader {

/// The level that boxes have on this machine, `at_most` that one. See box/probing.hpp.
Level level_here(const Kit& kit, Level at_most);

struct Terms {
  Level level = Level::namespaces;  ///< what boxes have
  Level minimum = Level::landlock;  ///< below it, hidden tests are not run
};

/// Judges one answer. Throws nothing: what goes wrong is a verdict.
Graded grade(const std::filesystem::path& given, const Kit& kit, const Kit::Activity& activity,
             const Terms& terms);

}  // namespace grader
