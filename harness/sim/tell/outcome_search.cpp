#include "sim/tell/outcome_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "eda/detail/random.hpp"
#include "sim/search/reading_order.hpp"
#include "sim/search/shortest.hpp"
#include "sim/tell/ending.hpp"
#include "sim/tell/live_replay.hpp"
#include "sim/tell/tell.hpp"
#include "sim/tell/words.hpp"

namespace sim {

namespace {

/// Takes random steps from a random initial state until there is no next step.
Schedule random_schedule(TransitionSystem& system, std::uint64_t& seed, SchedulePlayer& player,
                         LiveReplay* live) {
  Schedule schedule;
  while (true) {
    std::vector<Step> choices;
    system.for_each_successor(World{player.world()},
                              [&](const Step& step, World&) { choices.push_back(step); });
    if (choices.empty()) return schedule;
    schedule.steps.push_back(choices[eda::detail::random_below(seed, choices.size())]);
    player.take(schedule.steps.back());
    if (live != nullptr && !live->follow(player, schedule.steps.back()))
      throw HiddenState{*live->surprise()};
  }
}

/// Steps after which a calm schedule counts as endless, and those that its story shows then.
constexpr std::size_t calm_steps_max = 1'000, told_steps_max = 40;

bool is_endless(const Schedule& schedule) { return schedule.steps.size() >= calm_steps_max; }

/// Continues the handler that moved last, else the earliest delivery, until none can move.
void drain(SchedulePlayer& player, Schedule& schedule) {
  while (player.system().is_race(player.world()) && !is_endless(schedule)) {
    int who = player.mover();
    if (who < 0 || !player.deliveries()[std::size_t(who)].can_move())
      for (who = 0; !player.deliveries()[std::size_t(who)].can_move();) ++who;
    const int node = player.deliveries()[std::size_t(who)].node;
    Step next;
    player.system().for_each_successor(World{player.world()}, [&](const Step& step, World&) {
      if (step.node == node && step.what == Step::What::act && step.variant == 0) next = step;
    });
    schedule.steps.push_back(next);
    player.take(next);
  }
}

/// … and then lets time pass, until there is no next step.
void drain_all(SchedulePlayer& player, Schedule& schedule) {
  drain(player, schedule);
  while (player.world().timer_queue != 0 && !is_endless(schedule)) {
    schedule.steps.push_back({.what = Step::What::time});
    player.take(schedule.steps.back());
    drain(player, schedule);
  }
}

/// Returns the outcome of a calm schedule. An endless one fails, and keeps its first steps only.
Outcome calm_outcome(TransitionSystem& system, const SchedulePlayer& player, Schedule& schedule) {
  const Outcome outcome = outcome_of(system, player.world());
  if (!is_endless(schedule)) return outcome;
  schedule.steps.resize(told_steps_max);
  const Message& latest = player.deliveries().back().message;
  const int service = system.behaviour.service_of(latest.handler);
  const Failure failure{
      .service = system.scenario().services[std::size_t(service)].name,
      .event = system.tables().events.event(latest.event),
      .what = fmt::format("after {} steps the events still lead to further events", calm_steps_max),
      .is_overload = true};
  return {outcome.published(), {failure}, Json::object()};
}

}  // namespace

struct OutcomeSearch::Parts {
  Explorer explorer;
  std::vector<std::uint32_t> ends{};  ///< worlds of the outcomes so far
  std::optional<Schedule> calm{};     ///< the first schedule, once it has been played
  std::map<End, int> judged{};        ///< ends that have been returned, numbered in that order
  int restarts = 0;
  Trace tell_of(std::uint32_t number, End end);
  Parts(Scenario scenario, std::shared_ptr<Executor> executor)
      : explorer{scenario, executor ? executor : in_process(scenario)} {}
};

OutcomeSearch::OutcomeSearch(Scenario scenario, std::shared_ptr<Executor> executor)
    : parts_{std::make_shared<Parts>(std::move(scenario), executor)} {}

bool OutcomeSearch::is_exhausted() const { return parts_->explorer.is_exhausted(); }
std::uint32_t OutcomeSearch::worlds() const { return parts_->explorer.worlds().size(); }

/// Plays the calm schedule first. So a handler that fails or never ends without any fault is
/// reported at once, and not after all the worlds in which others move meanwhile.
FoundOutcome OutcomeSearch::calm() {
  TransitionSystem& system = parts_->explorer.system;
  SchedulePlayer player = SchedulePlayer::from(system, 0);
  Schedule schedule;
  drain_all(player, schedule);
  const End end = system.end_of(player.world());
  const Outcome outcome = calm_outcome(system, player, schedule);
  parts_->calm = schedule;
  parts_->judged[end] = 0;
  const auto telling = [parts = parts_, schedule] {
    return tell(parts->explorer.system, schedule);
  };
  return FoundOutcome{outcome, telling};
}

/// `number` is a world with `end`. A test that gets one outcome has accepted those before it.
Trace OutcomeSearch::Parts::tell_of(std::uint32_t number, End end) {
  TransitionSystem& system = explorer.system;
  const auto best = shortest(system, end);
  const Schedule schedule = best ? *best : in_reading_order(system, path_to(explorer, number));
  FutureCounts counts{system, end};
  Trace trace = tell(system, schedule, &counts);
  trace.is_shortest = best.has_value();
  const auto near = nearest(system, schedule, [&](End other) {
    const auto judged_as = judged.find(other);
    return judged_as != judged.end() && judged_as->second < judged.at(end);
  });
  trace.passing = std::make_shared<Trace>(near ? trace_with_shares(system, *near, counts)
                                               : trace_of(system, *calm));
  return trace;
}

std::optional<FoundOutcome> OutcomeSearch::next() {
  if (!parts_->calm) return calm();
  Explorer& explorer = parts_->explorer;
  while (const auto number = explorer.next_end()) {
    if (std::exchange(parts_->restarts, explorer.restarts()) != explorer.restarts())
      parts_->ends.clear();
    const World world = explorer.world(*number);
    const End end = explorer.system.end_of(world);
    parts_->ends.push_back(*number);
    if (!parts_->judged.try_emplace(end, int(parts_->judged.size())).second) continue;
    const auto telling = [parts = parts_, number = *number, end] {
      return parts->tell_of(number, end);
    };
    return FoundOutcome{outcome_of(explorer.system, world), telling};
  }
  return std::nullopt;
}

void OutcomeSearch::verify(int walks) {
  TransitionSystem& system = parts_->explorer.system;
  system.behaviour.audit();
  for (std::uint32_t end : parts_->ends)
    if (const auto surprise = replay_live(system, path_to(parts_->explorer, end)))
      throw HiddenState{*surprise};
  std::uint64_t seed = 1;
  const int initial_states = int(system.initial_states().size());
  for (int i = 0; i < walks; ++i) {
    SchedulePlayer player = SchedulePlayer::from(system, initial_states - 1 - i % initial_states);
    LiveReplay live{player};
    if (live.surprise()) throw HiddenState{*live.surprise()};
    random_schedule(system, seed, player, &live);
  }
}

std::string OutcomeSearch::coverage() {
  Explorer& explorer = parts_->explorer;
  if (!explorer.is_exhausted())
    return fmt::format(
        "stopped after {} worlds{}: not exhausted", worlds(),
        worlds() > explorer.system.scenario().worlds_max ? ", which is the limit" : "");
  const auto worlds_met = worlds();  // counting schedules may meet more
  return fmt::format("{} worlds, {}, {}, exhausted", worlds_met,
                     counted(explorer.schedules(), "schedule"),
                     counted(explorer.ends_count(), "outcome"));
}

struct Sample::Parts {
  TransitionSystem system;
  int walks_left;
  int walks;
  std::uint64_t seed;
  std::set<End> seen{};
};

Sample::Sample(Scenario scenario, int walks, std::uint64_t seed,
               std::shared_ptr<Executor> executor) {
  if (!executor) executor = in_process(scenario);
  parts_ = std::shared_ptr<Parts>(
      new Parts{TransitionSystem{std::move(scenario), executor}, walks, walks, seed});
}

std::optional<FoundOutcome> Sample::next() {
  TransitionSystem& system = parts_->system;
  const int initial_states = int(system.initial_states().size());
  while (parts_->walks_left > 0) {
    const int initial_state = parts_->walks_left-- % initial_states;
    SchedulePlayer player = SchedulePlayer::from(system, initial_state);
    std::optional<LiveReplay> live;
    if (!system.behaviour.executor().keeps_executions() && live.emplace(player).surprise())
      throw HiddenState{*live->surprise()};
    Schedule schedule = random_schedule(system, parts_->seed, player, live ? &*live : nullptr);
    schedule.initial_state = initial_state;
    const End end = system.end_of(player.world());
    if (!parts_->seen.insert(end).second) continue;
    const auto telling = [parts = parts_, schedule, end] {
      const auto best = shortest(parts->system, end, 50'000);
      FutureCounts counts{parts->system, end};
      return tell(parts->system, best ? *best : schedule, &counts);
    };
    return FoundOutcome{outcome_of(system, player.world()), telling};
  }
  if (!system.behaviour.executor().keeps_executions()) system.behaviour.audit();
  return std::nullopt;
}

std::string Sample::coverage() const {
  return fmt::format("a sample of {} random schedules, {} outcomes: not exhausted", parts_->walks,
                     parts_->seen.size());
}

FoundOutcome outcome_along(std::shared_ptr<TransitionSystem> system, Schedule schedule,
                           const World& last) {
  if (!system->behaviour.executor().keeps_executions()) {  // so far only single histories have run
    if (const auto surprise = replay_live(*system, schedule)) throw HiddenState{*surprise};
    system->behaviour.audit();
  }
  const auto telling = [system, schedule = std::move(schedule)] { return tell(*system, schedule); };
  return {outcome_of(*system, last), telling};
}

FoundOutcome run_calmly(Scenario scenario, std::shared_ptr<Executor> executor) {
  if (!executor) executor = in_process(scenario);
  const auto system = std::make_shared<TransitionSystem>(calm(std::move(scenario)), executor);
  SchedulePlayer player{*system, system->empty_world()};
  Schedule schedule;
  for (const Arrival& arrival : system->scenario().events)
    if (arrival.at > Duration{}) player.send(arrival);
  for (const Arrival& arrival : system->scenario().events)
    if (arrival.at == Duration{}) {
      player.send(arrival);
      drain(player, schedule);
    }
  drain_all(player, schedule);
  const Outcome outcome = calm_outcome(*system, player, schedule);
  return {outcome, outcome_along(system, schedule, player.world()).tell};
}

}  // namespace sim
