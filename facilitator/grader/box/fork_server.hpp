#pragma once

#include "box/box.hpp"

namespace grader {

/// A box that starts one program many times, each time as a new process.
class ForkServer {
 public:
  explicit ForkServer(const Box& box);
  ForkServer(const ForkServer&) = delete;
  ForkServer& operator=(const ForkServer&) = delete;
  ~ForkServer();

  /// A process of the program, with a pipe `to` it and a pipe `from` it.
  struct Process {
    int number = -1;   ///< in the box
    int outside = -1;  ///< its number outside the box
    File to{}, from{};
  };
  Process start();

  struct End {
    int status = 0;  ///< from waitpid
    int cpu_ms = 0;  ///< processor time, with that of the kernel
  };
  /// Ends the process, unless it has ended already. Throws std::runtime_error if the fork server
  /// has ended.
  End end(Process& process);
  /// True if it ended too early. A program in the box cannot cause that, so the answer is not to
  /// blame.
  bool has_gone() const { return has_gone_; }
  const Limits& limits() const { return limits_; }

 private:
  struct Reply {
    End end;
    int sender = -1;  ///< number, outside the box, of the process that replied
  };
  Reply tell(char verb, int process, const int* ends);

  Limits limits_;  ///< of each process
  Running running_;
  bool has_gone_ = false;
};

}  // namespace grader
