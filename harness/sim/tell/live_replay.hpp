#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/search/schedule_player.hpp"

namespace sim {

/// Runs the real coroutines along a walk, all of them alive at once, as the schedule has them. What
/// a handler keeps in memory for others to find shows only here: one at a time it looks innocent.
class LiveReplay {
 public:
  explicit LiveReplay(const SchedulePlayer& player);

  /// To be called after each step that the walk has taken. False once they have surprised us.
  bool follow(const SchedulePlayer& player, const Step& step);
  /// What was expected and what came instead; nothing while all goes as predicted.
  const std::optional<std::string>& surprise() const { return surprise_; }

 private:
  void arrive(const SchedulePlayer& player);
  void compare(const SchedulePlayer& player, int delivery);

  std::vector<std::unique_ptr<Execution>>
      runs_;  ///< by delivery; none before its start and after its end
  std::optional<std::string> surprise_;
};

/// Takes `schedule` with the real coroutines, each step after before(its number); says what
/// surprised us, if anything.
std::optional<std::string> replay_live(TransitionSystem& system, const Schedule& schedule,
                                       const std::function<void(std::size_t)>& before = {});

}  // namespace sim
