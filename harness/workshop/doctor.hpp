#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/manifest.hpp"
#include "workshop/text.hpp"

namespace workshop {

/// One thing that was looked at.
struct Finding {
  bool fine = true;
  std::string what;  ///< "compiler: GNU 12.2.0, /usr/bin/c++"
  std::string cure;  ///< what to do when it is not fine
};

/// Looks at what the kit is built with and at its build directory, by the files that CMake has left
/// there. `free_bytes`: of the disk.
std::vector<Finding> examine(const results::Manifest& manifest, std::uintmax_t free_bytes);

/// A line for each finding, with the cure below what is not fine.
std::string doctor(const std::vector<Finding>& findings, const Terminal& terminal);

/// 0 when all is fine, otherwise 1.
int exit_code_of(const std::vector<Finding>& findings);

}  // namespace workshop
