#include "sim/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sim/ending.hpp"

namespace sim {

namespace {

/// Takes steps one by one, and lets each handler run as far as its step goes. A delivery begins
/// with its first step, so that a debugger stops in a handler after the line of that step.
class Player {
 public:
  Player(Scenario scenario, const Watch& watch)
      : rules{std::make_shared<Rules>(scenario, in_process(scenario))}, watch_{watch} {
    rules->behaviour.learn_when_asked();
    layout_.width = watch.width;
  }

  const std::shared_ptr<Rules> rules;

  void start(Walk walk) { walk_.emplace(std::move(walk)); }
  Walk& walk() { return *walk_; }
  bool has_ended(int delivery) const {
    return walk_->deliveries()[std::size_t(delivery)].has_ended;
  }

  /// Runs a handler to its first request, unless that has been done.
  void begin(int delivery) {
    const int node = walk_->deliveries()[std::size_t(delivery)].node;
    if (rules->behaviour.action(node).kind != Action::Kind::later) return;
    announce(begin_line(walk_->name_of(delivery), walk_->world().now_ms, trace_.steps.size(),
                        widened(walk_->name_of(delivery))));
    rules->behaviour.learn_now(node, walk_->world().now_ms);
    walk_->settle(delivery);
    if (!has_ended(delivery)) return;
    const std::vector<Aside> asides = asides_of(*walk_, std::size_t(delivery));
    watch_.show(asides_text({asides.front()}, layout_));
    auto& all = trace_.steps.empty() ? trace_.asides : trace_.steps.back().asides;
    all.push_back(asides.front());
  }

  /// False, and nothing happens, where the world does not allow it.
  bool take(Step step) {
    bool is_possible = false;
    rules->each_like(step, walk_->world(), [&](const Step& other, World&) {
      if (other.what != step.what || other.variant != step.variant) return;
      is_possible = true;
      step.told = other.told;
    });
    if (!is_possible) return false;
    const Walk before = *walk_;
    walk_->take(step);
    trace_.faults += Rules::faults_of(before.world(), step, walk_->world());
    TraceStep line = trace_step(before, step, *walk_);
    layout_.make_room_for(line);
    announce(step_line(line, trace_.steps.size(), layout_));
    trace_.steps.push_back(std::move(line));
    if (step.what == Step::What::act) run_on(walk_->mover());
    if (step.what == Step::What::die) rules->behaviour.forget(step.node);
    if (step.what == Step::What::die) rules->forget_savings();
    watch_.show(step_notes(trace_.steps.back(), layout_));
    return true;
  }

  FoundOutcome outcome() {
    for (std::size_t i = 0; i < walk_->deliveries().size(); ++i)
      trace_.deliveries.push_back(walk_->name_of(int(i)));
    for (TraceStep& step : trace_.steps)
      if (step.delivery >= 0) step.who = trace_.deliveries[std::size_t(step.delivery)];
    trace_.is_shortest = false;
    return {outcome_of(*rules, walk_->world()), [trace = trace_] { return trace; }};
  }
  Trace& trace() { return trace_; }

 private:
  void announce(const std::string& lines) {
    watch_.show(lines);
    if (watch_.pause) watch_.pause();
  }

  const Layout& widened(const std::string& who) {
    TraceStep only_name;
    only_name.who = who;
    layout_.make_room_for(only_name);
    return layout_;
  }

  /// The handler gets its reply.
  void run_on(int delivery) {
    const int node = walk_->deliveries()[std::size_t(delivery)].node;
    rules->behaviour.learn_now(node, walk_->world().now_ms);
    walk_->settle(delivery);
    if (!has_ended(delivery)) return;
    TraceStep& line = trace_.steps.back();
    line.last_said = rules->behaviour.asks(node).said;
    const Action& action = rules->behaviour.action(node);
    if (action.kind != Action::Kind::threw) return;
    line.failure = rules->behaviour.failures[action.failure].at("what").get<std::string>();
    line.failed_at = rules->behaviour.asks(node).at;
  }

