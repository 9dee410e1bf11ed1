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
  const auto& first = system.all_initial_states().at(std::size_t(initial_state));
  SchedulePlayer player{system, first.world};
  player.faults_ = first.duplicates;
  return player;
}

int SchedulePlayer::delivery_of(const Step& step) const {
  if (step.node < 0) return -1;
  const auto find = [&](const auto& is_it) {
    const auto found = std::find_if(deliveries_.begin(), deliveries_.end(), is_it);
    return found == deliveries_.end() ? -1 : int(found - deliveries_.begin());
  };
  if (step.what == Step::What::die && step.variant >= Step::waiting) {
    const auto answers = system_->timer_queues().answers(world_.timer_queue);
    const auto number = std::size_t(step.variant - Step::waiting);
    return number >= answers.size() ? -1 : find([&](const Delivery& delivery) {
      return delivery.waits_for == answers[number];
    });
  }
  const auto stands_there = [&](const Delivery& delivery) {
    return delivery.can_move() && delivery.node == step.node;
  };
  if (step.delivery >= 0 && step.delivery < int(deliveries_.size()) &&
      stands_there(deliveries_[std::size_t(step.delivery)]))
    return step.delivery;
  if (mover_ >= 0 && stands_there(deliveries_[std::size_t(mover_)])) return mover_;
  return find(stands_there);
}

void SchedulePlayer::send(const Arrival& arrival) {
  system_->send(world_, arrival);
  notice_newcomers();
}

/// Handlers in the world without a delivery belong to deliveries that have just arrived.
void SchedulePlayer::notice_newcomers() {
  std::vector<int> known;
  for (const Delivery& delivery : deliveries_)
    if (delivery.can_move()) known.push_back(delivery.node);
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
  for (Delivery& delivery : deliveries_)
    if (!delivery.waits_for || world_.timer_queue == 0) delivery.has_ended = true;
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
  told_.clear();
  if (who >= 0)
    move_on(who, step, after);
  else
    tell_answers(after.now_ms);
  mover_ = who;
  faults_ += system_->faults_of(world_, step, after);
  world_ = after;
  end_all_if_idle();
  notice_newcomers();
  return true;
}

void SchedulePlayer::move_on(int delivery, const Step& step, const World& after) {
  Delivery& mover = deliveries_[std::size_t(delivery)];
  if (step.what == Step::What::die) {
    mover.has_ended = true;
    mover.waits_for.reset();
    Delivery again = mover;
    again.has_ended = false;
    again.node = system_->behaviour.root_of(step.node);
    ++again.attempt;
    const auto stands_there = [&](const Delivery& other) {
      return other.can_move() && other.node == again.node;
    };
    // its port may deliver something else in its place, or nothing
    if (std::count(after.begin(), after.end(), again.node) >
        std::count_if(deliveries_.begin(), deliveries_.end(), stands_there))
      deliveries_.push_back(again);
  } else if (const Scheduled* later = system_->later_answer(step, world_)) {
    mover.waits_for = *later;
  } else {
    mover.node = system_->node_after(step, world_);
    mover.has_ended = system_->behaviour.has_ended(mover.node);
  }
}

/// Time passes to `until_ms`: handlers whose answers are due by then run on.
void SchedulePlayer::tell_answers(int until_ms) {
  for (const Scheduled& due : system_->timer_queues().split(world_.timer_queue, until_ms).due) {
    const auto waiting =
        std::find_if(deliveries_.begin(), deliveries_.end(),
                     [&](const Delivery& delivery) { return delivery.waits_for == due; });
    if (!due.is_answer() || waiting == deliveries_.end()) continue;
    waiting->waits_for.reset();
    waiting->node = system_->behaviour.after(due.node, due.reply, until_ms);
    waiting->has_ended = system_->behaviour.has_ended(waiting->node);
    told_.push_back(int(waiting - deliveries_.begin()));
  }
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
