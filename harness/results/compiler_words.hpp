#pragma once

#include <string>
#include <vector>

namespace results {

/// What the compiler printed in the log of a build, without what Ninja and CMake say around it.
std::vector<std::string> words_of_compiler(const std::string& build_log);

/// The same from the first warning on; empty: it has warned of nothing.
std::vector<std::string> warnings_in(const std::string& build_log);

}  // namespace results
