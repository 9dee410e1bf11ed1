#include "sim/tell/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sim/tell/ending.hpp"

namespace sim {

namespace {

/// Takes steps one by one, and runs each handler only as far as its step. A delivery begins with
/// its first step, so that a debugger stops in a handler after the line of that step.
class WatchedReplay {
 public:
  WatchedReplay(Scenario scenario, const Watch& watch)
      : system{std::make_shared<TransitionSystem>(scenario, in_process(scenario))}, watch_{watch} {
    system->behaviour.learn_when_asked();
    layout_.width = watch.width;
  }

  const std::shared_ptr<TransitionSystem> system;

  void start(SchedulePlayer player) { player_.emplace(std::move(player)); }
  SchedulePlayer& player() { return *player_; }
  bool has_ended(int delivery) const {
    return player_->deliveries()[std::size_t(delivery)].has_ended;
  }

  /// Runs a handler to its first request, unless that has been done.
  void begin(int delivery) {
    const int node = player_->deliveries()[std::size_t(delivery)].node;
    if (system->behaviour.action(node).kind != Action::Kind::later) return;
    announce(begin_line(player_->name_of(delivery), player_->world().now_ms, trace_.steps.size(),
                        widened(player_->name_of(delivery))));
    system->behaviour.learn_now(node, player_->world().now_ms);
    player_->settle(delivery);
    if (!has_ended(delivery)) return;
    const std::vector<Aside> asides = asides_of(*player_, std::size_t(delivery));
    watch_.show(asides_text({asides.front()}, layout_));
    auto& all = trace_.steps.empty() ? trace_.asides : trace_.steps.back().asides;
    all.push_back(asides.front());
  }

  /// Returns false and does nothing if the world does not allow it.
  bool take(Step step) {
    bool is_possible = false;
    system->for_each_successor_like(step, player_->world(), [&](const Step& other, World&) {
      if (other.what != step.what || other.variant != step.variant) return;
      is_possible = true;
      step.reply = other.reply;
    });
    if (!is_possible) return false;
    const SchedulePlayer before = *player_;
    player_->take(step);
    TraceStep line = trace_step(before, step, *player_);
    layout_.make_room_for(line);
    announce(step_line(line, trace_.steps.size(), layout_,
                       int(trace_.steps.size()) == trace_.token.turn));
    trace_.steps.push_back(std::move(line));
    if (step.what == Step::What::act &&
        !player_->deliveries()[std::size_t(player_->mover())].waits_for)
      run_on(player_->mover());
    if (step.what == Step::What::time) tell_answers();
    if (step.what == Step::What::die) system->behaviour.forget(step.node);
    if (step.what == Step::What::die) system->forget_moves();
    watch_.show(step_notes(trace_.steps.back(), layout_));
    return true;
  }

  FoundOutcome outcome() {
    for (std::size_t i = 0; i < player_->deliveries().size(); ++i)
      trace_.deliveries.push_back(player_->name_of(int(i)));
    for (TraceStep& step : trace_.steps)
      if (step.delivery >= 0) step.who = trace_.deliveries[std::size_t(step.delivery)];
    trace_.faults = player_->faults();
    trace_.is_shortest = false;
    trace_.turn = trace_.token.turn;
    trace_.is_printed = true;
    return {outcome_of(*system, player_->world()), [trace = trace_] { return trace; }};
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
    const int node = player_->deliveries()[std::size_t(delivery)].node;
    system->behaviour.learn_now(node, player_->world().now_ms);
    player_->settle(delivery);
    if (!has_ended(delivery)) return;
    TraceStep& line = trace_.steps.back();
    line.last_said = system->behaviour.suspension(node).said;
    const Action& action = system->behaviour.action(node);
    if (action.kind != Action::Kind::threw) return;
    line.failure = system->behaviour.failures[action.failure].at("what").get<std::string>();
    line.failed_at = system->behaviour.suspension(node).at;
  }

  /// Handlers get the answers that they have waited for.
  void tell_answers() {
    const std::vector<int> told = player_->told();
    for (const int delivery : told) {
      const int node = player_->deliveries()[std::size_t(delivery)].node;
      system->behaviour.learn_now(node, player_->world().now_ms);
      player_->settle(delivery);
    }
    std::vector<Aside>& asides = trace_.steps.back().asides;
    std::erase_if(asides, [](const Aside& aside) { return aside.what == Aside::What::told; });
    for (Aside& aside : answers_of(*player_)) asides.push_back(std::move(aside));
  }

