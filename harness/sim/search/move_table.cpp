#include "sim/search/move_table.hpp"

namespace sim {

std::vector<Move> MoveTable::learn(int node, const World& now, Budget possible) {
  const Action action = behaviour_.action(node);
  if (action.kind == Action::Kind::start)
    return {{.state = now.ports[0],
             .child = behaviour_.after(node, 0, now.now_ms),
             .changes_nothing = true}};
  const int state = now.ports[std::size_t(action.port)];
  Port& port = ports_[action.port];
  std::vector<Move> moves;
  const Budget at_port = targets_.at_port(action.port, possible);
  bool reads_clock = false;
  for (Effect& effect :
       port.step(action.action, {.state = state, .now_ms = now.now_ms, .faults = at_port})) {
    Move move{.state = effect.state, .spent = effect.spent};
    move.reply = behaviour_.replies.number(effect.reply);
    move.child = behaviour_.after(node, move.reply, now.now_ms);
    move.changes_nothing = effect.state == state && effect.deliveries.empty() &&
                           effect.scheduled.empty() && effect.cancelled.empty();
    reads_clock = reads_clock || behaviour_.suspension(move.child).read_clock;
    move.forgets = effect.spent.left(Fault::stale) > 0;
    for (const Message& message : effect.deliveries) footprints.leads_to(node, message);
    for (const Scheduled& scheduled : effect.scheduled) footprints.leads_to(node, scheduled);
    if (!effect.deliveries.empty()) {
      move.deliveries = int(deliveries_.size());
      deliveries_.push_back(std::move(effect.deliveries));
    }
    if (!effect.scheduled.empty() || !effect.cancelled.empty()) {
      move.scheduled = int(changes_.size());
      changes_.push_back({std::move(effect.scheduled), std::move(effect.cancelled)});
    }
    moves.push_back(move);
  }
  // the moment of a reply matters to a handler that reads the clock next, whichever reply that is
  const bool time_matters = reads_clock && time_can_race(scenario_.faults);
  moves.front().is_independent = port.is_independent(action.action, state) && !time_matters;
  return moves;
}

}  // namespace sim
