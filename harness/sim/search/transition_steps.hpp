#pragma once

// The part of TransitionSystem that runs for every step of every schedule. transition_system.hpp
// includes it.
#include "sim/search/transition_system.hpp"

namespace sim {

inline Budget TransitionSystem::possible_faults(const World& now) const {
  constexpr Budget of_ports = Budget::one(Fault::stale) + Budget::one(Fault::throttle) +
                              Budget::one(Fault::unknown) + Budget::one(Fault::partial) +
                              Budget::one(Fault::redelivery) + Budget::one(Fault::rebalance) +
                              Budget::one(Fault::expiry);
  return now.budget.kinds().of_kinds(of_ports);
}

inline const std::vector<Move>& TransitionSystem::moves_of(int node, const World& now) {
  return moves_.moves_of(node, now, possible_faults(now));
}

inline void TransitionSystem::enter(World& world, int node) {
  if (behaviour.action(node).kind < Action::Kind::done) return world.enter(node);
  end(world, node);
}

/// Lets the handler get the reply, or wait for it.
inline void TransitionSystem::hear(World& world, const Move& move) {
  if (move.child >= 0) return enter(world, move.child);
  world.timer_queue = moves_.timer_queue_after(world.timer_queue, move.answer);
}

/// In a scenario without overlap: the handler that has begun and not ended; -1: none.
inline int TransitionSystem::running(const World& now) const {
  if (scenario_.overlap == Overlap::full) return -1;
  for (int node : now)
    if (behaviour.root_of(node) != node) return node;
  return -1;
}

inline int TransitionSystem::first_independent(const World& now) {
  if (!reductions_.independent_first || scenario_.overlap != Overlap::full) return -1;
  for (int node : now)
    if (behaviour.action(node).may_be_independent && moves_of(node, now).front().is_independent)
      return node;
  return -1;
}

template <typename Visitor>
void TransitionSystem::for_each_step_of(int node, const World& now, const Visitor& visit) {
  const std::vector<Move>& moves = moves_of(node, now);
  const int port = behaviour.action(node).port;
  World next;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const Move& move = moves[i];
    if (!now.budget.covers(move.spent)) continue;
    bool dies = may_die(node, move, now);
    if (move.deliveries < 0) {
      next = now;
      next.leave(node);
      next.budget = now.budget - move.spent;
      next.ports[std::size_t(port)] = move.state;
      if (move.scheduled >= 0) {
        next.timer_queue = moves_.timer_queue_after(now.timer_queue, move.scheduled);
        // a replacement by an equal item, or a cancellation without an item, is no change
        dies = dies && (death_counts(node) || next.timer_queue != now.timer_queue ||
                        move.state != now.ports[std::size_t(port)]);
      }
      if (move.forgets)
        for (int p = 0; p < WorldPorts::count; ++p)
          next.ports[std::size_t(p)] = ports_[p].forget(next.ports[std::size_t(p)], next.budget);
      if (dies) {
        World died = next;
        died.budget = next.budget - Budget::one(Fault::crash);
        come_again(died, node);
        stop_if_full(died);
        visit(Step{Step::What::die, node, int(i), move.reply}, died);
      }
      hear(next, move);
      stop_if_full(next);
      visit(Step{Step::What::act, node, int(i), move.reply}, next);
      continue;
    }
    World base = now;
    base.leave(node);
    int branch = int(i);
    carry_out(move, port, base, [&](World& then) {
      if (dies) {
        World died = then;
        died.budget = then.budget - Budget::one(Fault::crash);
        come_again(died, node);
        stop_if_full(died);
        visit(Step{Step::What::die, node, branch, move.reply}, died);
      }
      hear(then, move);
      stop_if_full(then);
      visit(Step{Step::What::act, node, branch, move.reply}, then);
      branch += 64;  // one more copy of the delivered event
    });
  }
}

