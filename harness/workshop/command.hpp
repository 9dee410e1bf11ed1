#pragma once

#include <exception>
#include <filesystem>
#include <string>

namespace workshop {

/// Returns `path` as one word of a shell command, with any characters in it.
std::string quoted(const std::filesystem::path& path);

/// Thrown after Ctrl-C: the command that ran has no result.
struct Interrupted : std::exception {
  const char* what() const noexcept override { return "stopped by Ctrl-C"; }
};

/// Makes Ctrl-C set was_interrupted() instead of ending this process.
void notice_interrupts();
bool was_interrupted();

/// Runs a shell command and returns its exit code. Parts of it that come from outside must have
/// been checked or quoted. Throws Interrupted after Ctrl-C, if notice_interrupts() was called.
int run(const std::string& command);

/// Runs a program that uses the terminal itself, such as a debugger. Ctrl-C goes to that program.
int run_in_terminal(const std::string& command);

/// Sets an environment variable for the programs that run() starts.
void set_variable(const std::string& name, const std::string& value);

/// Path of a program in the folders of `path` (as in $PATH); empty: not found.
std::filesystem::path find_program(const std::string& name, const std::string& path);

/// Local time for file names: "20261121-170653".
std::string time_stamp();

}  // namespace workshop
