#pragma once

#include <string>
#include <vector>

#include "results/manifest.hpp"
#include "workshop/replay.hpp"

namespace workshop {

/// A run of an answer on real servers.
struct RealRun {
  std::string number;                ///< of the activity
  std::vector<std::string> options;  ///< passed on to the program
};

/// Reason why the activity cannot run on real servers: a port without an engine, or no load; empty:
/// it can. Throws BadUsage.
std::string why_not_real(const results::Manifest& manifest, const std::string& number);

/// Returns the commands that build the program of that run and start it. Throws BadUsage.
Commands real_commands(const results::Manifest& manifest, const RealRun& run);

}  // namespace workshop
