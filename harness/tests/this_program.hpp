#pragma once
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

#include "check/session.hpp"

struct Ran {
  int exit_code;
  std::string text;
};

/// Path of the running program.
inline std::string this_program() {
  const std::string replay = check::session().replay_command();
  return replay.substr(0, replay.rfind(" --replay="));
}

/// Runs this same program with other arguments; `program`: by another name.
inline Ran run_this_program(const std::string& arguments,
                            const std::string& program = this_program()) {
  FILE* pipe = popen((program + " " + arguments + " 2>&1").c_str(), "r");
  std::string text;
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), int(buffer.size()), pipe) != nullptr) text += buffer.data();
  return {WEXITSTATUS(pclose(pipe)), text};
}
