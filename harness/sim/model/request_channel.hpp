#pragma once

#include <coroutine>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "eda/event.hpp"
#include "eda/json.hpp"

namespace sim {

/// Connects one coroutine with the code that answers it. The coroutine awaits `send(action)` until
/// `answer(reply)` is called. Another process may answer, so a value must have a form in JSON text,
/// and all values together take at most eda::limits::delivery_bytes_max.
class RequestChannel {
 public:
  /// `event_type`: type of the event that is handled, for messages.
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

  /// Throws InvalidRequest for an action that the service behind a port refuses in every state.
  using Check = void (*)(const eda::Json& action);

  /// Resumes with the answer; other handlers may have run meanwhile. Throws InvalidRequest if
  /// `action` cannot be sent or `refuse_bad` refuses it.
  Awaiter send(eda::Json action, Check refuse_bad = nullptr) {
    check(action, refuse_bad);
    return Awaiter{*this, std::move(action)};
  }
  /// Returns `event` as JSON for an action. Throws InvalidEvent if it has no form there. The
  /// message starts with `request` ("bus publish").
  eda::Json to_json(const eda::Event& event, const char* request) const;
  /// Throws InvalidRequest with `request`, `flaw` and the line of the answer that sent the request.
  [[noreturn]] void refuse(const std::string& request, const std::string& flaw) const;
  /// Reason why a log line cannot be carried.
  std::optional<std::string> flaw_in_log(const std::string& line) const;

  bool is_waiting() const { return bool(waiting_); }
  const eda::Json& pending() const { return pending_; }
  /// Returns the pending request, which the channel does not keep.
  eda::Json take_pending() { return std::move(pending_); }
  std::coroutine_handle<> answer(eda::Json reply);

 private:
  void check(const eda::Json& action, Check refuse_bad);
  std::string asked_by(const char* relation) const;

  std::string event_type_;
  std::size_t bytes_ = 0;  ///< of requests and replies so far
  std::coroutine_handle<> waiting_;
  eda::Json pending_;
  eda::Json reply_;
};

}  // namespace sim
