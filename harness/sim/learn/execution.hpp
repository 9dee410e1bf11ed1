#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eda/clock.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"
#include "sim/learn/passage.hpp"
#include "sim/model/ports.hpp"
#include "sim/model/ports/clock_port.hpp"
#include "sim/model/request_channel.hpp"

namespace sim {

/// Next request of a handler, with its log lines and its use of the clock before it.
struct Suspension {
  eda::Json action;  ///< {"port": …, "do": …}; {"do": "done"}; {"do": "threw", "what": …}
  bool read_clock = false;          ///< it has read the clock since its last reply
  std::vector<std::string> said{};  ///< its log lines since then
  eda::Place at{};  ///< the co_await of the request, or the last one before the end;
                    ///< not compared

  bool is_end() const { return !action.contains("port"); }
  friend bool operator==(const Suspension& a, const Suspension& b) {
    return a.action == b.action && a.read_clock == b.read_clock && a.said == b.said;
  }
};

/// Code of an answer that runs at this moment: for a watchdog in another thread, for the message
/// about a crash and for the display of progress.
struct UnderWay {
  std::atomic<std::uint64_t> entered{0};     ///< counts how often an answer's code was entered
  std::atomic<const Event*> event{nullptr};  ///< of the handler that runs; null: none does
  std::atomic<int> answers{0};               ///< number of replies that it has got
  std::atomic<std::uint32_t> worlds{0};      ///< number that the search has found so far
};
inline UnderWay under_way;

/// A delivery that is being handled, one step at a time, here or elsewhere.
class Execution {
 public:
  virtual ~Execution() = default;
  virtual const Suspension& suspension() const = 0;
  /// Passes the reply at the moment `now`. Requires that the handler has not ended.
  virtual void resume(eda::Json reply, Instant now) = 0;
};

/// Real coroutine. It gets the same replies from a recorded history as from a live schedule.
class HandlerCoroutine final : public Execution, eda::Clock, eda::Log, Passage {
 public:
  HandlerCoroutine(const eda::Handler& handler, std::shared_ptr<const Event> event, Instant now);
  HandlerCoroutine(const eda::Handler& handler, Event event, Instant now)
      : HandlerCoroutine{handler, std::make_shared<const Event>(std::move(event)), now} {}
  HandlerCoroutine(const HandlerCoroutine&) = delete;
  HandlerCoroutine& operator=(const HandlerCoroutine&) = delete;

  const Suspension& suspension() const override { return suspension_; }
  void resume(eda::Json reply, Instant now) override;

 private:
  Instant now() override {
    suspension_.read_clock = true;
    return now_;
  }
  eda::Task<> sleep(Duration duration) override { return request_wait(channel_, duration); }
  void info(std::string line) override;
  RequestChannel::Awaiter send(eda::Json request) override {
    return channel_.send(std::move(request));
  }
  Instant moment() const override { return now_; }
  template <typename Code>
  void enter(const Code& code);
  void look();

  const std::shared_ptr<const Event> event_;
  int answers_ = 0;
  RequestChannel channel_{event_->type};
  eda::Place waited_at_{};
  std::string log_flaw_;  ///< of the first log line that cannot be carried; empty: none
  std::size_t log_lines_ = 0, log_bytes_ = 0;
  bool log_is_full_ = false;
  PortProxies ports_{channel_};
  eda::Environment environment_;
  Instant now_;
  Suspension suspension_;
  std::optional<eda::Task<>> task_;
};

/// Reply that a handler got at a moment.
struct TimedReply {
  eda::Json reply;
  Instant at{};
};

/// History of a handler: the event and the moment of its start, and each reply.
struct History {
  int handler = 0;
  Event event;
  Instant started{};
  std::vector<TimedReply> replies{};
};

/// Returns all requests of `run`, which has just begun, along a history: see `run_history`.
std::vector<Suspension> follow(Execution& run, const std::vector<TimedReply>& replies);

/// Returns all requests of a handler along its history: one Suspension more than replies, or fewer
/// if it ends early.
std::vector<Suspension> run_history(const eda::Handler& handler, const History& history);

}  // namespace sim
