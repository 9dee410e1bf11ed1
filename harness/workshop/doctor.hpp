#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/manifest.hpp"
#include "workshop/text.hpp"

namespace workshop {

/// Result of one check.
struct Finding {
  bool fine = true;
  std::string what;  ///< "compiler: GNU 12.2.0, /usr/bin/c++"
  std::string cure;  ///< action that mends it
};

/// Checks the tools that build the kit, and its build directory, by the files that CMake writes
/// there. `free_bytes`: free space on the disk.
std::vector<Finding> examine(const results::Manifest& manifest, std::uintmax_t free_bytes);

/// Returns a line for each finding, with the cure below each problem.
std::string doctor(const std::vector<Finding>& findings, const Terminal& terminal);

/// Returns 0 if all findings are fine, otherwise 1.
int exit_code_of(const std::vector<Finding>& findings);

}  // namespace workshop
