#pragma once

#include <coroutine>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "eda/event.hpp"
#include "eda/json.hpp"

namespace sim {

/// Joins one coroutine with the code that answers it: the coroutine awaits `send(action)` and waits
/// there until `answer(reply)`. What has no form in JSON text does not get through, and no more
/// than eda::limits::delivery_bytes_max: another process may answer.
class RequestChannel {
 public:
  /// `event_type`: what is being handled, for messages.
  explicit RequestChannel(std::string event_type = "") : event_type_{std::move(event_type)} {}

  struct Awaiter {
    RequestChannel& channel;
    eda::Json action;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      channel.waiting_ = waiting;
      channel.pending_ = std::move(action);
    }
    eda::Json await_resume() { return std::move(channel.reply_); }
  };

  /// Throws InvalidRequest for an action that the service behind a port refuses whatever it holds.
  using Check = void (*)(const eda::Json& action);

  /// Resumes with the answer; others may have run meanwhile. Throws InvalidRequest when `action`
  /// cannot be sent, or is against the `refuse_bad`.
  Awaiter send(eda::Json action, Check refuse_bad = nullptr) {
    check(action, refuse_bad);
    return Awaiter{*this, std::move(action)};
  }
  /// `event` as JSON for an action. Throws InvalidEvent when it has no form there; `request` ("bus
  /// publish") opens the sentence.
  eda::Json to_json(const eda::Event& event, const char* request) const;
  /// Throws InvalidRequest: `request`, `flaw` and the line of the answer that asks.
  [[noreturn]] void refuse(const std::string& request, const std::string& flaw) const;
  /// Why a log line cannot be carried.
  std::optional<std::string> flaw_in_log(const std::string& line) const;

  bool is_waiting() const { return bool(waiting_); }
  const eda::Json& pending() const { return pending_; }
  std::coroutine_handle<> answer(eda::Json reply);

 private:
  void check(const eda::Json& action, Check refuse_bad);
  std::string asked_by(const char* relation) const;

  std::string event_type_;
  std::size_t bytes_ = 0;  ///< asked and told so far
  std::coroutine_handle<> waiting_;
  eda::Json pending_;
  eda::Json reply_;
};

}  // namespace sim