  const Watch& watch_;
  std::optional<Walk> walk_;
  Layout layout_;
  Trace trace_;
};

/// Step that `move` means; its node is -1 where time passes.
Step step_of(const Token::Move& move, const Walk& walk) {
  using What = Token::Move::What;
  Step step{.variant = move.variant};
  step.what = move.what == What::act   ? Step::What::act
              : move.what == What::die ? Step::What::die
                                       : Step::What::time;
  if (move.what != What::time) step.node = walk.deliveries()[std::size_t(move.delivery)].node;
  return step;
}

/// Deliveries from number `first` on that never take a step: they end before they ask for anything.
void begin_silent(Player& player, const Token& token, std::size_t first) {
  for (std::size_t i = first; i < player.walk().deliveries().size(); ++i) {
    const auto is_its = [&](const Token::Move& move) {
      return move.what != Token::Move::What::time && move.delivery == int(i);
    };
    if (std::none_of(token.moves.begin(), token.moves.end(), is_its)) player.begin(int(i));
  }
}

/// Makes a move; returns the reason why it cannot be made, empty: it has been made.
std::string drift_in(Player& player, const Token& token, std::size_t number) {
  const Token::Move& move = token.moves[number];
  Walk& walk = player.walk();
  if (move.what != Token::Move::What::time) {
    if (move.delivery >= int(walk.deliveries().size())) return "there is no such delivery yet";
    player.begin(move.delivery);
    if (player.has_ended(move.delivery))
      return walk.name_of(move.delivery) + " has nothing left to do";
  }
  const Step step = step_of(move, walk);
  if (step.node >= 0 && number < token.checks.size() &&
      check_of(walk, step) != token.checks[number])
    return walk.name_of(move.delivery) + " now asks for " +
           player.rules->behaviour.asks(step.node).action.dump();
  return player.take(step) ? "" : "this step is not possible any more";
}

/// Goes on with the handler that moved last, else with the earliest, until all have ended.
void drain(Player& player) {
  for (int who = 0; who < int(player.walk().deliveries().size()); ++who) {
    player.begin(who);
    while (!player.has_ended(who))
      player.take({.node = player.walk().deliveries()[std::size_t(who)].node});
  }
}

}  // namespace

Replayed replay(Scenario scenario, const Token& token, const Watch& watch) {
  Player player{std::move(scenario), watch};
  const auto& beginnings = player.rules->full_beginnings();
  std::string drift;
  if (token.beginning >= int(beginnings.size()))
    drift = fmt::format("the scenario has {} beginnings, the token wants number {}",
                        beginnings.size(), token.beginning);
  const int beginning = drift.empty() ? token.beginning : 0;
  player.start(Walk::from(*player.rules, beginning));
  player.trace().faults = beginnings[std::size_t(beginning)].duplicates;
  player.trace().token = token;
  std::size_t known = 0;
  for (std::size_t i = 0; i <= token.moves.size() && drift.empty(); ++i) {
    begin_silent(player, token, std::exchange(known, player.walk().deliveries().size()));
    if (i == token.moves.size()) break;
    drift = drift_in(player, token, i);
    if (!drift.empty())
      drift = fmt::format(
          "at step {} the code no longer does what it did when this token was "
          "made: {}",
          i + 1, drift);
  }
  return {player.outcome(), drift};
}

FoundOutcome run_watched(Scenario scenario, const Watch& watch) {
  Player player{calm(std::move(scenario)), watch};
  const auto& events = player.rules->scenario().events;
  player.start(Walk{*player.rules, player.rules->empty_world()});
  for (const Arrival& arrival : events)
    if (arrival.at > Duration{}) player.walk().send(arrival);
  for (const Arrival& arrival : events) {
    if (arrival.at > Duration{}) continue;
    player.walk().send(arrival);
    drain(player);
  }
  while (player.walk().world().agenda != 0) {
    player.take({.what = Step::What::time});
    drain(player);
  }
  FoundOutcome found = player.outcome();
  return found;
}

}  // namespace sim
