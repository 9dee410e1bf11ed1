#pragma once

namespace grader {

/// Carries out the command that these arguments name; returns the exit code of `grade`. Includes no
/// header of the command line parser, which costs more to compile than all else here.
int run_command_line(int count, char** arguments);

}  // namespace grader
