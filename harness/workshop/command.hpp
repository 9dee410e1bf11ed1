#pragma once

#include <filesystem>
#include <string>

namespace workshop {

/// `path` as one word of a shell's command line, whatever it is called.
std::string quoted(const std::filesystem::path& path);

/// Runs a shell command and returns its exit code. Whatever in it comes from somebody else must
/// have been checked, or quoted.
int run(const std::string& command);

/// Sets a variable of the environment, for the programs that we run.
void set_variable(const std::string& name, const std::string& value);

/// Where a program is, by the folders of `path` (as in $PATH); empty: nowhere.
std::filesystem::path find_program(const std::string& name, const std::string& path);

/// "20261121-170653", the local time, for the names of files.
std::string time_stamp();

}  // namespace workshop
