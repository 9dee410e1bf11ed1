#pragma once

namespace grader {

/// Runs the command that these arguments name; returns the exit code of `grade`. This header does
/// not include the command line parser, which is slow to compile.
int run_command_line(int count, char** arguments);

}  // namespace grader
