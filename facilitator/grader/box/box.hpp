#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "box/file.hpp"
#include "box/filter.hpp"
#include "box/limits.hpp"

namespace grader {

/// How well a box closes. Each level has the limits of the ones before.
enum class Level {
  none,        ///< L0: no box at all
  process,     ///< L1: a process of its own, with limits
  landlock,    ///< L2: no files but those it needs, no system calls but those it needs
  namespaces,  ///< L3: and a file system, network and process table of its own
};
std::string to_string(Level level);  ///< "L3"
/// Throws std::invalid_argument.
Level level_from(const std::string& text);

/// A place where untrusted code runs, or where trusted tools read untrusted bytes.
struct Box {
  Level level = Level::namespaces;
  std::filesystem::path fork_server;              ///< the program box/fork_server_main.cpp
  std::vector<std::filesystem::path> to_read{};   ///< what can be seen in it, at the same path
  std::vector<std::filesystem::path> to_write{};  ///< folders
  std::vector<std::filesystem::path> scratch{};   ///< folders that are empty and forgotten
  Inmate inmate = Inmate::answer;
  Limits limits{};
  std::vector<std::string> program{};  ///< absolute path and arguments
};

/// Time that compilers are told, so that __DATE__ and __TIME__ are always the same.
inline constexpr std::chrono::sys_seconds compile_time{std::chrono::seconds{1'767'225'600}};

/// What programs need of the system in order to compile: compilers, libraries, headers.
std::vector<std::filesystem::path> toolchain();

/// A running box: its first process, which takes all others with it.
struct Running {
  int process = -1;
  File control{};  ///< serve: the socket to the fork server
};

/// Starts `box.program` with `output` as its standard output and error. Throws std::runtime_error
/// with the reason when there is no such box on this machine.
Running start_program(const Box& box, int output);
/// Starts a fork server that starts `box.program` on demand. Throws as `start_program` does.
Running start_cell(const Box& box);

struct Finished {
  enum class End {
    by_itself,
    asleep,    ///< it was stopped: it slept, and nothing was going to wake it
    too_slow,  ///< it was stopped: the wall clock ran out, which is no fault of the program
  };
  End end = End::by_itself;
  int status = 0;      ///< as of waitpid
  std::string output;  ///< cut at `output_max`
  double wall_s = 0;
  double cpu_s = 0;            ///< of all its processes that were waited for
  bool out_of_memory = false;  ///< the kernel has killed a process of the machine for its memory
};
/// Time that a program in a box has beside its processor time. The wall clock is generous, for it
/// measures the machine as well.
struct Patience {
  double wall_s = 900;
  double asleep_s = 30;
};
/// Runs `box.program` to its end.
Finished run(const Box& box, std::size_t output_max, const Patience& patience = {});

/// Another user for everything in a box, where we may choose: limits mean nothing to root. Every
/// process of the grader has its own. 0: it runs as ourselves, for we are no root, or root of a
/// user namespace that has no such user.
unsigned int boxed_user();

}  // namespace grader
