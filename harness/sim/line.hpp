#pragma once

#include <coroutine>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "eda/event.hpp"
#include "eda/json.hpp"

namespace sim {

/// Joins one coroutine with the code that answers it: the coroutine awaits `ask(action)` and waits
/// there until `tell(answer)`. What has no form in JSON text does not get through, and no more than
/// eda::limits::delivery_bytes_max: another process may answer.
class Line {
 public:
  /// `event_type`: what is being handled, for messages.
  explicit Line(std::string event_type = "") : event_type_{std::move(event_type)} {}

  struct Awaiter {
    Line& line;
    eda::Json action;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      line.waiting_ = waiting;
      line.asks_ = std::move(action);
    }
    eda::Json await_resume() { return std::move(line.told_); }
  };

  /// Throws InvalidRequest for an action that the service behind a port refuses whatever it holds.
  using Rules = void (*)(const eda::Json& action);

  /// Resumes with the answer; others may have run meanwhile. Throws InvalidRequest when `action`
  /// cannot be sent, or is against the `rules`.
  Awaiter ask(eda::Json action, Rules rules = nullptr) {
    check(action, rules);
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
  const eda::Json& asks() const { return asks_; }
  std::coroutine_handle<> tell(eda::Json told);

 private:
  void check(const eda::Json& action, Rules rules);
  std::string asked_by(const char* relation) const;

  std::string event_type_;
  std::size_t bytes_ = 0;  ///< asked and told so far
  std::coroutine_handle<> waiting_;
  eda::Json asks_;
  eda::Json told_;
};

}  // namespace sim
