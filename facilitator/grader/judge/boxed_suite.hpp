#pragma once

#include <chrono>
#include <string>

#include "check/suite.hpp"
#include "judge/subject.hpp"

namespace grader {

/// An answer that is a suite of tests: its box, in which each run is a fresh process. The services
/// that it judges run in this process, so it sees nothing of them but their requests.
class BoxedSuite {
 public:
  BoxedSuite(const Box& box, const QuestionLimits& limits)
      : fork_server_{box}, process_{fork_server_, limits} {}

  /// Runs the suite once. A run that breaks the protocol or a limit did not end.
  check::SuiteRun run(const eda::Service& service, int seed);

  /// Fault of the grader or the machine, in a sentence; empty: none. With one, no test counts.
  std::string misfortune() const;
  int runs() const { return runs_; }
  std::size_t bytes() const { return process_.used().bytes; }

 private:
  class Channel;

  ForkServer fork_server_;
  Subject process_;
  std::string misfortune_;
  int runs_ = 0;
};

}  // namespace grader
