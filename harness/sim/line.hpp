#pragma once

#include <coroutine>
#include <utility>

#include "eda/json.hpp"

namespace sim {

/// Joins one coroutine with whoever answers it: the coroutine awaits `ask(action)` and waits there
/// until `tell(answer)`.
class Line {
 public:
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

  /// Resumes with the answer; others may have run meanwhile.
  Awaiter ask(eda::Json action) { return Awaiter{*this, std::move(action)}; }

  bool is_waiting() const { return bool(waiting_); }
  const eda::Json& asks() const { return asks_; }
  std::coroutine_handle<> tell(eda::Json told) {
    told_ = std::move(told);
    return std::exchange(waiting_, nullptr);
  }

 private:
  std::coroutine_handle<> waiting_;
  eda::Json asks_;
  eda::Json told_;
};

}  // namespace sim
