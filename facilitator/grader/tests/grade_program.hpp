#pragma once
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "box/file.hpp"
#include "tests/left_behind.hpp"

/// A running `grade`, with its own temporary folder.
class GradeProgram {
 public:
  GradeProgram(std::vector<std::string> words, const std::filesystem::path& temporary,
               const std::filesystem::path& output) {
    words.insert(words.begin(), OOO_GRADE);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    process_ = grader::checked(fork(), "fork");
    if (process_ == 0) {
      setenv("TMPDIR", temporary.c_str(), 1);
      if (std::freopen(output.c_str(), "w", stdout) == nullptr) _exit(126);
      dup2(1, 2);
      execv(arguments[0], arguments.data());
      _exit(127);
    }
    handle_ =
        grader::File{grader::checked(int(syscall(SYS_pidfd_open, process_, 0)), "pidfd_open")};
  }
  GradeProgram(const GradeProgram&) = delete;
  GradeProgram& operator=(const GradeProgram&) = delete;
  ~GradeProgram() {
    if (process_ > 0) exit_code_when_killed();
  }

  /// Returns true if it has ended by itself in that time.
  bool ends_within(int ms) const {
    pollfd ended{handle_.number(), POLLIN, 0};
    return poll(&ended, 1, ms) == 1;
  }
  int exit_code() {
    int status = 0;
    waitpid(std::exchange(process_, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  /// Sends SIGINT, as Ctrl-C does.
  void interrupt() const { kill(process_, SIGINT); }
  /// Descriptor that can be read when it has ended.
  int handle() const { return handle_.number(); }
  int exit_code_when_killed() {
    kill(process_, SIGKILL);
    return exit_code();
  }

 private:
  int process_ = 0;
  grader::File handle_;
};