  const Watch& watch_;
  std::optional<SchedulePlayer> player_;
  Layout layout_;
  Trace trace_;
};

/// Step that `move` means; its node is -1 where time passes.
Step step_of(const Token::Move& move, const SchedulePlayer& player) {
  using What = Token::Move::What;
  Step step{.variant = move.variant};
  step.what = move.what == What::act   ? Step::What::act
              : move.what == What::die ? Step::What::die
                                       : Step::What::time;
  if (move.what != What::time) {
    step.node = player.deliveries()[std::size_t(move.delivery)].node;
    step.delivery = move.delivery;
  }
  return step;
}

/// Deliveries from number `first` on that never take a step: they end before they ask for anything.
void begin_silent(WatchedReplay& watched, const Token& token, std::size_t first) {
  for (std::size_t i = first; i < watched.player().deliveries().size(); ++i) {
    const auto is_its = [&](const Token::Move& move) {
      return move.what != Token::Move::What::time && move.delivery == int(i);
    };
    if (std::none_of(token.moves.begin(), token.moves.end(), is_its)) watched.begin(int(i));
  }
}

/// Makes a move. Returns the reason why it is not possible; empty: it has been made.
std::string drift_in(WatchedReplay& watched, const Token& token, std::size_t number) {
  const Token::Move& move = token.moves[number];
  SchedulePlayer& player = watched.player();
  if (move.what != Token::Move::What::time) {
    if (move.delivery >= int(player.deliveries().size())) return "there is no such delivery yet";
    watched.begin(move.delivery);
    if (watched.has_ended(move.delivery))
      return player.name_of(move.delivery) + " has nothing left to do";
  }
  const Step step = step_of(move, player);
  if (step.node >= 0 && number < token.checks.size() &&
      check_of(player, step) != token.checks[number])
    return player.name_of(move.delivery) + " now asks for " +
           watched.system->behaviour.suspension(step.node).action.dump();
  return watched.take(step) ? "" : "this step is not possible any more";
}

/// Continues the handler that moved last, else the earliest, until all have ended.
void drain(WatchedReplay& watched) {
  for (int who = 0; who < int(watched.player().deliveries().size()); ++who) {
    watched.begin(who);
    const auto can_move = [&] {
      return watched.player().deliveries()[std::size_t(who)].can_move();
    };
    while (can_move() &&
           watched.take({.node = watched.player().deliveries()[std::size_t(who)].node}))
      continue;
  }
}

}  // namespace

Replayed replay(Scenario scenario, const Token& token, const Watch& watch) {
  WatchedReplay watched{std::move(scenario), watch};
  const auto& initial_states = watched.system->all_initial_states();
  std::string drift;
  if (token.initial_state >= int(initial_states.size()))
    drift = fmt::format("the scenario has {} beginnings, the token wants number {}",
                        initial_states.size(), token.initial_state);
  const int initial_state = drift.empty() ? token.initial_state : 0;
  watched.start(SchedulePlayer::from(*watched.system, initial_state));
  watched.trace().token = token;
  std::size_t known = 0;
  for (std::size_t i = 0; i <= token.moves.size() && drift.empty(); ++i) {
    begin_silent(watched, token, std::exchange(known, watched.player().deliveries().size()));
    if (i == token.moves.size()) break;
    drift = drift_in(watched, token, i);
    if (!drift.empty())
      drift = fmt::format(
          "at step {} the code no longer does what it did when this token was "
          "made: {}",
          i + 1, drift);
  }
  return {watched.outcome(), drift};
}

FoundOutcome run_watched(Scenario scenario, const Watch& watch) {
  WatchedReplay watched{calm(std::move(scenario)), watch};
  const auto& events = watched.system->scenario().events;
  watched.start(SchedulePlayer{*watched.system, watched.system->empty_world()});
  for (const Arrival& arrival : events)
    if (arrival.at > Duration{}) watched.player().send(arrival);
  for (const Arrival& arrival : events) {
    if (arrival.at > Duration{}) continue;
    watched.player().send(arrival);
    drain(watched);
  }
  while (watched.player().world().timer_queue != 0) {
    watched.take({.what = Step::What::time});
    drain(watched);
  }
  FoundOutcome found = watched.outcome();
  return found;
}

}  // namespace sim
