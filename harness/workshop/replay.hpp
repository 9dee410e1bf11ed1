#pragma once

#include <filesystem>
#include <string>

#include "results/manifest.hpp"

namespace workshop {

/// Shell commands: `build` builds a program, and `run` runs it.
struct Commands {
  std::string build;
  std::string run;
};

/// A schedule to run again.
struct Replay {
  std::string token;     ///< as it stands under a failure: "03.order.in_sequence/0-0-a3-g"
  std::string debugger;  ///< empty: none; else a program that takes --args, such as "gdb"
  bool step = false;     ///< passed on to the program
};

/// How to run a schedule again. Throws BadUsage.
Commands replay_commands(const results::Manifest& manifest, const Replay& replay);

/// How to have the calm run of a test drawn: `test` as ctest calls it. Throws BadUsage.
Commands show_commands(const results::Manifest& manifest, const std::string& test);

/// Puts the replay into `root`/.vscode/launch.json, for gdb and for CodeLLDB, in the place of what
/// stood there under its test's name; all else in the file stays. A file that is not plain JSON (it
/// may have comments) is left alone. Returns what to do next. Throws BadUsage.
std::string launch_in_vscode(const results::Manifest& manifest, const Replay& replay);

/// Removes from `root`/.vscode/launch.json what launch_in_vscode has put there.
void remove_launches(const std::filesystem::path& root);

}  // namespace workshop
