#include "sim/search/schedule_player.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sim {

namespace {

/// Order of deliveries that arrive at the same moment. It does not depend on the search before,
/// because a token names deliveries by their numbers.
bool arrives_before(TransitionSystem& system, int node, int other) {
  const auto& events = system.scenario().events;
  const auto rank_of = [&](const Message& message) {
    const Event& event = system.tables().events.event(message.event);
    return std::find_if(events.begin(), events.end(),
                        [&](const Arrival& arrival) { return arrival.event == event; }) -
           events.begin();
  };
  const Message& message = system.behaviour.message_of(node);
  const Message& others = system.behaviour.message_of(other);
  const auto rank = rank_of(message), others_rank = rank_of(others);
  if (rank != others_rank) return rank < others_rank;
  if (message.event != others.event) {
    const Json &event = system.tables().events[message.event],
               &others_event = system.tables().events[others.event];
    if (event != others_event) return event < others_event;
  }
  return message.handler != others.handler ? message.handler < others.handler : node < other;
}

}  // namespace

SchedulePlayer::SchedulePlayer(TransitionSystem& system, World first)
    : system_{&system}, world_{first} {
  notice_newcomers();
}

SchedulePlayer SchedulePlayer::from(TransitionSystem& system, int initial_state) {
  return SchedulePlayer{system, system.all_initial_states().at(std::size_t(initial_state)).world};
}

int SchedulePlayer::delivery_of(const Step& step) const {
  if (step.node < 0) return -1;
  if (mover_ >= 0 && !deliveries_[std::size_t(mover_)].has_ended &&
      deliveries_[std::size_t(mover_)].node == step.node)
    return mover_;
  for (std::size_t i = 0; i < deliveries_.size(); ++i)
    if (!deliveries_[i].has_ended && deliveries_[i].node == step.node) return int(i);
  return -1;
}

void SchedulePlayer::send(const Arrival& arrival) {
  system_->send(world_, arrival);
  notice_newcomers();
}

/// Handlers in the world without a delivery belong to deliveries that have just arrived.
void SchedulePlayer::notice_newcomers() {
  std::vector<int> known;
  for (const Delivery& delivery : deliveries_)
    if (!delivery.has_ended) known.push_back(delivery.node);
  std::sort(known.begin(), known.end());
  std::vector<int> strangers;
  std::set_difference(world_.begin(), world_.end(), known.begin(), known.end(),
                      std::back_inserter(strangers));
  std::sort(strangers.begin(), strangers.end(),
            [&](int a, int b) { return arrives_before(*system_, a, b); });
  const int first = int(deliveries_.size());
  for (int node : strangers) {
    Delivery delivery{.message = system_->behaviour.message_of(node), .node = node};
    for (const Delivery& other : deliveries_)
      if (other.attempt == 1 && other.message.handler == delivery.message.handler &&
          other.message.event == delivery.message.event)
        ++delivery.copy;
    deliveries_.push_back(delivery);
  }
  for (int i = first; i < first + int(strangers.size()); ++i) settle(i);
}

void SchedulePlayer::settle(int number) {
  const int node = deliveries_[std::size_t(number)].node;
  if (deliveries_[std::size_t(number)].has_ended || !system_->behaviour.has_ended(node)) return;
  deliveries_[std::size_t(number)].has_ended = true;
  system_->leave(world_, node);
  end_all_if_idle();
  notice_newcomers();
}

/// Ends all deliveries if no handler is left in the world: an overload stops handlers that have not
/// ended themselves.
void SchedulePlayer::end_all_if_idle() {
  if (!world_.is_idle()) return;
  for (Delivery& delivery : deliveries_) delivery.has_ended = true;
}

bool SchedulePlayer::take(const Step& step) {
  const int who = delivery_of(step);
  if (step.node >= 0 && who < 0) return false;
  bool is_possible = false;
  World after;
  system_->for_each_successor_like(step, world_, [&](const Step& other, World& next) {
    if (other.what != step.what || other.variant != step.variant) return;
    after = next;
    is_possible = true;
  });
  if (!is_possible) return false;
  if (who >= 0) {
    Delivery& mover = deliveries_[std::size_t(who)];
    if (step.what == Step::What::die) {
      mover.has_ended = true;
      Delivery again = mover;
      again.has_ended = false;
      again.node = system_->behaviour.root_of(step.node);
      ++again.attempt;
      deliveries_.push_back(again);
    } else {
      mover.node = system_->behaviour.after(step.node, step.reply, world_.now_ms);
      mover.has_ended = system_->behaviour.has_ended(mover.node);
    }
  }
  mover_ = who;
  world_ = after;
  end_all_if_idle();
  notice_newcomers();
  return true;
}

std::string SchedulePlayer::name_of(int number) const {
  const Delivery& delivery = deliveries_[std::size_t(number)];
  const Event& event = system_->tables().events.event(delivery.message.event);
  std::string name = short_type(event.type);
  const bool has_namesake =
      std::any_of(deliveries_.begin(), deliveries_.end(), [&](const Delivery& other) {
        return other.message.event != delivery.message.event &&
               system_->tables().events.event(other.message.event).type == event.type;
      });
  const auto& events = system_->scenario().events;
  const bool will_have_one = std::any_of(events.begin(), events.end(), [&](const Arrival& arrival) {
    return arrival.event.type == event.type && !(arrival.event == event);
  });
  if (has_namesake || will_have_one) name += " " + short_name(event);
  const bool others_hear_it =
      std::any_of(deliveries_.begin(), deliveries_.end(), [&](const Delivery& other) {
        return other.message.event == delivery.message.event &&
               other.message.handler != delivery.message.handler;
      });
  const int service = system_->behaviour.service_of(delivery.message.handler);
  if (others_hear_it) name += " to " + system_->scenario().services[std::size_t(service)].name;
  const auto ordinal = [](int n) {
    return n == 2 ? "2nd" : n == 3 ? "3rd" : fmt::format("{}th", n);
  };
  if (delivery.copy > 1) name += fmt::format(" ({} copy)", ordinal(delivery.copy));
  if (delivery.attempt > 1)
    name += delivery.attempt == 2 ? " (again)"
                                  : fmt::format(" (again, {} time)", ordinal(delivery.attempt));
  return name;
}

}  // namespace sim
