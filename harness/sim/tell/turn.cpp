#include "sim/tell/turn.hpp"

#include "sim/search/shortest.hpp"

namespace sim {

Turn turn_of(TransitionSystem& system, const Schedule& schedule, FutureCounts& counts) {
  SchedulePlayer player = SchedulePlayer::from(system, schedule.initial_state);
  std::vector<World> worlds{player.world()};
  for (const Step& step : schedule.steps) {
    player.take(step);
    worlds.push_back(player.world());
  }
  Turn turn;
  turn.otherwise.resize(worlds.size());
  bool is_searched = true;
  for (std::size_t i = worlds.size(); i-- > 0;) {
    World unharmed = worlds[i];
    unharmed.budget = Budget{};
    const auto futures = counts.from(unharmed);
    if (futures) turn.otherwise[i] = futures->share_otherwise();
    if (!futures && !is_searched) break;
    if (!is_searched) continue;
    const std::optional<bool> may_end_otherwise =
        futures ? futures->otherwise > 0
                : can_reach(system, unharmed, [&](End other) { return other != counts.end(); });
    if (may_end_otherwise == false) continue;
    is_searched = false;
    if (may_end_otherwise && i < schedule.steps.size()) turn.step = int(i);
  }
  return turn;
}

}  // namespace sim
