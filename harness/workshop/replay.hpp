#pragma once

#include <filesystem>
#include <string>

#include "results/manifest.hpp"

namespace workshop {

/// Shell commands that build and run a program.
struct Commands {
  std::string build;
  std::string run;
};

/// A schedule to run again.
struct Replay {
  std::string token;     ///< as printed under a failure: "03.order.in_sequence/0-0-a3-g"
  std::string debugger;  ///< empty: none; else a program that takes --args, such as "gdb"
  bool step = false;     ///< passed on to the program
};

/// Returns the commands that run a schedule again. Throws BadUsage.
Commands replay_commands(const results::Manifest& manifest, const Replay& replay);

/// Returns the commands that draw the calm schedule of `test`, a name of ctest, or the page of an
/// activity, if it is a number. Throws BadUsage.
Commands show_commands(const results::Manifest& manifest, const std::string& test);

/// Returns the commands that list the distinct outcomes of `test`, a name of ctest; `show`: number
/// of the one to draw, from 1; 0: none. Throws BadUsage.
Commands outcomes_commands(const results::Manifest& manifest, const std::string& test, int show);

/// Returns the commands that write the page in which a reader plays the adversary, for `what`: a
/// name of ctest, or the number of an activity, which stands for the best of its tests. `scenario`:
/// number of the scenario of that test, from 1; 0: the best. Throws BadUsage.
Commands play_commands(const results::Manifest& manifest, const std::string& what, int scenario);

/// Writes the replay into `root`/.vscode/launch.json, for gdb and for CodeLLDB. Replaces earlier
/// entries of the same test and keeps all others. Does not change a file that is not plain JSON (it
/// may have comments). Returns the user's next steps. Throws BadUsage.
std::string launch_in_vscode(const results::Manifest& manifest, const Replay& replay);

/// Removes the entries of launch_in_vscode from `root`/.vscode/launch.json.
void remove_launches(const std::filesystem::path& root);

}  // namespace workshop
