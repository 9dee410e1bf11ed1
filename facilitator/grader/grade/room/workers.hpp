#pragma once

#include <functional>
#include <string>

namespace grader {

/// Tasks that run in one process each, several at a time.
struct Workload {
  std::size_t tasks = 0;
  int at_a_time = 1;
  std::function<void(std::size_t task)> begins;
  std::function<std::string(std::size_t task)> does;  ///< runs in its own process
  /// Receives the result; empty if its process was killed, and then `why` has the reason.
  std::function<void(std::size_t task, const std::string& said, const std::string& why)> ends;
  int stop = -1;  ///< descriptor; -1: none
};

/// Thrown if `Workload::stop` can be read.
struct Interrupted {};

/// Returns when all tasks are done. An exception from `begins` or `ends` ends all running tasks.
void carry_out(const Workload& work);

}  // namespace grader
