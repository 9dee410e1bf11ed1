#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "box/fork_server.hpp"
#include "box/processes.hpp"
#include "protocol/talk.hpp"

namespace grader {

/// How an answer's process lets us down.
enum class Trouble { limit, crashed, protocol };

/// It has ended, or was ended, without having replied.
struct Ended : std::runtime_error {
  Ended(Trouble trouble, const std::string& sentence)
      : std::runtime_error{sentence}, trouble{trouble} {}
  Trouble trouble;
};

/// Limits of a process for one question.
struct QuestionLimits {
  std::chrono::seconds cpu{2};
  std::chrono::seconds asleep{2};  ///< neither computing nor waiting for a processor
  std::chrono::seconds wall{300};  ///< when that is all that ran out, the machine is too slow
};

/// One process of an answer. It is started when it is first asked, and again after it has ended.
class Subject {
 public:
  Subject(ForkServer& fork_server, const QuestionLimits& limits)
      : fork_server_{fork_server}, limits_{limits} {}
  ~Subject() { restart(); }

  /// Throws Ended; std::runtime_error when it is our fault: the box is gone, the machine too slow.
  std::vector<sim::Suspension> ask(const Command& command);
  /// Ends the process. The next question is asked of another.
  void restart();

  /// Use of all its processes so far, their starts included.
  struct Used {
    std::chrono::nanoseconds cpu{};
    std::chrono::milliseconds asleep{};  ///< while we waited for a reply
    std::size_t bytes = 0;               ///< of replies
  };
  const Used& used() const { return used_; }

 private:
  using Clock = std::chrono::steady_clock;

  void start();
  bool is_between_deliveries(const Command& next) const;
  bool has_served() const;
  void write_all(std::string_view bytes);
  std::string read_exactly(std::size_t count);
  void wait(int file, short event);
  void count_cpu(std::chrono::nanoseconds of_process);
  void check_limits();
  [[noreturn]] void ended();

  ForkServer& fork_server_;
  const QuestionLimits limits_;
  std::optional<ForkServer::Process> process_;
  int replies_ = 0;
  int under_way_ = 0;                 ///< deliveries that have been started and not dropped
  std::chrono::nanoseconds cpu_{};    ///< of this process
  std::chrono::nanoseconds first_{};  ///< of its start and its first reply
  Used used_{}, before_{};            ///< so far; before this question
  Clock::time_point asked_at_{};
};

}  // namespace grader
