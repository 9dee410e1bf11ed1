#pragma once

#include "box/box.hpp"

namespace grader {

/// A box in which one program is started again and again, each time as a process of its own.
class ForkServer {
 public:
  explicit ForkServer(const Box& box);
  ForkServer(const ForkServer&) = delete;
  ForkServer& operator=(const ForkServer&) = delete;
  ~ForkServer();

  /// A process of the program: it reads what is written `to` it and is read `from`.
  struct Process {
    int number = -1;   ///< in the box
    int outside = -1;  ///< its number for us
    File to{}, from{};
  };
  Process start();

  struct End {
    int status = 0;  ///< as of waitpid
    int cpu_ms = 0;  ///< processor time, that of the kernel included
  };
  /// Ends the process, unless it has ended already. Throws std::runtime_error when the fork server
  /// is gone.
  End end(Process& process);
  /// It was not there when it was needed. Whoever is in the box could not do that: it is our fault.
  bool has_gone() const { return has_gone_; }
  const Limits& limits() const { return limits_; }

 private:
  struct Reply {
    End end;
    int sender = -1;  ///< number of the process that replied, for us
  };
  Reply tell(char verb, int process, const int* ends);

  Limits limits_;  ///< of each process
  Running running_;
  bool has_gone_ = false;
};

}  // namespace grader
