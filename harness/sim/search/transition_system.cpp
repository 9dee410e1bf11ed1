#include "sim/search/transition_system.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/model/sweep_tick.hpp"

namespace sim {

using eda::Subscription;

TransitionSystem::TransitionSystem(Scenario scenario, std::shared_ptr<Executor> executor,
                                   Reductions reductions)
    : scenario_{std::move(scenario)},
      ports_{tables_, scenario_},
      targets_{scenario_, ports_},
      behaviour{scenario_, tables_, ports_, std::move(executor)},
      reductions_{reductions},
      moves_{scenario_, ports_, targets_, behaviour, reductions.mistake} {}

void TransitionSystem::carry_out(const Move& move, int port, World world, const Emit& emit) {
  world.budget = world.budget - move.spent;
  world.ports[std::size_t(port)] = move.state;
  if (move.scheduled >= 0)
    world.timer_queue = moves_.timer_queue_after(world.timer_queue, move.scheduled);
  if (move.deliveries < 0) return emit(world);
  deliver(moves_.deliveries(move), 0, world, emit);
}

void TransitionSystem::deliver(const std::vector<Message>& messages, std::size_t at, World world,
                               const Emit& emit) {
  if (at == messages.size()) return emit(world);
  const Message& message = messages[at];
  const int extra_max = !may_be_copied(message)
                            ? 0
                            : std::min(scenario_.faults.duplicates_per_event_max,
                                       world.budget.left(Fault::duplicate));
  for (int extra = 0; extra <= extra_max; ++extra) {
    if (extra > 0) world.budget = world.budget - Budget::one(Fault::duplicate);
    hand_over(world, message);
    deliver(messages, at + 1, world, emit);
  }
}

void TransitionSystem::leave(World& world, int node) {
  const KeepsAll here{*this};
  world.leave(node);
  end(world, node);
  stop_if_full(world);
}

void TransitionSystem::end(World& world, int node) {
  const Action& action = behaviour.action(node);
  if (action.kind == Action::Kind::threw) add_failure(world, action.failure);
  acknowledge(world, node);
}

void TransitionSystem::add_failure(World& world, int failure) {
  std::vector<int> failures = failures_[world.failures];
  const auto place = std::lower_bound(failures.begin(), failures.end(), failure);
  if (place == failures.end() || *place != failure) failures.insert(place, failure);
  world.failures = failures_.number(failures);
}

void TransitionSystem::stop(World& world) {
  ++overloads_;
  add_failure(world, behaviour.overload_by(world.dropped));
  world.dropped = -1;
  world.handlers_count = 0;
  world.timer_queue = 0;
}

void TransitionSystem::acknowledge(World& world, int node) {
  const Message& message = behaviour.message_of(node);
  if (message.from_port < 0) return;
  Port& port = ports_[message.from_port];
  int& state = world.ports[std::size_t(message.from_port)];
  const std::vector<Effect> effects =
      port.step(port.acknowledge(message.lane), {.state = state, .now_ms = world.now_ms});
  state = effects.front().state;
  reschedule(world, node, effects.front());
  for (const Message& next : effects.front().deliveries) {
    moves_.footprints.leads_to(node, next);
    hand_over(world, next);
  }
}

/// Schedules and cancels what the end or the death of the handler at `node` leads to.
void TransitionSystem::reschedule(World& world, int node, const Effect& effect) {
  if (effect.scheduled.empty() && effect.cancelled.empty()) return;
  for (const Scheduled& scheduled : effect.scheduled) moves_.footprints.leads_to(node, scheduled);
  world.timer_queue =
      moves_.timer_queues.changed(world.timer_queue, effect.scheduled, effect.cancelled);
}

/// Delivers what comes in place of a handler that has died: its message again, if the port from
/// which it came decides nothing else.
void TransitionSystem::come_again(World& world, int node) {
  const Message message = behaviour.message_of(node);
  const int action = message.from_port < 0 ? -1 : ports_[message.from_port].abandon(message.lane);
  if (action < 0) return world.enter(behaviour.root_of(node));
  int& state = world.ports[std::size_t(message.from_port)];
  const std::vector<Effect> effects =
      ports_[message.from_port].step(action, {.state = state, .now_ms = world.now_ms});
  state = effects.front().state;
  reschedule(world, node, effects.front());
  for (const Message& next : effects.front().deliveries) {
    if (next == message) {
      world.enter(behaviour.root_of(node));
      continue;
    }
    moves_.footprints.leads_to(node, next);
    hand_over(world, next);
  }
}

const Scheduled* TransitionSystem::later_answer(const Step& step, const World& before) {
  if (step.what != Step::What::act) return nullptr;
  // beyond 64: copies of what the move delivers
  const Move& move = moves_of(step.node, before).at(std::size_t(step.variant % 64));
  return move.child < 0 ? &moves_.answer(move) : nullptr;
}

int TransitionSystem::node_after(const Step& step, const World& before) {
  if (step.what != Step::What::act || later_answer(step, before) != nullptr) return -1;
  return behaviour.after(step.node, step.reply, before.now_ms);
}

void TransitionSystem::happen(const std::vector<Scheduled>& scheduled, std::size_t at, World world,
                              const Emit& emit) {
  if (at == scheduled.size()) return emit(world);
  const Scheduled& due = scheduled[at];
  if (due.is_answer()) {
    enter(world, behaviour.after(due.node, due.reply, world.now_ms));
    return happen(scheduled, at + 1, world, emit);
  }
  if (due.signal >= 0) {
    const Situation situation{.state = world.ports[std::size_t(due.port)],
                              .now_ms = world.now_ms,
                              .faults = targets_.at_port(due.port, possible_faults(world))};
    for (const Effect& effect : ports_[due.port].step(due.signal, situation)) {
      if (!world.budget.covers(effect.spent)) continue;
      World next = world;
      next.budget = world.budget - effect.spent;
      next.ports[std::size_t(due.port)] = effect.state;
      next.timer_queue =
          moves_.timer_queues.changed(next.timer_queue, effect.scheduled, effect.cancelled);
      for (const Message& message : effect.deliveries) {
        moves_.footprints.leads_to(due, message);
        hand_over(next, message);
      }
      happen(scheduled, at + 1, next, emit);
    }
    return;
  }
  const bool is_timer = due.name >= 0;
  World once = world;
  hand_over(once, due.message);
  happen(scheduled, at + 1, once, emit);
  if ((is_timer || due.is_sweep) && once.budget.left(Fault::timer_duplicate) > 0) {
    hand_over(once, due.message);
    once.budget = once.budget - Budget::one(Fault::timer_duplicate);
    happen(scheduled, at + 1, once, emit);
  }
  if (is_timer && world.budget.left(Fault::late) > 0) {
    Scheduled late = due;
    late.at_ms = due.at_ms + int(scenario_.faults.timer_late_by.count());
    world.timer_queue = moves_.timer_queues.changed(world.timer_queue, {late}, {});
    world.budget = world.budget - Budget::one(Fault::late);
    happen(scheduled, at + 1, world, emit);
  }
}

bool TransitionSystem::publishes_for_listeners() const {
  for (const eda::Service& speaker : scenario_.services)
    for (const eda::Service& listener : scenario_.services)
      for (const Subscription& subscription : listener.subscriptions) {
        if (subscription.to == Subscription::To::pattern) return true;  // it may match any type
        for (const std::string& type : subscription.types)
          if (type.starts_with(speaker.domain) && targets_.may_be_copied(type)) return true;
      }
  return false;
}

int TransitionSystem::due_sweeps() {
  std::vector<Scheduled> scheduled;
  int handler = 0;
  for (const eda::Service& service : scenario_.services)
    for (const Subscription& subscription : service.subscriptions) {
      for (std::size_t i = 0;
           subscription.to == Subscription::To::sweeps && i < scenario_.sweeps.size(); ++i) {
        const int event = tables_.events.number(sweep_tick(scenario_, i));
        scheduled.push_back({.at_ms = int(scenario_.sweeps[i].count()),
                             .message = {.handler = handler, .event = event},
                             .is_sweep = true});
      }
      ++handler;
    }
  return moves_.timer_queues.changed(0, scheduled, {});
}

World TransitionSystem::empty_world() {
  World world;
  world.budget = Budget::of(scenario_.faults);
  world.timer_queue = due_sweeps();
  for (int port = 0; port < WorldPorts::count; ++port) {
    const Effect start = ports_[port].at_start();
    world.ports[std::size_t(port)] = start.state;
    world.timer_queue = moves_.timer_queues.changed(world.timer_queue, start.scheduled, {});
  }
  return world;
}

void TransitionSystem::send(World& world, const Arrival& arrival) {
  const KeepsAll here{*this};
  put_on_bus(world, arrival);
  stop_if_full(world);
}

void TransitionSystem::put_on_bus(World& world, const Arrival& arrival) {
  for (const Message& message : ports_.bus().deliveries(tables_.events.number(arrival.event))) {
    if (arrival.at == Duration{})
      hand_over(world, message);
    else
      world.timer_queue = moves_.timer_queues.changed(
          world.timer_queue, {{.at_ms = int(arrival.at.count()), .message = message}}, {});
  }
}

const std::vector<TransitionSystem::InitialState>& TransitionSystem::initial_states() {
  if (initial_states_.empty()) {
    const InitialState none{.world = empty_world()};
    begin(0, none, initial_states_);
  }
  return initial_states_;
}

const std::vector<TransitionSystem::InitialState>& TransitionSystem::all_initial_states() {
  if (all_initial_states_.empty()) {
    const KeepsAll here{*this};
    begin(0, {.world = empty_world()}, all_initial_states_);
  }
  return all_initial_states_;
}

void TransitionSystem::begin(std::size_t at, InitialState so_far, std::vector<InitialState>& all) {
  World& world = so_far.world;
  const int duplicates_left = scenario_.faults.duplicates_max - so_far.duplicates;
  if (at == scenario_.events.size()) {
    // what is left of the duplicates makes worlds differ only where it can still be spent
    world.budget.set(Fault::duplicate, publishes_for_listeners() ? duplicates_left : 0);
    stop_if_full(world);
    all.push_back(so_far);
    return;
  }
  // an event without a listener needs no copies
  const Event& event = scenario_.events[at].event;
  const bool may_have_copies = targets_.may_be_copied(event.type) &&
                               !ports_.bus().deliveries(tables_.events.number(event)).empty();
  const int extra_max =
      may_have_copies ? std::min(duplicates_left, scenario_.faults.duplicates_per_event_max) : 0;
  for (int extra = 0; extra <= extra_max; ++extra) {
    put_on_bus(world, scenario_.events[at]);
    so_far.duplicates += extra > 0;
    begin(at + 1, so_far, all);
  }
}

}  // namespace sim
