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

/// Trouble with the process of an answer.
enum class Trouble { limit, crashed, protocol };

/// The process has ended, or was ended, without a reply.
struct Ended : std::runtime_error {
  Ended(Trouble trouble, const std::string& sentence)
      : std::runtime_error{sentence}, trouble{trouble} {}
  Trouble trouble;
};

/// Limits of a process for one question.
struct QuestionLimits {
  std::chrono::seconds cpu{2};
  std::chrono::seconds asleep{2};  ///< neither computing nor waiting for a processor
  std::chrono::seconds wall{300};  ///< if only this is reached, the machine is too slow
};

/// One process of an answer. The first question starts it, and also the first after its end.
class Subject {
 public:
  Subject(ForkServer& fork_server, const QuestionLimits& limits)
      : fork_server_{fork_server}, limits_{limits} {}
  ~Subject() { restart(); }

  /// Throws Ended; or std::runtime_error if the box has ended or the machine is too slow.
  std::vector<sim::Suspension> ask(const Command& command);
  /// Ends the process. The next question goes to a new one.
  void restart();

  /// Starts a new process for a conversation in another form than `ask`: a single question as to
  /// its limits.
  void begin();
  /// Sends a frame of it. Throws as `ask` does.
  void send(const Json& value);
  /// Receives a frame of it. Throws as `ask` does, and ProtocolError.
  Json receive();

  /// Use of all its processes so far, their starts included.
  struct Used {
    std::chrono::nanoseconds cpu{};
    std::chrono::milliseconds asleep{};  ///< while the judge waited
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
  int under_way_ = 0;                 ///< deliveries started and not dropped
  std::chrono::nanoseconds cpu_{};    ///< of this process
  std::chrono::nanoseconds first_{};  ///< of its start and its first reply
  Used used_{}, before_{};            ///< so far; before this question
  Clock::time_point asked_at_{};
};

}  // namespace grader
