#include "sim/exploration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "sim/ending.hpp"
#include "sim/live.hpp"
#include "sim/shortest.hpp"
#include "sim/trace.hpp"

namespace sim {

namespace {

/// The first step after which everything leads to `end`, as long as nothing else goes wrong; -1:
/// not known, or so from the start. Which other ends a test would like nobody knows here: it has
/// not seen them all.
int turning_point(Rules& rules, const Schedule& schedule, End end) {
  Walk walk = Walk::from(rules, schedule.beginning);
  std::vector<World> worlds{walk.world()};
  for (const Step& step : schedule.steps) {
    walk.take(step);
    worlds.push_back(walk.world());
  }
  for (int i = int(worlds.size()); i-- > 0;) {
    World unharmed = worlds[std::size_t(i)];
    unharmed.budget = Budget{};
    const auto may_end_otherwise =
        can_reach(rules, unharmed, [&](End other) { return other != end; });
    if (!may_end_otherwise) return -1;
    if (*may_end_otherwise) return i < int(schedule.steps.size()) ? i : -1;
  }
  return -1;
}

/// `end`: where it leads, if the story is to say at which step it went there.
Trace tell(Rules& rules, const Schedule& schedule, std::optional<End> end = {}) {
  // Who remembers something has that to mend first, whatever else is wrong. Not in a box: to ask
  // afresh there takes a process.
  if (!rules.behaviour.host()) rules.behaviour.audit();
  if (const auto surprise = confirm(rules, schedule)) throw HiddenState{*surprise};
  Trace trace = trace_of(rules, schedule);
  trace.is_shortest = end.has_value();
  if (end) trace.turn = turning_point(rules, schedule, *end);
  return trace;
}

/// Takes random steps from a random beginning until nothing is left to happen.
Schedule random_schedule(Rules& rules, std::uint64_t& seed, Walk& walk, Live* live) {
  const auto random = [&](std::size_t below) {  // splitmix64: the same everywhere
    std::uint64_t z = seed += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return std::size_t((z ^ z >> 31) % below);
  };
  Schedule schedule;
  while (true) {
    std::vector<Step> choices;
    rules.each_choice(World{walk.world()},
                      [&](const Step& step, World&) { choices.push_back(step); });
    if (choices.empty()) return schedule;
    schedule.steps.push_back(choices[random(choices.size())]);
    walk.take(schedule.steps.back());
    if (live != nullptr && !live->follow(walk, schedule.steps.back()))
      throw HiddenState{*live->surprise()};
  }
}

/// Goes on with whoever moved last, else with whoever came first, until nobody is under way.
void drain(Walk& walk, Schedule& schedule) {
  while (!walk.world().is_idle()) {
    int who = walk.mover();
    if (who < 0 || walk.deliveries()[std::size_t(who)].has_ended)
      for (who = 0; walk.deliveries()[std::size_t(who)].has_ended;) ++who;
    const int node = walk.deliveries()[std::size_t(who)].node;
    Step next;
    walk.rules().each_choice(World{walk.world()}, [&](const Step& step, World&) {
      if (step.node == node && step.what == Step::What::act && step.variant == 0) next = step;
    });
    schedule.steps.push_back(next);
    walk.take(next);
  }
}

/// … and then lets time pass, until nothing is left to happen.
void drain_all(Walk& walk, Schedule& schedule) {
  drain(walk, schedule);
  while (walk.world().agenda != 0) {
    schedule.steps.push_back({.what = Step::What::time});
    walk.take(schedule.steps.back());
    drain(walk, schedule);
  }
}

}  // namespace

Rule remembers_nothing(const HiddenState& seen) {
  return {fmt::format("A handler remembers nothing but what is in the store. This one does: {}",
                      seen.what()),
          "A global, a static, a lock, the real clock or a random number? Every delivery is a cold "
          "start."};
}

Trace FoundOutcome::trace(const Rule& rule) const {
  Trace trace;
  try {
    trace = tell();
    trace.rule = rule;
  } catch (const HiddenState& seen) {
    trace.is_confirmed = false;
    trace.rule = remembers_nothing(seen);
  }
  return trace;
}

struct Exploration::Parts {
  Explorer explorer;
  std::vector<std::uint32_t> ends{};  ///< worlds of the outcomes so far
  std::optional<Schedule> calm{};     ///< once it has been taken: the first to be handed out
  std::map<End, int> judged{};        ///< ends that have been handed out, numbered in that order
  int restarts = 0;
  Trace tell_of(std::uint32_t number, End end);
  Parts(Scenario scenario, const Oracle& oracle)
      : explorer{scenario, oracle.ask ? oracle : in_process(scenario)} {}
};

Exploration::Exploration(Scenario scenario, Oracle oracle)
    : parts_{std::make_shared<Parts>(std::move(scenario), oracle)} {}

bool Exploration::is_exhausted() const { return parts_->explorer.is_exhausted(); }
std::uint32_t Exploration::worlds() const { return parts_->explorer.worlds().size(); }

/// The calm schedule comes first. A handler that fails or spins when nothing goes wrong is told at
/// once, by its own history, and not after all the worlds in which others move while it spins.
FoundOutcome Exploration::calm() {
  Rules& rules = parts_->explorer.rules;
  Walk walk = Walk::from(rules, 0);
  Schedule schedule;
  drain_all(walk, schedule);
  const End end = Explorer::end_of(walk.world());
  parts_->calm = schedule;
  parts_->judged[end] = 0;
  const auto telling = [parts = parts_, schedule] { return tell(parts->explorer.rules, schedule); };
  return FoundOutcome{outcome_of(rules, walk.world()), telling};
}

/// `number` is a world with `end`. A test that sees one outcome has let those before it pass.
Trace Exploration::Parts::tell_of(std::uint32_t number, End end) {
  Rules& rules = explorer.rules;
  const auto best = shortest(rules, end);
  const Schedule schedule = best ? *best : path_to(explorer, number);
  Trace trace = tell(rules, schedule, end);
  const auto near = nearest(rules, schedule, [&](End other) {
    const auto judged_as = judged.find(other);
    return judged_as != judged.end() && judged_as->second < judged.at(end);
  });
  trace.passing = std::make_shared<Trace>(trace_of(rules, near ? *near : *calm));
  return trace;
}

std::optional<FoundOutcome> Exploration::next() {
  if (!parts_->calm) return calm();
  Explorer& explorer = parts_->explorer;
  while (const auto number = explorer.next_end()) {
    if (std::exchange(parts_->restarts, explorer.restarts()) != explorer.restarts())
      parts_->ends.clear();
    const World world = explorer.world(*number);
    const End end = Explorer::end_of(world);
    parts_->ends.push_back(*number);
    if (!parts_->judged.try_emplace(end, int(parts_->judged.size())).second) continue;
    const auto telling = [parts = parts_, number = *number, end] {
      return parts->tell_of(number, end);
    };
    return FoundOutcome{outcome_of(explorer.rules, world), telling};
  }
  return std::nullopt;
}

void Exploration::verify(int walks) {
  Rules& rules = parts_->explorer.rules;
  rules.behaviour.audit();
  for (std::uint32_t end : parts_->ends)
    if (const auto surprise = confirm(rules, path_to(parts_->explorer, end)))
      throw HiddenState{*surprise};
  std::uint64_t seed = 1;
  const int beginnings = int(rules.beginnings().size());
  for (int i = 0; i < walks; ++i) {
    Walk walk = Walk::from(rules, beginnings - 1 - i % beginnings);
    Live live{walk};
    if (live.surprise()) throw HiddenState{*live.surprise()};
    random_schedule(rules, seed, walk, &live);
  }
}

std::string Exploration::coverage() {
  Explorer& explorer = parts_->explorer;
  if (!explorer.is_exhausted())
    return fmt::format(
        "stopped after {} worlds{}: not exhausted", worlds(),
        worlds() > explorer.rules.scenario().worlds_max ? ", which is the limit" : "");
  const double schedules = double(explorer.schedules());
  const auto outcomes = explorer.ends_count();
  return fmt::format(
      "{} worlds, {} schedule{}, {} outcome{}, exhausted", worlds(),
      schedules < 1e6 ? fmt::format("{:.0f}", schedules) : fmt::format("{:.1e}", schedules),
      schedules == 1 ? "" : "s", outcomes, outcomes == 1 ? "" : "s");
}

struct Sample::Parts {
  Rules rules;
  int walks_left;
  int walks;
  std::uint64_t seed;
  std::set<End> seen{};
};

Sample::Sample(Scenario scenario, int walks, std::uint64_t seed, Oracle oracle) {
  const Oracle asks = oracle.ask ? oracle : in_process(scenario);
  parts_ = std::shared_ptr<Parts>(new Parts{Rules{std::move(scenario), asks}, walks, walks, seed});
}

std::optional<FoundOutcome> Sample::next() {
  Rules& rules = parts_->rules;
  const int beginnings = int(rules.beginnings().size());
  while (parts_->walks_left > 0) {
    const int beginning = parts_->walks_left-- % beginnings;
    Walk walk = Walk::from(rules, beginning);
    std::optional<Live> live;
    if (rules.behaviour.host() && live.emplace(walk).surprise())
      throw HiddenState{*live->surprise()};
    Schedule schedule = random_schedule(rules, parts_->seed, walk, live ? &*live : nullptr);
    schedule.beginning = beginning;
    const End end = Explorer::end_of(walk.world());
    if (!parts_->seen.insert(end).second) continue;
    const auto telling = [parts = parts_, schedule, end] {
      const auto best = shortest(parts->rules, end, 50'000);
      return tell(parts->rules, best ? *best : schedule, end);
    };
    return FoundOutcome{outcome_of(rules, walk.world()), telling};
  }
  if (rules.behaviour.host()) rules.behaviour.audit();
  return std::nullopt;
}

std::string Sample::coverage() const {
  return fmt::format("a sample of {} random schedules, {} outcomes: not exhausted", parts_->walks,
                     parts_->seen.size());
}

FoundOutcome run_calmly(Scenario scenario, Oracle oracle) {
  const Oracle asks = oracle.ask ? oracle : in_process(scenario);
  const auto rules = std::make_shared<Rules>(calm(std::move(scenario)), asks);
  Walk walk{*rules, rules->empty_world()};
  Schedule schedule;
  for (const Arrival& arrival : rules->scenario().events)
    if (arrival.at > Duration{}) walk.send(arrival);
  for (const Arrival& arrival : rules->scenario().events)
    if (arrival.at == Duration{}) {
      walk.send(arrival);
      drain(walk, schedule);
    }
  drain_all(walk, schedule);
  if (rules->behaviour.host()) {  // so far it has only been rehearsed
    if (const auto surprise = confirm(*rules, schedule)) throw HiddenState{*surprise};
    rules->behaviour.audit();
  }
  const auto telling = [rules, schedule] { return tell(*rules, schedule); };
  return {outcome_of(*rules, walk.world()), telling};
}

}  // namespace sim
