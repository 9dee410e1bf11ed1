#pragma once

#include <exception>
#include <filesystem>
#include <string>

namespace workshop {

/// `path` as one word of a shell's command line, whatever it is called.
std::string quoted(const std::filesystem::path& path);

/// Ctrl-C was pressed: what ran then has no result.
struct Interrupted : std::exception {
  const char* what() const noexcept override { return "stopped by Ctrl-C"; }
};

/// From now on Ctrl-C does not end this process, and was_interrupted() says that it was pressed.
void notice_interrupts();
bool was_interrupted();

/// Runs a shell command and returns its exit code. Whatever in it comes from somebody else must
/// have been checked, or quoted. Throws Interrupted where Ctrl-C was pressed and is noticed.
int run(const std::string& command);

/// The same for a program that uses the terminal itself, such as a debugger: Ctrl-C is for it.
int run_in_terminal(const std::string& command);

/// Sets a variable of the environment, for the programs that we run.
void set_variable(const std::string& name, const std::string& value);

/// Where a program is, by the folders of `path` (as in $PATH); empty: nowhere.
std::filesystem::path find_program(const std::string& name, const std::string& path);

/// "20261121-170653", the local time, for the names of files.
std::string time_stamp();

}  // namespace workshop
