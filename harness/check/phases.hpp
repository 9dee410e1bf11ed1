#pragma once

#include <memory>
#include <string>

#include "sim/learn/executor.hpp"

// Where the processor time of a test program goes. With --times, it is printed at the end.

namespace check {

enum class Phase {
  start,    ///< before the first test
  test,     ///< the test's own code, and all that is not below
  learn,    ///< handlers run, to learn what they ask for after each history
  search,   ///< worlds are visited
  confirm,  ///< the real coroutines run along schedules of an answer that passes
  story,    ///< the shortest schedule is looked for, and told
  page,     ///< it is drawn
};

/// While it lives, time is counted for its phase, and no longer for the one before.
class InPhase {
 public:
  explicit InPhase(Phase phase);
  ~InPhase();
  InPhase(const InPhase&) = delete;
  InPhase& operator=(const InPhase&) = delete;

 private:
  Phase outer_;
};

/// Returns an executor that does the same. While worlds are searched, its time counts as learning.
std::shared_ptr<sim::Executor> timed(std::shared_ptr<sim::Executor> executor);

/// Returns the milliseconds of a phase so far.
double milliseconds(Phase phase);

/// Returns "start 8 ms, test 12 ms, learn 3 ms, …".
std::string times();

}  // namespace check
