#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>

#include "eda/event.hpp"

namespace real {

using eda::Event, eda::Instant, eda::Json;
using Milliseconds = std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

/// Thrown in place of a reply that did not come in time. The handler is dropped, as if its process
/// had died there, and its event comes again.
struct GaveUp : std::exception {
  const char* what() const noexcept override { return "no reply came in time"; }
};

/// A port on a real server. It carries out the requests that handlers make, one at a time, and
/// replies as the simulated port of the same name does.
class Engine {
 public:
  virtual ~Engine() = default;
  /// Returns the reply. Throws GaveUp.
  virtual Json carry_out(const Json& request) = 0;
};

/// Clock of the handlers: real time since `real_start_ms`, `scale` times as fast. All processes of
/// a run share it.
struct Pace {
  std::int64_t real_start_ms = 0;         ///< since 1970
  std::int64_t start_ms = 1768298400000;  ///< clock of handlers then: 2026-01-13T10:00:00Z
  double scale = 1;

  /// Milliseconds since 1970, by this machine's clock.
  static std::int64_t real_now_ms() {
    return std::chrono::duration_cast<Milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  std::int64_t now_ms() const {
    return start_ms + std::int64_t(double(real_now_ms() - real_start_ms) * scale);
  }
  Instant now() const { return Instant{eda::Duration{now_ms()}}; }
  /// Real time that `duration_ms` of the handlers' time take; a negative duration takes none.
  Milliseconds real(double duration_ms) const {
    return Milliseconds{duration_ms <= 0 ? 0 : std::int64_t(duration_ms / scale) + 1};
  }
};

/// Signal to all threads of a process that they are to end.
class Stop {
 public:
  void request() {
    const std::lock_guard lock{mutex_};
    is_requested_ = true;
    changed_.notify_all();
  }
  bool is_requested() const {
    const std::lock_guard lock{mutex_};
    return is_requested_;
  }
  /// Waits for that time or until the stop, whichever is first. True: it is time to stop.
  bool wait(Milliseconds time) const {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, time, [&] { return is_requested_; });
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool is_requested_ = false;
};

/// Time until a delivery counts as lost and comes again. A port that waits for its server does not
/// wait longer.
class Limit {
 public:
  explicit Limit(const Stop& stop) : stop_{stop} {}

  void start(Steady::time_point end) { end_ = end; }
  bool is_over() const { return Steady::now() >= end_; }
  /// Waits a moment before a server is asked again. Throws GaveUp at the end of the time.
  void wait() const {
    if (stop_.wait(Milliseconds{50}) || is_over()) throw GaveUp{};
  }

 private:
  const Stop& stop_;
  Steady::time_point end_ = Steady::time_point::max();
};

}  // namespace real
