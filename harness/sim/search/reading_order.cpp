#include "sim/search/reading_order.hpp"

#include <algorithm>
#include <optional>

#include "sim/search/explorer.hpp"

namespace sim {

namespace {

using Steps = std::vector<Step>;

/// Returns the world after `step`; none: `now` does not allow it.
std::optional<World> after(TransitionSystem& system, const World& now, const Step& step) {
  std::optional<World> found;
  system.for_each_successor(now, [&](const Step& possible, World& next) {
    if (possible == step && !found) found = next;
  });
  return found;
}

/// Returns the end after the steps from number `first` on; none: not all can be taken, or more
/// steps could follow.
std::optional<End> end_of(TransitionSystem& system, World world, const Steps& steps,
                          std::size_t first) {
  for (std::size_t i = first; i < steps.size(); ++i) {
    const std::optional<World> next = after(system, world, steps[i]);
    if (!next) return std::nullopt;
    world = *next;
  }
  if (!world.is_idle() || world.timer_queue != 0) return std::nullopt;
  return system.end_of(world);
}

/// Node of the handler that took `step` to reach `world`; -1: it has ended or died.
int runner_after(TransitionSystem& system, const Step& step, const World& before,
                 const World& world) {
  if (step.what != Step::What::act) return -1;
  const int node = system.behaviour.after(step.node, step.reply, before.now_ms);
  return std::find(world.begin(), world.end(), node) != world.end() ? node : -1;
}

}  // namespace

Schedule in_reading_order(TransitionSystem& system, Schedule schedule, std::size_t first) {
  Steps& steps = schedule.steps;
  World world = system.initial_states().at(std::size_t(schedule.initial_state)).world;
  const std::optional<End> end = end_of(system, world, steps, 0);
  if (!end) return schedule;
  int runner = -1;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto its_next = std::find_if(
        steps.begin() + std::ptrdiff_t(i), steps.end(),
        [&](const Step& step) { return step.what != Step::What::time && step.node == runner; });
    if (i >= first && runner >= 0 && its_next != steps.end()) {
      Steps earlier = steps;
      const auto begin = earlier.begin() + std::ptrdiff_t(i);
      const auto moved = earlier.begin() + (its_next - steps.begin());
      std::rotate(begin, moved, moved + 1);
      if (earlier != steps && end_of(system, world, earlier, i) == end) steps = std::move(earlier);
    }
    const World before = world;
    world = *after(system, before, steps[i]);
    runner = runner_after(system, steps[i], before, world);
  }
  return schedule;
}

}  // namespace sim
