#pragma once

#include <functional>
#include <string>

#include "grade/kit.hpp"
#include "grade/verdict.hpp"

namespace grader {

/// Returns the best level of boxes on this machine, `at_most` that one. See box/probing.hpp.
Level level_here(const Kit& kit, Level at_most);

struct Terms {
  Level level = Level::namespaces;  ///< of the boxes
  Level minimum = Level::landlock;  ///< below it, hidden tests do not run
};

/// Judges one answer. The skeleton replaces files that were not handed in. Throws nothing: each
/// error is a verdict.
Graded grade_answer(const Files& files, const Kit& kit, const Kit::Activity& activity,
                    const Terms& terms);

/// Judges the answer that `taken_in` returns. If it throws Stopped, that is the verdict.
Graded grade(const std::function<Files()>& taken_in, const Kit& kit, const Kit::Activity& activity,
             const Terms& terms);

}  // namespace grader
