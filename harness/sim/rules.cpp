#include "sim/rules.hpp"

#include <algorithm>
#include <stdexcept>

namespace sim {

using eda::Subscription;

Rules::Rules(Scenario scenario, Oracle oracle, Savings savings)
    : scenario_{std::move(scenario)},
      ports_{library_, scenario_},
      behaviour{scenario_, library_, ports_, std::move(oracle)},
      savings_{savings} {}

std::vector<Rules::Move> Rules::learn_moves(int node, const World& now, Budget possible) {
  const Action action = behaviour.action(node);
  if (action.kind == Action::Kind::start)
    return {{.state = now.ports[0],
             .child = behaviour.after(node, 0, now.now_ms),
             .changes_nothing = true}};
  const int state = now.ports[std::size_t(action.port)];
  Port& port = ports_[action.port];
  std::vector<Move> moves;
  for (Effect& effect :
       port.step(action.action, {.state = state, .now_ms = now.now_ms, .faults = possible})) {
    Move move{.state = effect.state, .spent = effect.spent};
    move.told = behaviour.tolds.number(effect.told);
    move.child = behaviour.after(node, move.told, now.now_ms);
    move.changes_nothing = effect.state == state && effect.deliveries.empty() &&
                           effect.dues.empty() && effect.cancelled.empty();
    // a handler that reads the clock next is not indifferent to when it gets its answer
    const bool time_matters =
        time_can_race(scenario_.faults) && behaviour.asks(move.child).read_clock;
    move.is_settled = port.is_settled(action.action, state) && !time_matters;
    move.forgets = effect.spent.left(Fault::stale) > 0;
    if (!effect.deliveries.empty()) {
      move.deliveries = int(messages_.size());
      messages_.push_back(std::move(effect.deliveries));
    }
    if (!effect.dues.empty() || !effect.cancelled.empty()) {
      move.dues = int(due_changes_.size());
      due_changes_.push_back({std::move(effect.dues), std::move(effect.cancelled)});
    }
    moves.push_back(move);
  }
  return moves;
}

void Rules::carry_out(const Move& move, int port, World world, const Emit& emit) {
  world.budget = world.budget - move.spent;
  world.ports[std::size_t(port)] = move.state;
  if (move.dues >= 0) world.agenda = agenda_after(world.agenda, move.dues);
  if (move.deliveries < 0) return emit(world);
  deliver(messages_[std::size_t(move.deliveries)], 0, world, emit);
}

void Rules::deliver(const std::vector<Message>& messages, std::size_t at, World world,
                    const Emit& emit) {
  if (at == messages.size()) return emit(world);
  const Message& message = messages[at];
  const int extra_max = message.from_port >= 0 ? 0
                                               : std::min(scenario_.faults.duplicates_per_event_max,
                                                          world.budget.left(Fault::duplicate));
  for (int extra = 0; extra <= extra_max; ++extra) {
    if (extra > 0) world.budget = world.budget - Budget::one(Fault::duplicate);
    hand_over(world, message);
    deliver(messages, at + 1, world, emit);
  }
}

void Rules::end(World& world, int node) {
  const Action& action = behaviour.action(node);
  if (action.kind == Action::Kind::threw) {
    std::vector<int> failures = failures_[world.failures];
    const auto place = std::lower_bound(failures.begin(), failures.end(), action.failure);
    if (place == failures.end() || *place != action.failure) failures.insert(place, action.failure);
    world.failures = failures_.number(failures);
  }
  acknowledge(world, behaviour.message_of(node));
}

void Rules::acknowledge(World& world, const Message& message) {
  if (message.from_port < 0) return;
  Port& port = ports_[message.from_port];
  int& state = world.ports[std::size_t(message.from_port)];
  const std::vector<Effect> effects =
      port.step(port.acknowledge(message.lane), {.state = state, .now_ms = world.now_ms});
  state = effects.front().state;
  for (const Message& next : effects.front().deliveries) hand_over(world, next);
}

void Rules::happen(const std::vector<Due>& dues, std::size_t at, World world, const Emit& emit) {
  if (at == dues.size()) return emit(world);
  const Due& due = dues[at];
  if (due.signal >= 0) {
    const Situation situation{.state = world.ports[std::size_t(due.port)],
                              .now_ms = world.now_ms,
                              .faults = possible_faults(world)};
    for (const Effect& effect : ports_[due.port].step(due.signal, situation)) {
      World next = world;
      next.ports[std::size_t(due.port)] = effect.state;
      next.agenda = agendas_.changed(next.agenda, effect.dues, effect.cancelled);
      for (const Message& message : effect.deliveries) hand_over(next, message);
      happen(dues, at + 1, next, emit);
    }
    return;
  }
  const bool is_timer = due.name >= 0;
  World once = world;
  hand_over(once, due.message);
  happen(dues, at + 1, once, emit);
  if ((is_timer || due.is_sweep) && once.budget.left(Fault::timer_duplicate) > 0) {
    hand_over(once, due.message);
    once.budget = once.budget - Budget::one(Fault::timer_duplicate);
    happen(dues, at + 1, once, emit);
  }
  if (is_timer && world.budget.left(Fault::late) > 0) {
    Due late = due;
    late.at_ms = due.at_ms + int(scenario_.faults.timer_late_by.count());
    world.agenda = agendas_.changed(world.agenda, {late}, {});
    world.budget = world.budget - Budget::one(Fault::late);
    happen(dues, at + 1, world, emit);
  }
}

bool Rules::publishes_for_listeners() const {
  for (const eda::Service& speaker : scenario_.services)
    for (const eda::Service& listener : scenario_.services)
      for (const Subscription& subscription : listener.subscriptions)
        for (const std::string& type : subscription.types)
          if (type.starts_with(speaker.domain)) return true;
  return false;
}

int Rules::due_sweeps() {
  std::vector<Due> dues;
  int handler = 0;
  for (const eda::Service& service : scenario_.services)
    for (const Subscription& subscription : service.subscriptions) {
      for (std::size_t i = 0;
           subscription.to == Subscription::To::sweeps && i < scenario_.sweeps.size(); ++i) {
        Event tick{"eda.sweep"};
        tick.source = "scheduler";
        tick.id = "sweep-" + std::to_string(i + 1);
        tick.time = scenario_.start + scenario_.sweeps[i];
        dues.push_back({.at_ms = int(scenario_.sweeps[i].count()),
                        .message = {.handler = handler, .event = library_.events.number(tick)},
                        .is_sweep = true});
      }
      ++handler;
    }
  return agendas_.changed(0, dues, {});
}

World Rules::empty_world() {
  World world;
  world.budget = Budget::of(scenario_.faults);
  world.agenda = due_sweeps();
  return world;
}

void Rules::send(World& world, const Arrival& arrival) {
  const KeepsAll here{*this};
  put_on_bus(world, arrival);
}

void Rules::put_on_bus(World& world, const Arrival& arrival) {
  for (const Message& message : ports_.bus().deliveries(library_.events.number(arrival.event))) {
    if (arrival.at == Duration{})
      hand_over(world, message);
    else
      world.agenda = agendas_.changed(world.agenda,
                                      {{.at_ms = int(arrival.at.count()), .message = message}}, {});
  }
}

const std::vector<Rules::Beginning>& Rules::beginnings() {
  if (beginnings_.empty()) {
    const Beginning none{.world = empty_world()};
    begin(0, none, beginnings_);
  }
  return beginnings_;
}

const std::vector<Rules::Beginning>& Rules::full_beginnings() {
  if (full_beginnings_.empty()) {
    const KeepsAll here{*this};
    begin(0, {.world = empty_world()}, full_beginnings_);
  }
  return full_beginnings_;
}

void Rules::begin(std::size_t at, Beginning so_far, std::vector<Beginning>& all) {
  World& world = so_far.world;
  const int duplicates_left = scenario_.faults.duplicates_max - so_far.duplicates;
  if (at == scenario_.events.size()) {
    // what is left of the duplicates makes worlds differ only where it can still be spent
    world.budget.set(Fault::duplicate, publishes_for_listeners() ? duplicates_left : 0);
    all.push_back(so_far);
    return;
  }
  // a copy of what nobody hears would be spent for nothing
  const bool is_heard =
      !ports_.bus().deliveries(library_.events.number(scenario_.events[at].event)).empty();
  const int extra_max =
      is_heard ? std::min(duplicates_left, scenario_.faults.duplicates_per_event_max) : 0;
  for (int extra = 0; extra <= extra_max; ++extra) {
    put_on_bus(world, scenario_.events[at]);
    so_far.duplicates += extra > 0;
    begin(at + 1, so_far, all);
  }
}

}  // namespace sim
