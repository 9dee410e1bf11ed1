#include "check/guard.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <thread>
#include <utility>

#include "check/pace.hpp"
#include "eda/detail/lost_body.hpp"
#include "sim/learn/execution.hpp"

#ifdef __linux__
#include <sys/syscall.h>
#include <unistd.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
#define OOO_HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OOO_HAS_ASAN 1
#endif
#endif
#ifdef OOO_HAS_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

namespace check {

namespace {

std::atomic<double> step_s_max = Patience{}.step_s;
std::atomic<double> test_s_max = Patience{}.test_s;
std::atomic<int> idle_ticks_max = Patience{}.idle_ticks;
std::atomic<std::clock_t> test_began = 0;
std::atomic<bool> has_finished = false;
std::atomic<int> verdict = 1;  ///< the exit code, once it has finished

double seconds(std::clock_t time) { return double(time) / CLOCKS_PER_SEC; }

void tell(const char* what, const char* hint) {
  const sim::Event* event = sim::under_way.event;
  if (event != nullptr)
    std::fprintf(
        stderr,
        "\nThe answer %s while it handled %s (id %s), after %d answer%s from its ports.\n%s\n",
        what, event->type.c_str(), event->id.c_str(), sim::under_way.answers.load(),
        sim::under_way.answers == 1 ? "" : "s", hint);
  else
    std::fprintf(stderr, "\nThe test program %s.\n", what);
  std::fflush(nullptr);
}

/// Ends this process without running exit handlers.
[[noreturn]] void leave_now(int status) {
#ifdef __linux__
  while (true) syscall(SYS_exit_group, status);  // _exit is guarded below
#else
  std::_Exit(status);
#endif
}

/// Returns the exit code to use instead of 0. Prints what happened if the tests have not finished.
int status_of_an_exit() {
  if (has_finished) return verdict;
  if (sim::under_way.event != nullptr) {
    tell("ended the process", "A handler ends with co_return; it must not call exit().");
  } else {
    tell("ended before its tests had run", "");
    std::fputs("Code of the answer that runs outside a handler must not end the process.\n",
               stderr);
  }
  return 1;
}

/// Watches from its own thread that the answer's code returns to the harness in time.
class Watchdog {
 public:
  Watchdog() : thread_{[this] { watch(); }} {}
  ~Watchdog() {
    {
      const std::lock_guard lock{mutex_};
      is_over_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

 private:
  void watch() {
    std::unique_lock lock{mutex_};
    std::uint64_t seen = 0;
    std::clock_t since = std::clock(), latest = since;
    int idle_ticks = 0;
    while (!wake_.wait_for(lock, std::chrono::milliseconds{100}, [this] { return is_over_; })) {
      tell_the_pace();
      const std::uint64_t entered = sim::under_way.entered;
      const bool is_inside = sim::under_way.event != nullptr;
      const std::clock_t now = std::clock();
      // ticks, not a clock: time in which the machine was suspended or busy does not count
      const bool is_idle = is_inside && seconds(now - std::exchange(latest, now)) < 0.001;
      idle_ticks = is_idle ? idle_ticks + 1 : 0;
      if (entered != seen || !is_inside) {
        seen = entered;
        since = now;
      } else if (seconds(now - since) > step_s_max) {
        lose_patience(fmt::format("did not come back for {} seconds", step_s_max.load()),
                      "Is there a loop that asks no port for anything and that nothing ends?");
      }
      if (idle_ticks > idle_ticks_max)
        lose_patience(
            fmt::format("did not come back: it waited for {} seconds", idle_ticks_max / 10),
            "Does it wait for a lock, a thread or the real clock? Only a co_await waits here.");
      if (test_s_max > 0 && seconds(now - test_began) > test_s_max)
        lose_patience(
            fmt::format("did not come back in time: this test took {} seconds", test_s_max.load()),
            "What does it compute again each time that it is run?");
    }
  }

  [[noreturn]] static void lose_patience(const std::string& what, const char* hint) {
    if (sim::under_way.event != nullptr)
      tell(what.c_str(), hint);
    else  // between two steps of an answer
      std::fprintf(stderr, "\nThe answer %s.\n%s\n", what.c_str(), hint);
    std::fflush(nullptr);
    leave_now(1);
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_over_ = false;
  std::thread thread_;
};

#if defined(__GNUC__) && !defined(__clang__)
constexpr const char* look_here =
    "Run this test in a debugger: the innermost frame of your own code is the place. g++ gets a\n"
    "`Type{…}` or a `? :` inside a co_await expression wrong: give the value a name first.";
#else
constexpr const char* look_here =
    "Run this test in a debugger: the innermost frame of your own code is the place.";
#endif

void on_signal(int signal) {
  // not async-signal-safe, but the process ends anyway and a message helps more than none
  std::signal(signal, SIG_DFL);
  const char* what = signal == SIGSEGV  ? "crashed: it touched memory that is not its own"
                     : signal == SIGFPE ? "crashed: it divided by zero"
                     : signal == SIGABRT
                         ? "aborted: an assertion, memory freed twice, or an exception that "
                           "was not caught"
                         : "crashed";
  tell(what, look_here);
  if (signal == SIGILL) std::fprintf(stderr, "%s\n", eda::detail::lost_body_advice.data());
  std::raise(signal);
}

#ifdef OOO_HAS_ASAN
/// Adds the delivery to what the sanitizer has printed on the error and its place.
void after_the_sanitizer() {
  if (!has_finished) tell("crashed: the sanitizer says above how", look_here);
}
#endif

/// Runs as the last handler of std::exit, since it is registered first.
void on_exit() {
  const int status = status_of_an_exit();
  if (status == 0) return;  // a leak may still be found
  std::fflush(nullptr);
  leave_now(status);
}

}  // namespace

void guard_against_answers(Patience patience) {
  step_s_max = patience.step_s;
  test_s_max = patience.test_s;
  idle_ticks_max = patience.idle_ticks;
  a_test_begins();
  static bool is_on_guard = false;
  if (std::exchange(is_on_guard, true)) return;
  std::signal(SIGABRT, on_signal);
#ifdef OOO_HAS_ASAN
  __sanitizer_set_death_callback(after_the_sanitizer);
#else
  for (int signal : {SIGSEGV, SIGFPE, SIGILL}) std::signal(signal, on_signal);
#endif
  static Watchdog watchdog;
}

void a_test_begins() { test_began = std::clock(); }

void all_tests_have_run(int exit_code) {
  verdict = exit_code;
  has_finished = true;
}

#ifdef __linux__

namespace {

std::atomic<pid_t> guarded = 0;

[[noreturn]] void leave(int status) {
  const bool is_ours = guarded == getpid();  // not a child that a test has forked
  leave_now(is_ours && status == 0 ? status_of_an_exit() : status);
}

}  // namespace

void expect_a_verdict() {
  guarded = getpid();
  std::atexit(on_exit);
  std::at_quick_exit(on_exit);
}

#else

void expect_a_verdict() { std::atexit(on_exit); }

#endif

}  // namespace check

#ifdef __linux__

// These replace the functions of libc in the whole program. They end the process as those do, but
// never with 0 before the tests have run.
extern "C" void _exit(int status) { check::leave(status); }
extern "C" void _Exit(int status) noexcept { check::leave(status); }

#endif
