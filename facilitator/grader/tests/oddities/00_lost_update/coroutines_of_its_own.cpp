// Oddity: brings a generator and tasks of its own, and lambdas that are coroutines. Must: PASS
#include <coroutine>
#include <exception>
#include <string>
#include <utility>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

namespace {

/// A generator, as everybody writes one once.
class Countdown {
 public:
  struct promise_type {
    int now = 0;
    Countdown get_return_object() {
      return Countdown{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int value) {
      now = value;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  explicit Countdown(std::coroutine_handle<promise_type> frame) : frame_{frame} {}
  Countdown(Countdown&& other) noexcept : frame_{std::exchange(other.frame_, {})} {}
  ~Countdown() {
    if (frame_) frame_.destroy();
  }
  bool next() {
    frame_.resume();
    return !frame_.done();
  }
  int value() const { return frame_.promise().now; }

 private:
  std::coroutine_handle<promise_type> frame_;
};

Countdown countdown(int from) {
  while (from > 0) co_yield from--;
}

/// Awaits nothing, but through an awaiter of its own.
struct Ready {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return 42; }
};

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  Countdown numbers = countdown(10);
  int sum = 0;
  while (numbers.next()) sum += numbers.value();
  const int ready = co_await Ready{};
  const auto handle = [](eda::Event event, Ports ports) -> eda::Task<int> {
    co_await right_on_tip(event, ports);
    co_return 7;
  };
  const int seven = co_await handle(tip, io);
  if (sum + ready + seven == 0) co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
