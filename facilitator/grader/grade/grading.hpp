#pragma once

#include <functional>
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
Graded grade_text(const std::string& text, const Kit& kit, const Kit::Activity& activity,
                  const Terms& terms);

/// The same for what `taken_in` returns; what it throws as Stopped is the verdict.
Graded grade(const std::function<std::string()>& taken_in, const Kit& kit,
             const Kit::Activity& activity, const Terms& terms);

}  // namespace grader
