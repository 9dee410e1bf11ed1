#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace eda {

template <typename T>
class Task;

/// A line of code. `line` 0: not known.
struct Place {
  const char* file = "";
  int line = 0;
};

namespace detail {

/// Place of the latest co_await of a Task outside this folder. (clang 14 has no source_location.)
inline thread_local Place latest_await;

/// Place of the first coroutine outside this folder; clang names its first line, g++ its last.
inline thread_local Place first_start;

inline bool is_of_this_folder(std::string_view file) {
  constexpr std::string_view here{__FILE__};
  constexpr std::string_view folder = here.substr(0, here.find_last_of("/\\") + 1);
  return file.starts_with(folder);
}
inline void note_await(const char* file, int line) {
  if (!is_of_this_folder(file)) latest_await = {file, line};
}

inline void note_start(const char* file, int line) {
  if (first_start.line == 0 && !is_of_this_folder(file)) first_start = {file, line};
}

/// The coroutine that runs as soon as the current one suspends; empty: back to the resumer. A slot
/// and a loop instead of symmetric transfer: g++ without optimisation and under ASan makes a real
/// call of each transfer, so a long loop of awaits would use up the stack.
inline thread_local std::coroutine_handle<> next_to_run;

/// Runs `coroutine`, and the coroutines that it transfers to, until one of them waits for a port.
inline void run_until_it_waits(std::coroutine_handle<> coroutine) {
  next_to_run = coroutine;
  while (next_to_run) std::exchange(next_to_run, nullptr).resume();
}

struct HandOver {
  bool await_ready() const noexcept { return false; }
  template <typename Promise>
  void await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
    next_to_run = ended.promise().awaited_by;
  }
  void await_resume() const noexcept {}
};

struct PromiseBase {
  std::coroutine_handle<> awaited_by;
  std::exception_ptr error;

  std::suspend_always initial_suspend(const char* file = __builtin_FILE(),
                                      int line = __builtin_LINE()) const noexcept {
    note_start(file, line);
    return {};
  }
  HandOver final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }
};

template <typename T>
struct Promise : PromiseBase {
  std::optional<T> value;

  Task<T> get_return_object() noexcept;
  void return_value(T result) { value.emplace(std::move(result)); }
  T take() {
    if (error) std::rethrow_exception(error);
    return std::move(*value);
  }
};

template <>
struct Promise<void> : PromiseBase {
  Task<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take() const {
    if (error) std::rethrow_exception(error);
  }
};

}  // namespace detail

/// Lazy coroutine: it starts when it is awaited. It owns its frame. Destroying an unfinished Task
/// destroys the frame at its co_await, locals first.
/// Take parameters by value: a reference may dangle by the time the coroutine runs.
template <typename T = void>
class [[nodiscard("a Task does nothing until you co_await it")]] Task {
 public:
  using promise_type = detail::Promise<T>;

  Task(Task && other) noexcept : frame_{std::exchange(other.frame_, nullptr)} {}
  Task& operator=(Task other) noexcept {
    std::swap(frame_, other.frame_);
    return *this;
  }
  ~Task() {
    if (frame_) frame_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  /// Resumes with the result when the coroutine has ended, or rethrows its exception.
  /// Other handlers may have run meanwhile. Throws std::logic_error when awaited a second time.
  void await_suspend(std::coroutine_handle<> caller, const char* file = __builtin_FILE(),
                     int line = __builtin_LINE()) {
    detail::note_await(file, line);
    if (!frame_ || frame_.done()) throw std::logic_error{"this Task has been awaited before"};
    frame_.promise().awaited_by = caller;
    detail::next_to_run = frame_;
  }
  T await_resume() { return frame_.promise().take(); }

  /// Runs the task to its first wait; for callers that are no coroutines, such as the harness.
  /// Afterwards `done()` is true if it has ended; `result()` returns its result or rethrows.
  void start() { detail::run_until_it_waits(frame_); }
  bool done() const noexcept { return frame_.done(); }
  T result() { return frame_.promise().take(); }

 private:
  friend promise_type;
  explicit Task(std::coroutine_handle<promise_type> frame) noexcept : frame_{frame} {}

  std::coroutine_handle<promise_type> frame_;
};

template <typename T>
Task<T> detail::Promise<T>::get_return_object() noexcept {
  return Task<T>{std::coroutine_handle<Promise>::from_promise(*this)};
}

inline Task<void> detail::Promise<void>::get_return_object() noexcept {
  return Task<void>{std::coroutine_handle<Promise>::from_promise(*this)};
}

}  // namespace eda
