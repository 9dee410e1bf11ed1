#include "sim/tell/live_replay.hpp"

#include <fmt/format.h>

#include "sim/tell/outcome.hpp"

namespace sim {

namespace {

std::unique_ptr<Execution> start(const SchedulePlayer& player, const Delivery& delivery) {
  TransitionSystem& system = player.system();
  const Event& event = system.tables().events.event(delivery.message.event);
  const Instant now = system.scenario().start + Duration{player.world().now_ms};
  return system.behaviour.executor().start(delivery.message.handler,
                                           std::make_shared<const Event>(event), now);
}

}  // namespace

LiveReplay::LiveReplay(const SchedulePlayer& player) { arrive(player); }

void LiveReplay::arrive(const SchedulePlayer& player) {
  TransitionSystem& system = player.system();
  for (std::size_t i = runs_.size(); i < player.deliveries().size(); ++i) {
    const Delivery& delivery = player.deliveries()[i];
    runs_.emplace_back();
    // a handler that starts by reading the clock has not begun
    if (system.behaviour.action(delivery.node).kind == Action::Kind::start) continue;
    runs_[i] = start(player, delivery);
    compare(player, int(i));
    if (runs_[i]->suspension().is_end()) runs_[i].reset();
  }
}

void LiveReplay::compare(const SchedulePlayer& player, int delivery) {
  const Suspension& expected =
      player.system().behaviour.suspension(player.deliveries()[std::size_t(delivery)].node);
  const Suspension& found = runs_[std::size_t(delivery)]->suspension();
  if (surprise_ || found == expected) return;
  const std::string place = place_text(found.at);
  surprise_ = fmt::format(
      "{}: given the same event and the same answers\n  alone it asks for         {}\n  among "
      "other runs it asks  {}{}",
      player.name_of(delivery), expected.action.dump(), found.action.dump(),
      place.empty() ? "" : "\n  in " + place);
}

/// The handler gets the answer that it has waited for.
void LiveReplay::tell(const SchedulePlayer& player, int delivery) {
  std::unique_ptr<Execution>& run = runs_[std::size_t(delivery)];
  const BehaviourTrie& behaviour = player.system().behaviour;
  const int node = player.deliveries()[std::size_t(delivery)].node;
  run->resume(behaviour.replies[behaviour.reply_before(node)],
              player.system().scenario().start + Duration{player.world().now_ms});
  compare(player, delivery);
  if (run->suspension().is_end()) run.reset();
}

bool LiveReplay::follow(const SchedulePlayer& player, const Step& step) {
  if (surprise_) return false;
  TransitionSystem& system = player.system();
  const int who = player.mover();
  if (who >= 0) {
    std::unique_ptr<Execution>& run = runs_[std::size_t(who)];
    const Delivery& delivery = player.deliveries()[std::size_t(who)];
    const Instant now = system.scenario().start + Duration{player.world().now_ms};
    if (step.what == Step::What::die) {
      run.reset();
    } else if (!delivery.waits_for) {
      if (run)
        run->resume(system.behaviour.replies[step.reply], now);
      else
        run = start(player, delivery);
      compare(player, who);
      if (run->suspension().is_end()) run.reset();
    }
  }
  for (const int told : player.told()) tell(player, told);
  arrive(player);
  return !surprise_;
}

std::optional<std::string> replay_live(TransitionSystem& system, const Schedule& schedule,
                                       const std::function<void(std::size_t)>& before) {
  SchedulePlayer player = SchedulePlayer::from(system, schedule.initial_state);
  LiveReplay live{player};
  for (std::size_t i = 0; i < schedule.steps.size(); ++i) {
    const Step& step = schedule.steps[i];
    if (before) before(i);
    if (!player.take(step)) return "a step of the schedule is not possible";
    if (!live.follow(player, step)) break;
  }
  return live.surprise();
}

}  // namespace sim
