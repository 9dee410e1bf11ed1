#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace grader {

/// A process as /proc/PID/stat shows it.
struct ProcessState {
  int parent = 0;
  char state = '?';        ///< 'R': runs or waits for a processor; 'S': sleeps; 'Z': has ended
  bool is_ending = false;  ///< it has begun to end, of its own accord or by a signal
  std::chrono::milliseconds cpu{};  ///< of itself and of the children that it has waited for
};

/// The state of `process`; nothing when there is no such process.
std::optional<ProcessState> state_of(int process);

/// The states of `root` and of all processes below it.
std::vector<ProcessState> states_below(int root);

/// Processor time of a process that has not been waited for. More exact than ProcessState::cpu.
std::chrono::nanoseconds cpu_of(int process);

/// Number of processes that the kernel has killed since it started because memory ran out.
std::uint64_t kills_for_memory();

/// Tells a process that blocks from one on a slow machine. The first sleeps. The second waits for a
/// processor, is stopped or waits for a disk, and each of these is another state. So only the time
/// in which all were asleep is counted, and of a pause of the observer itself one slice at most.
class SleepMeter {
 public:
  /// Adds `slice`, the time between two looks, if nothing has run since the look before.
  void look(const std::vector<ProcessState>& seen, std::chrono::milliseconds slice);
  std::chrono::milliseconds asleep() const { return asleep_; }

 private:
  std::chrono::milliseconds asleep_{};
  std::chrono::milliseconds cpu_{-1};
};

}  // namespace grader
