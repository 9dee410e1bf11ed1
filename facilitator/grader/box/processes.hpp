#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace grader {

/// State of a process, from /proc/PID/stat.
struct ProcessState {
  int parent = 0;
  char state = '?';        ///< 'R': runs or waits for a processor; 'S': sleeps; 'Z': has ended
  bool is_ending = false;  ///< it has begun to end, by itself or by a signal
  std::chrono::milliseconds cpu{};  ///< of itself and of children after waitpid
};

/// Returns the state of `process`; empty if there is no such process.
std::optional<ProcessState> state_of(int process);

/// Returns the states of `root` and of all its descendants.
std::vector<ProcessState> states_below(int root);

/// Returns the processor time of a process before waitpid. More exact than ProcessState::cpu.
std::chrono::nanoseconds cpu_of(int process);

/// Number of processes that the kernel has killed for lack of memory since the system started.
std::uint64_t kills_for_memory();

/// Time in which a process sleeps. It separates a process that blocks from one on a slow machine,
/// which waits for a processor, is stopped or waits for a disk: these are other states. Only the
/// time in which all processes are asleep counts, and at most one slice of a pause of the observer.
class SleepMeter {
 public:
  /// Adds `slice`, the time between two looks, if no process has run since the last look.
  void look(const std::vector<ProcessState>& seen, std::chrono::milliseconds slice);
  std::chrono::milliseconds asleep() const { return asleep_; }

 private:
  std::chrono::milliseconds asleep_{};
  std::chrono::milliseconds cpu_{-1};
};

}  // namespace grader
