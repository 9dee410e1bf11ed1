#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/search/schedule_player.hpp"

namespace sim {

/// Runs the real coroutines along a schedule, several alive at once, as the schedule has them. It
/// reveals memory that handlers share: a run of one handler alone does not show that.
class LiveReplay {
 public:
  explicit LiveReplay(const SchedulePlayer& player);

  /// Follows one step of the schedule; call it after each. False once a request was not as
  /// expected.
  bool follow(const SchedulePlayer& player, const Step& step);
  /// Expected and actual request of the first difference; nothing while there is none.
  const std::optional<std::string>& surprise() const { return surprise_; }

 private:
  void arrive(const SchedulePlayer& player);
  void compare(const SchedulePlayer& player, int delivery);

  std::vector<std::unique_ptr<Execution>>
      runs_;  ///< by delivery; none before its start and after its end
  std::optional<std::string> surprise_;
};

/// Plays `schedule` with the real coroutines, and calls before(number) before each step. Returns
/// the first difference, if there is one.
std::optional<std::string> replay_live(TransitionSystem& system, const Schedule& schedule,
                                       const std::function<void(std::size_t)>& before = {});

}  // namespace sim
