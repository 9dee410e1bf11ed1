#pragma once

// The part of Rules that runs for every step of every schedule; rules.hpp includes it.
#include "sim/rules.hpp"

namespace sim {

inline Budget Rules::possible_faults(const World& now) const {
  constexpr Budget of_ports = Budget::one(Fault::stale) + Budget::one(Fault::throttle) +
                              Budget::one(Fault::unknown) + Budget::one(Fault::partial);
  return now.budget.kinds().of_kinds(of_ports);
}

inline const std::vector<Rules::Move>& Rules::moves_of(int node, const World& now) {
  const Budget possible = possible_faults(now);
  const Action& action = behaviour.action(node);
  const int state = now.ports[std::size_t(action.port)];
  const FlatMap::Key key{std::uint64_t(std::uint32_t(node)) << 32 | std::uint32_t(state),
                         std::uint64_t(std::uint32_t(now.now_ms)) << 32 | possible.bits()};
  const std::uint32_t known = moves_.find(key);
  if (known != FlatMap::none) return learnt_[known];
  std::vector<Move> moves = learn_moves(node, now, possible);
  moves_.add(key, std::uint32_t(learnt_.size()));
  return learnt_.emplace_back(std::move(moves));
}

inline int Rules::agenda_after(int agenda, int dues) {
  const FlatMap::Key key{std::uint64_t(agenda), std::uint64_t(dues)};
  const std::uint32_t known = agendas_after_.find(key);
  if (known != FlatMap::none) return int(known);
  const DueChange& change = due_changes_[std::size_t(dues)];
  const int after = agendas_.changed(agenda, change.added, change.cancelled);
  agendas_after_.add(key, std::uint32_t(after));
  return after;
}

inline void Rules::enter(World& world, int node) {
  if (behaviour.action(node).kind < Action::Kind::done) return world.enter(node);
  end(world, node);
}

/// In a scenario without overlap: the handler that has begun and not ended; -1: none.
inline int Rules::running(const World& now) const {
  if (scenario_.overlap == Overlap::full) return -1;
  for (int node : now)
    if (behaviour.root_of(node) != node) return node;
  return -1;
}

inline int Rules::first_settled(const World& now) {
  if (!savings_.settled_first || scenario_.overlap != Overlap::full) return -1;
  for (int node : now)
    if (behaviour.action(node).may_settle && moves_of(node, now).front().is_settled) return node;
  return -1;
}

template <typename Visitor>
void Rules::each_step_of(int node, const World& now, const Visitor& visit) {
  const std::vector<Move>& moves = moves_of(node, now);
  const int port = behaviour.action(node).port;
  World next;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const Move& move = moves[i];
    if (!now.budget.covers(move.spent)) continue;
    bool may_die = now.budget.left(Fault::crash) > 0 && !move.changes_nothing;
    if (move.deliveries < 0) {
      next = now;
      next.leave(node);
      next.budget = now.budget - move.spent;
      next.ports[std::size_t(port)] = move.state;
      if (move.dues >= 0) {
        next.agenda = agenda_after(now.agenda, move.dues);
        // what is replaced by the same, or cancelled and never was, has not changed
        may_die =
            may_die && (next.agenda != now.agenda || move.state != now.ports[std::size_t(port)]);
      }
      if (move.forgets)
        for (int p = 0; p < WorldPorts::count; ++p)
          next.ports[std::size_t(p)] = ports_[p].forget(next.ports[std::size_t(p)], next.budget);
      if (may_die) {
        World died = next;
        died.budget = next.budget - Budget::one(Fault::crash);
        died.enter(behaviour.root_of(node));
        visit(Step{Step::What::die, node, int(i), move.told}, died);
      }
      enter(next, move.child);
      visit(Step{Step::What::act, node, int(i), move.told}, next);
      continue;
    }
    World base = now;
    base.leave(node);
    int branch = int(i);
    carry_out(move, port, base, [&](World& then) {
      if (may_die) {
        World died = then;
        died.budget = then.budget - Budget::one(Fault::crash);
        died.enter(behaviour.root_of(node));
        visit(Step{Step::What::die, node, branch, move.told}, died);
      }
      enter(then, move.child);
      visit(Step{Step::What::act, node, branch, move.told}, then);
      branch += 64;  // a copy more of what was delivered
    });
  }
}

template <typename Visitor>
void Rules::pass_time(const World& now, const Visitor& visit) {
  World next = now;
  if (!now.is_idle() && !scenario_.faults.time_races)
    next.budget = now.budget - Budget::one(Fault::race);
  next.now_ms = std::max(now.now_ms, agendas_.next_ms(now.agenda));
  const Agendas::Split& split = agendas_.split(now.agenda, next.now_ms);
  next.agenda = split.rest;
  int variant = 0;
  happen(split.due, 0, next, [&](World& then) {
    visit(Step{Step::What::time, -1, variant++, 0}, then);
  });
}

template <typename Visitor>
void Rules::each_next(const World& now, const Visitor& visit) {
  const int settled = first_settled(now);
  if (settled >= 0) return each_step_of(settled, now, visit);
  each_choice(now, visit);
}

template <typename Visitor>
void Rules::each_choice(const World& now, const Visitor& visit) {
  const int alone = running(now);
  if (alone >= 0) {
    each_step_of(alone, now, visit);
  } else {
    int previous = -1;
    for (int node : now)
      if (std::exchange(previous, node) != node) each_step_of(node, now, visit);
  }
  if (may_pass_time(now)) pass_time(now, visit);
}

/// While it lives, deliveries that end at once stay in the worlds that are made.
class Rules::KeepsAll {
 public:
  explicit KeepsAll(Rules& rules) : rules_{rules} { rules_.keeps_all_ = true; }
  KeepsAll(const KeepsAll&) = delete;
  ~KeepsAll() { rules_.keeps_all_ = false; }

 private:
  Rules& rules_;
};

template <typename Visitor>
void Rules::each_like(const Step& wanted, const World& now, const Visitor& visit) {
  const KeepsAll here{*this};
  if (wanted.what == Step::What::time) {
    if (may_pass_time(now)) pass_time(now, visit);
    return;
  }
  const int alone = running(now);
  if (alone < 0 || alone == wanted.node) each_step_of(wanted.node, now, visit);
}

template <typename Visitor>
void Rules::settle(World& world, const Visitor& each) {
  for (int node; (node = first_settled(world)) >= 0;) {
    const std::vector<Move>& moves = moves_of(node, world);
    if (moves.size() > 1 || (world.budget.left(Fault::crash) > 0 && !moves.front().changes_nothing))
      return;
    Step step;
    World next;
    each_step_of(node, world, [&](const Step& taken, World& then) {
      step = taken;
      next = then;
    });
    world = next;
    each(step, world);
  }
}

}  // namespace sim
