#pragma once

#include <string>
#include <vector>

namespace results {

/// Returns the compiler's lines of a build log, without those of Ninja and CMake.
std::vector<std::string> words_of_compiler(const std::string& build_log);

/// Returns the same lines from the first warning on; empty: there is no warning.
std::vector<std::string> warnings_in(const std::string& build_log);

}  // namespace results
