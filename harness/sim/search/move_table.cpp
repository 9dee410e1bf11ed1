#include "sim/search/move_table.hpp"

#include <algorithm>

namespace sim {

std::vector<Move> MoveTable::learn(int node, const World& now, Budget possible) {
  const Action action = behaviour_.action(node);
  if (action.kind == Action::Kind::start)
    return {{.state = now.ports[0],
             .child = behaviour_.after(node, 0, now.now_ms),
             .changes_nothing = true}};
  const Situation situation{.state = now.ports[std::size_t(action.port)],
                            .now_ms = now.now_ms,
                            .faults = targets_.at_port(action.port, possible)};
  std::vector<Move> moves;
  for (Effect& effect : ports_[action.port].step(action.action, situation))
    moves.push_back(learn(node, now, effect));
  // the moment of a reply matters to a handler that reads the clock next, whichever reply that is
  const bool time_matters = std::any_of(moves.begin(), moves.end(), [&](const Move& move) {
    return move.child < 0 ||
           (time_can_race(scenario_.faults) && behaviour_.suspension(move.child).read_clock);
  });
  const bool is_independent =
      ports_[action.port].is_independent(action.action, situation.state) && !time_matters;
  moves.front().is_independent = is_independent && !end_matters(node, moves);
  return moves;
}

/// True if one of `moves` may end the handler, or it may die, and that matters to others: see
/// Port::end_touches.
bool MoveTable::end_matters(int node, const std::vector<Move>& moves) const {
  const Message& message = behaviour_.message_of(node);
  if (message.from_port < 0 || ports_[message.from_port].end_touches(message.lane).empty())
    return false;
  return scenario_.faults.crashes_max > 0 ||
         std::any_of(moves.begin(), moves.end(), [&](const Move& move) {
           return move.child >= 0 && behaviour_.action(move.child).kind >= Action::Kind::done;
         });
}

Move MoveTable::learn(int node, const World& now, Effect& effect) {
  const Action action = behaviour_.action(node);
  const int state = now.ports[std::size_t(action.port)];
  const bool is_told_later = effect.answer_in_ms > 0;
  Move move{.state = effect.state, .spent = effect.spent};
  move.reply = behaviour_.replies.number(effect.reply);
  move.child = is_told_later ? -1 : behaviour_.after(node, move.reply, now.now_ms);
  move.changes_nothing = effect.state == state && effect.deliveries.empty() &&
                         effect.scheduled.empty() && effect.cancelled.empty();
  move.forgets = effect.spent.left(Fault::stale) > 0;
  for (const Message& message : effect.deliveries) footprints.leads_to(node, message);
  for (const Scheduled& scheduled : effect.scheduled) footprints.leads_to(node, scheduled);
  if (!effect.deliveries.empty()) {
    move.deliveries = int(deliveries_.size());
    deliveries_.push_back(std::move(effect.deliveries));
  }
  if (!effect.scheduled.empty() || !effect.cancelled.empty())
    move.scheduled = add({std::move(effect.scheduled), std::move(effect.cancelled)});
  if (!is_told_later) return move;
  const std::int64_t at_ms = std::int64_t{now.now_ms} + effect.answer_in_ms;
  const Scheduled answer{
      .at_ms = int(std::min<std::int64_t>(at_ms, INT32_MAX)), .node = node, .reply = move.reply};
  footprints.leads_to(node, answer);
  move.answer = add({{answer}, {}});
  return move;
}

}  // namespace sim
