#include "sim/search/footprints.hpp"

#include <utility>

namespace sim {

Footprints::Footprints(const Scenario& scenario, const WorldPorts& ports,
                       const BehaviourTrie& behaviour, const TimerQueues& timer_queues,
                       FootprintMistake mistake)
    : ports_{ports},
      behaviour_{behaviour},
      timer_queues_{timer_queues},
      time_can_race_{time_can_race(scenario.faults)},
      runs_whole_{scenario.overlap != Overlap::full},
      may_crash_{scenario.faults.crashes_max > 0},
      mistake_{mistake} {}

void Footprints::forget_reliance() {
  for (Slot& slot : slots_) {
    slot.forbidden = {};
    slot.is_relied_on = false;
  }
}

int Footprints::add_slot(int parent) {
  slots_.emplace_back();
  users_.emplace_back();
  parents_.push_back(parent);
  return int(slots_.size()) - 1;
}

void Footprints::add_node() {
  const int node = int(slots_of_nodes_.size());
  const int parent = behaviour_.parent_of(node);
  const int slot = add_slot(parent < 0 ? -1 : slot_of(parent));
  slots_of_nodes_.push_back(slot);
  slots_of_roots_.push_back(slot_of(behaviour_.root_of(node)));
  if (parent < 0) link(slot, slot_of(behaviour_.message_of(node)));
  const Action& action = behaviour_.action(node);
  if (parent < 0 && action.kind >= Action::Kind::done) add_end_at_once(node);
  if (action.kind == Action::Kind::start) grow_next(slot, watches_time);
  if (action.kind == Action::Kind::request) touch(slot, action.port, action.action);
  // a handler ends, or dies, in the step before: what its port does then is part of that step
  const Message& message = behaviour_.message_of(node);
  const bool may_end = action.kind >= Action::Kind::done || may_crash_;
  if (parent >= 0 && may_end && message.from_port >= 0)
    for (const Touch& one : ports_[message.from_port].end_touches(message.lane))
      touch(slot_of(parent), message.from_port, one);
  // the moment of the reply matters to a handler that reads the clock next
  if (parent >= 0 && behaviour_.suspension(node).read_clock)
    grow_next(slot_of(parent), watches_time);
}

/// The handler of a delivery that ends before it asks for anything: its end is part of the step
/// that delivers.
void Footprints::add_end_at_once(int node) {
  const Message& message = behaviour_.message_of(node);
  if (message.from_port < 0) return;
  const std::vector<Touch> touches = ports_[message.from_port].end_touches(message.lane);
  if (touches.empty()) return;
  const int slot = slot_of(message);
  for (const Touch& one : touches) {
    ends_at_once_[slot].emplace_back(message.from_port, one);
    for (const int user : std::vector<int>{users_[std::size_t(slot)]})
      touch(user, message.from_port, one);
  }
}

int Footprints::slot_of(const Message& message) {
  const auto known = slots_of_messages_.find(message);
  if (known != slots_of_messages_.end()) return known->second;
  return slots_of_messages_.emplace(message, add_slot(-1)).first->second;
}

/// A signal to a port has the slot of a message that no handler gets. An answer has the slot of the
/// request: what the handler does later is in the future of that.
int Footprints::slot_of(const Scheduled& scheduled) {
  if (scheduled.is_answer()) return slot_of(scheduled.node);
  if (scheduled.signal < 0) return slot_of(scheduled.message);
  const Message signal{.handler = -1, .event = scheduled.signal, .from_port = scheduled.port};
  const bool is_known = slots_of_messages_.contains(signal);
  const int slot = slot_of(signal);
  if (!is_known) touch(slot, scheduled.port, scheduled.signal);
  return slot;
}

int Footprints::add_timer_queue(int timer_queue) {
  const int slot = add_slot(-1);
  if (std::size_t(timer_queue) >= slots_of_queues_.size())
    slots_of_queues_.resize(std::size_t(timer_queue) + 1, -1);
  slots_of_queues_[std::size_t(timer_queue)] = slot;
  grow_next(slot, time_passes);
  for (const Scheduled& due : timer_queues_.scheduled(timer_queue)) {
    link(slot_of(due), slot);
    if (due.signal >= 0) touch(slot, due.port, due.signal);
  }
  return slot;
}

void Footprints::leads_to(int node, const Message& message) {
  update();
  link(slot_of(message), slot_of(node));
}

void Footprints::leads_to(int node, const Scheduled& scheduled) {
  if (scheduled.is_answer() && runs_whole_ && !std::exchange(has_waits_, true)) ++invalidated_;
  if (!time_can_race_) return;  // it waits until no handler is under way
  update();
  const int slot = slot_of(node);
  grow_next(slot, watches_time);
  if (mistake_ == FootprintMistake::no_later_timers) return;
  if (!scheduled.is_answer()) link(slot_of(scheduled), slot);
  if (grow_future(slot, time_passes)) spread(slot);
}

void Footprints::leads_to(const Scheduled& due, const Message& message) {
  link(slot_of(message), slot_of(due));
}

void Footprints::touch(int slot, int port, int action) {
  for (const Touch& one : ports_[port].touches(action)) touch(slot, port, one);
}

void Footprints::touch(int slot, int port, const Touch& touch) {
  if (touch.thing == Touch::time) return grow_next(slot, watches_time);
  Thing& thing = things_[{port, touch.thing}];
  if (touch.access == Touch::Access::adds && thing.bit < 0) {
    thing.adders.push_back(slot);  // as long as no action reads it, they all commute
    return;
  }
  if (thing.bit < 0) {
    thing.bit = 1 + things_count_++ % (bits - 1);  // things that share a bit conflict: no harm
    for (const int adder : thing.adders) grow_next(adder, {0, std::uint64_t{1} << thing.bit});
  }
  const std::uint64_t bit = std::uint64_t{1} << thing.bit;
  grow_next(slot, {touch.access == Touch::Access::adds ? 0 : bit,
                   touch.access == Touch::Access::reads ? 0 : bit});
}

void Footprints::link(int from, int to) {
  const FlatMap::Key key{std::uint64_t(from), std::uint64_t(to)};
  if (links_.find(key) != FlatMap::none) return;
  links_.add(key, 0);
  users_[std::size_t(from)].push_back(to);
  if (const auto ends = ends_at_once_.find(from); ends != ends_at_once_.end())
    for (const auto& [port, one] : ends->second) touch(to, port, one);
  if (mistake_ != FootprintMistake::next_action_only) spread(from);
}

void Footprints::grow_next(int slot, const Footprint& more) {
  Slot& grown = (*this)[slot];
  if (!grown.next.add(more)) return;
  if (grown.is_relied_on && !runs_whole_) ++invalidated_;
  const bool has_own = grow_own(slot, more);
  const bool has_future = grow_future(slot, more);
  if ((has_own || has_future) && mistake_ != FootprintMistake::next_action_only) spread(slot);
}

bool Footprints::grow_own(int slot, const Footprint& more) {
  Slot& grown = (*this)[slot];
  if (!grown.own.add(more)) return false;
  if (grown.is_relied_on && runs_whole_) ++invalidated_;
  return true;
}

bool Footprints::grow_future(int slot, const Footprint& more) {
  Slot& grown = (*this)[slot];
  if (!grown.future.add(more)) return false;
  if (((more.read & grown.forbidden.read) | (more.changed & grown.forbidden.changed)) != 0)
    ++invalidated_;
  return true;
}

/// Hands what the future of `slot` has become to all whose future contains it.
void Footprints::spread(int slot) {
  open_.assign(1, slot);
  while (!open_.empty()) {
    const int from = open_.back();
    open_.pop_back();
    const Slot source = (*this)[from];
    if (const int parent = parents_[std::size_t(from)]; parent >= 0) {
      const bool has_own = grow_own(parent, source.own);
      if (grow_future(parent, source.future) || has_own) open_.push_back(parent);
    }
    for (const int user : users_[std::size_t(from)])
      if (grow_future(user, source.future)) open_.push_back(user);
  }
}

}  // namespace sim
