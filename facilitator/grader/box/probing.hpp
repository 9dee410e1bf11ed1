#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "box/box.hpp"

namespace grader {

/// The programs that probing needs.
struct ProbePrograms {
  std::filesystem::path fork_server, probe;
};

/// What an attacker in a box tried, and whether it was possible.
struct Attempt {
  std::string what;  ///< "read a file of another"
  bool was_possible = false;
};

/// Tries everything in a box of that level. `scratch` is a folder of ours, for the canary. Throws
/// std::runtime_error when such a box cannot be had here.
std::vector<Attempt> attempts_in(Level level, const ProbePrograms& programs,
                                 const std::filesystem::path& scratch);

/// The highest level, up to `at_most`, in which nothing is possible that must not be: found by
/// trying it, never by reading what the system says of itself. Throws std::runtime_error with the
/// reasons when no box of any level starts.
Level probed_level(Level at_most, const ProbePrograms& programs,
                   const std::filesystem::path& scratch);

}  // namespace grader
