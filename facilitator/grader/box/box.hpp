#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "box/file.hpp"
#include "box/filter.hpp"
#include "box/limits.hpp"

namespace grader {

/// Strength of a box. Each level includes the limits of the lower ones.
enum class Level {
  none,        ///< L0: no box at all
  process,     ///< L1: a separate process with limits
  landlock,    ///< L2: only the files and system calls that it needs
  namespaces,  ///< L3: also its own file system, network and process table
};
std::string to_string(Level level);  ///< "L3"
/// Throws std::invalid_argument.
Level level_from(const std::string& text);

/// A sandbox for untrusted code, or for trusted tools that read untrusted bytes.
struct Box {
  Level level = Level::namespaces;
  std::filesystem::path fork_server;              ///< the program box/fork_server_main.cpp
  std::vector<std::filesystem::path> to_read{};   ///< visible in it, at the same path
  std::vector<std::filesystem::path> to_write{};  ///< folders
  std::vector<std::filesystem::path> scratch{};   ///< folders, empty at first, that are discarded
  Inmate inmate = Inmate::answer;
  Limits limits{};
  std::vector<std::string> program{};  ///< absolute path and arguments
};

/// Fixed time for compilers, so that __DATE__ and __TIME__ are always the same.
inline constexpr std::chrono::sys_seconds compile_time{std::chrono::seconds{1'767'225'600}};

/// Returns the files of the system that compiling needs: compilers, libraries, headers.
std::vector<std::filesystem::path> toolchain();

/// A running box: its first process, with which all others end.
struct Running {
  int process = -1;
  File control{};  ///< serve: the socket to the fork server
};

/// Starts `box.program` with `output` as its standard output and error. Throws std::runtime_error
/// with the reason if this machine has no such box.
Running start_program(const Box& box, int output);
/// Starts a fork server that starts `box.program` on demand. Throws as `start_program` does.
Running start_cell(const Box& box);

struct Finished {
  enum class End {
    by_itself,
    asleep,    ///< it was stopped: it slept too long
    too_slow,  ///< it was stopped at the limit of the wall clock: no fault of the program
  };
  End end = End::by_itself;
  int status = 0;      ///< from waitpid
  std::string output;  ///< cut at `output_max`
  double wall_s = 0;
  double cpu_s = 0;            ///< of all its processes after waitpid
  bool out_of_memory = false;  ///< the kernel has killed a process on the machine for memory
};
/// Limits of a program in a box beside its processor time. The limit of the wall clock is generous,
/// since it also measures the machine.
struct Patience {
  double wall_s = 900;
  double asleep_s = 30;
};
/// Runs `box.program` to its end.
Finished run(const Box& box, std::size_t output_max, const Patience& patience = {});

/// User for all processes in a box if the grader runs as root, since limits do not apply to root.
/// Each process of the grader has its own. 0: the user of the grader, because it is not root, or
/// root of a user namespace without such a user.
unsigned int boxed_user();

}  // namespace grader
