#pragma once

#include <functional>
#include <string>

namespace grader {

/// Work that is done in processes of its own, several at a time.
struct Workload {
  std::size_t tasks = 0;
  int at_a_time = 1;
  std::function<void(std::size_t task)> begins;
  std::function<std::string(std::size_t task)> does;  ///< in a process of its own
  /// What it returned; nothing when its process was killed, and `why` says so.
  std::function<void(std::size_t task, const std::string& said, const std::string& why)> ends;
};

/// Returns when all is done. What `begins` and `ends` throw ends all that is under way.
void carry_out(const Workload& work);

}  // namespace grader
