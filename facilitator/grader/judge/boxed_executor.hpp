#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "judge/subject.hpp"
#include "sim/learn/executor.hpp"
#include "sim/model/scenario.hpp"

namespace grader {

/// The judged answer: its box, and its confirmed replies.
class BoxedAnswer {
 public:
  /// Limits of an answer: processor time and time asleep, never the wall clock.
  struct Limits {
    QuestionLimits question{};
    std::chrono::seconds all{300};    ///< for all replies together
    std::chrono::seconds silent{16};  ///< asleep in questions without a reply
    std::chrono::seconds cold{20};    ///< for costly starts: see `histories_per_process`
  };
  /// `answers` are the services whose handlers run in the box.
  BoxedAnswer(const Box& box, std::vector<const eda::Service*> answers, const Limits& limits);

  /// Returns the executor of one scenario. Services of a test, not of the answer, run in this
  /// process.
  std::shared_ptr<sim::Executor> executor_of(const sim::Scenario& scenario);

  /// Troubles of the answer in the running test; empty: none.
  struct Trace {
    Trouble trouble{};
    std::string sentence{};
  };
  std::vector<Trace> take_troubles() { return std::exchange(troubles_, {}); }
  int questions() const { return questions_; }
  std::size_t bytes() const { return bytes_; }
  int processes() const { return processes_; }
  /// Fault of the grader or the machine, in a sentence; empty: none. With one, no test counts.
  std::string misfortune() const;

 private:
  friend class BoxedExecutor;
  friend class BoxedRun;
  using Asks = std::vector<sim::Suspension>;

  Asks ask(Subject& subject, const Command& command);
  Asks ask_afresh(const Command& command);
  void check_budgets() const;
  void count(const Subject::Used& before, const Subject::Used& after);
  int histories_per_process() const;

  const Limits limits_;
  ForkServer fork_server_;
  std::vector<const eda::Service*> answers_;
  Subject alone_{fork_server_,
                 limits_.question};  ///< replies to whole histories, one after another
  Subject beside_{fork_server_, limits_.question};  ///< runs many deliveries at once
  Subject afresh_{fork_server_, limits_.question};  ///< replies to one history, or a few
  std::map<std::string, Asks> certain_;  ///< request -> reply of a process that had only that one
  std::vector<Trace> troubles_;
  std::string misfortune_;
  std::chrono::nanoseconds cpu_{};                 ///< in total
  std::chrono::milliseconds asleep_{}, silent_{};  ///< in total; without a reply
  std::chrono::nanoseconds cold_{};                ///< for costly starts of `afresh_`
  int left_of_process_ = 0;                        ///< more histories for the process of `afresh_`
  std::size_t bytes_ = 0;                          ///< of all replies
  int runs_ = 0, questions_ = 0, processes_ = 0;
};

}  // namespace grader
