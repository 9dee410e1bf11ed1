#include "simulate/port_engine.hpp"

namespace sim {

Performed PortEngine::at_start() { return performed(port_.at_start()); }

Performed PortEngine::carry_out(const Json& request, const Call& call) {
  const Message in_hand{.from_port = call.from_port, .lane = call.lane};
  return chosen(port_.step_once(request, call.service, in_hand, situation(call)), call);
}

Performed PortEngine::signalled(int signal, const Call& call) { return step(signal, call); }

Situation PortEngine::situation(const Call& call) const {
  return {.state = state_, .now_ms = int(call.now_ms), .faults = call.faults};
}

Performed PortEngine::acknowledged(int lane, const Call& call) {
  return step(port_.acknowledge(lane), call);
}

std::optional<Performed> PortEngine::abandoned(int lane, const Call& call) {
  const int action = port_.abandon(lane);
  if (action < 0) return {};
  return step(action, call);
}

Json PortEngine::book() const { return port_.has_book() ? port_.book(state_) : Json{}; }

Performed PortEngine::step(int action, const Call& call) {
  return chosen(port_.step(action, situation(call)), call);
}

/// Takes one of the results with a fault that strikes; without one, the first.
Performed PortEngine::chosen(std::vector<Effect> effects, const Call& call) {
  std::vector<std::size_t> struck;
  for (std::size_t i = 0; i < effects.size(); ++i)
    if (!effects[i].spent.empty() && call.faults.covers(effects[i].spent)) struck.push_back(i);
  if (!struck.empty())
    return performed(std::move(effects[struck[call.random.below(struck.size())]]));
  return performed(std::move(effects.front()));
}

Performed PortEngine::performed(Effect effect) {
  state_ = effect.state;
  Performed performed{
      .reply = std::move(effect.reply), .spent = effect.spent, .answer_in_ms = effect.answer_in_ms};
  // a signal that the port has cancelled comes nevertheless: see Effect::cancelled
  for (const Message& message : effect.deliveries)
    performed.consignments.push_back(consignment(message));
  for (const Scheduled& item : effect.scheduled)
    performed.due.push_back({item.at_ms,
                             item.signal < 0 ? consignment(item.message) : Consignment{}, item.port,
                             item.signal});
  return performed;
}

Consignment PortEngine::consignment(const Message& message) const {
  // the table keeps its events
  return {message.handler,
          {std::shared_ptr<void>{}, &tables_.events.event(message.event)},
          message.from_port,
          message.lane};
}

}  // namespace sim
