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

/// An attack that the probe tried in a box, and its result.
struct Attempt {
  std::string what;  ///< "read a file of another"
  bool was_possible = false;
};

/// Tries all attacks in a box of that level. `scratch` is a folder for the canary file. Throws
/// std::runtime_error if this machine has no such box.
std::vector<Attempt> attempts_in(Level level, const ProbePrograms& programs,
                                 const std::filesystem::path& scratch);

/// Returns the highest level, up to `at_most`, that prevents all attacks of the probe. It tries
/// them and does not rely on version numbers. Throws std::runtime_error with the reasons if no box
/// of any level starts.
Level probed_level(Level at_most, const ProbePrograms& programs,
                   const std::filesystem::path& scratch);

}  // namespace grader
