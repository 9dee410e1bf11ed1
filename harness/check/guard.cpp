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
#include "sim/run.hpp"

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

std::atomic<double> patience_s = 3;
std::atomic<bool> has_finished = false;

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

/// Watches from a thread of its own whether the answer's code comes back.
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
    std::clock_t since = std::clock();
    while (!wake_.wait_for(lock, std::chrono::milliseconds{100}, [this] { return is_over_; })) {
      tell_the_pace();
      const std::uint64_t entered = sim::under_way.entered;
      const bool is_inside = sim::under_way.event != nullptr;
      if (entered != seen || !is_inside) {
        seen = entered;
        since = std::clock();
      } else if (double(std::clock() - since) / CLOCKS_PER_SEC > patience_s) {
        tell(fmt::format("did not come back for {} seconds", patience_s.load()).c_str(),
             "Is there a loop that asks no port for anything and that nothing ends?");
        std::_Exit(1);
      }
    }
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
  // not async-signal-safe, but this process is lost anyway and a word helps more than silence
  std::signal(signal, SIG_DFL);
  const char* what = signal == SIGSEGV  ? "crashed: it touched memory that is not its own"
                     : signal == SIGFPE ? "crashed: it divided by zero"
                     : signal == SIGABRT
                         ? "aborted: an assertion, memory freed twice, or an exception that "
                           "nobody could catch"
                         : "crashed";
  tell(what, look_here);
  std::raise(signal);
}

#ifdef OOO_HAS_ASAN
/// The sanitizer has told what happened, and where; this is to whom.
void after_the_sanitizer() {
  if (!has_finished) tell("crashed: the sanitizer says above how", look_here);
}
#endif

void on_exit() {
  if (has_finished) return;
  tell("ended the process", "A handler ends with co_return; it must not call exit().");
  std::_Exit(1);
}

}  // namespace

void guard_against_answers(double patience) {
  patience_s = patience;
  static bool is_on_guard = false;
  if (std::exchange(is_on_guard, true)) return;
  std::atexit(on_exit);
  std::signal(SIGABRT, on_signal);
#ifdef OOO_HAS_ASAN
  __sanitizer_set_death_callback(after_the_sanitizer);
#else
  for (int signal : {SIGSEGV, SIGFPE, SIGILL}) std::signal(signal, on_signal);
#endif
  static Watchdog watchdog;
}

void all_tests_have_run() { has_finished = true; }

}  // namespace check