template <typename Visitor>
void TransitionSystem::for_each_death_of_waiting(const World& now, const Visitor& visit) {
  if (now.budget.left(Fault::crash) == 0 || !moves_.timer_queues.has_answers(now.timer_queue))
    return;
  int variant = Step::waiting;
  for (const Scheduled& answer : moves_.timer_queues.answers(now.timer_queue)) {
    const Step step{Step::What::die, answer.node, variant++, answer.reply};
    if (!may_crash(answer.node, now)) continue;
    World died = now;
    died.timer_queue = moves_.timer_queues.without(now.timer_queue, answer);
    died.budget = now.budget - Budget::one(Fault::crash);
    come_again(died, answer.node);
    stop_if_full(died);
    visit(step, died);
  }
}

template <typename Visitor>
void TransitionSystem::pass_time(const World& now, const Visitor& visit) {
  World next = now;
  if (is_race(now) && !scenario_.faults.time_races)
    next.budget = now.budget - Budget::one(Fault::race);
  next.now_ms = std::max(now.now_ms, moves_.timer_queues.next_ms(now.timer_queue));
  const TimerQueues::Split& split = moves_.timer_queues.split(now.timer_queue, next.now_ms);
  next.timer_queue = split.rest;
  int variant = 0;
  happen(split.due, 0, next, [&](World& then) {
    stop_if_full(then);
    visit(Step{Step::What::time, -1, variant++, 0}, then);
  });
}

template <typename Visitor>
void TransitionSystem::for_each_successor_reduced(const World& now, const Visitor& visit) {
  const int settled = first_independent(now);
  if (settled >= 0) return for_each_step_of(settled, now, visit);
  AmpleSet ample;
  if (!find_ample(now, ample)) return for_each_successor(now, visit);
  for (int node : ample) for_each_step_of(node, now, visit);
  if (ample.has_time) pass_time(now, visit);
}

template <typename Visitor>
void TransitionSystem::for_each_successor(const World& now, const Visitor& visit) {
  const int alone = running(now);
  if (alone >= 0) {
    for_each_step_of(alone, now, visit);
  } else if (!is_held_up(now)) {
    int previous = -1;
    for (int node : now)
      if (std::exchange(previous, node) != node) for_each_step_of(node, now, visit);
  }
  for_each_death_of_waiting(now, visit);
  if (may_pass_time(now)) pass_time(now, visit);
}

/// While it lives, deliveries that end at once stay in the worlds that are made, and a handler may
/// also die after a request that changes nothing. A search leaves out such deaths: the handler
/// could begin later instead.
class TransitionSystem::KeepsAll {
 public:
  explicit KeepsAll(TransitionSystem& system) : system_{system} { system_.keeps_all_ = true; }
  KeepsAll(const KeepsAll&) = delete;
  ~KeepsAll() { system_.keeps_all_ = false; }

 private:
  TransitionSystem& system_;
};

template <typename Visitor>
void TransitionSystem::for_each_successor_like(const Step& wanted, const World& now,
                                               const Visitor& visit) {
  const KeepsAll here{*this};
  if (wanted.what == Step::What::time) {
    if (may_pass_time(now)) pass_time(now, visit);
    return;
  }
  if (wanted.variant >= Step::waiting && wanted.what == Step::What::die)
    return for_each_death_of_waiting(now, visit);
  const int alone = running(now);
  if (is_held_up(now)) return;
  if (alone < 0 || alone == wanted.node) for_each_step_of(wanted.node, now, visit);
}

template <typename Visitor>
void TransitionSystem::settle(World& world, const Visitor& each) {
  for (int node; (node = first_independent(world)) >= 0;) {
    const std::vector<Move>& moves = moves_of(node, world);
    if (moves.size() > 1 || may_die(node, moves.front(), world)) return;
    Step step;
    World next;
    for_each_step_of(node, world, [&](const Step& taken, World& then) {
      step = taken;
      next = then;
    });
    world = next;
    each(step, world);
  }
}

}  // namespace sim
