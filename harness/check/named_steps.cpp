#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "check/named_schedule.hpp"

// The part of NamedSchedule that takes steps.
namespace check {

using sim::Step;

/// Takes a step like `step`, which the world allows.
void NamedSchedule::take(Step step) {
  const int number = int(schedule_.steps.size());
  if (number >= steps_max)
    throw RefusedEntry{fmt::format("the events lead to further events after {} steps", number),
                       "Which service publishes events that start its own handlers again?"};
  if (plan_.dies_at == number) step.what = Step::What::die;
  const sim::World now = player_->world();
  system_->for_each_successor_like(step, now, [&](const Step& other, sim::World&) {
    if (other.what == step.what && other.variant == step.variant) step.reply = other.reply;
  });
  const int mover = player_->delivery_of(step);
  [[maybe_unused]] const bool is_possible = player_->take(step);
  assert(is_possible && "a step of a named schedule is one that the world allows");
  schedule_.steps.push_back(step);
  for (Part& part : parts_) {
    if (part.number != mover || mover < 0) continue;
    part.latest_step = number;
    part.named.has_died = step.what == Step::What::die;
    part.has_crashed = part.named.has_died && plan_.dies_at != number;
  }
  note_ends();
}

void NamedSchedule::note_ends() {
  for (Part& part : parts_) {
    NamedDelivery& named = part.named;
    const bool has_ended = part.number >= 0 && delivery(part).has_ended;
    if (named.has_died || named.has_ended || !has_ended) continue;
    named.has_ended = true;
    named.ended_at = int(schedule_.steps.size());
    named.ended = eda::Duration{player_->world().now_ms};
    named.published_before_end =
        system_->ports().bus().taken(system_->end_of(player_->world()).published).size();
  }
}

void NamedSchedule::act(int number, Step::What what) {
  take({.what = what, .node = player_->deliveries()[std::size_t(number)].node, .delivery = number});
}

void NamedSchedule::let_start(const Part& part) {
  while (can_move(part.number) &&
         system_->behaviour.action(delivery(part).node).kind == sim::Action::Kind::start)
    act(part.number);
}

void NamedSchedule::expect(const Part& part, const std::string& verb) const {
  if (verbs_ == Verbs::loose || verb.empty()) return;
  const sim::Action& action = system_->behaviour.action(delivery(part).node);
  const sim::Request request = system_->ports()[action.port].request(action.action);
  if (request.verb == verb) return;
  throw RefusedEntry{
      fmt::format("{} asks for \"{}{}{}\" and not for \"{}\"", part.named.who, request.verb,
                  request.key.empty() ? "" : " ", request.key, verb),
      "Read the code from the place where it waits. Which request comes next? Verbs are get, "
      "update, scan, next, publish."};
}

void NamedSchedule::step(const Entry& entry, Part& part, Step::What what) {
  let_start(part);
  if (!can_move(part.number)) return;  // it ended there, or it waits for an answer
  expect(part, entry.verb);
  const int node = delivery(part).node;
  const bool waits = system_->later_answer({.node = node}, player_->world()) != nullptr;
  act(part.number, waits ? Step::What::act : what);
  if (waits && what == Step::What::die) crash(part);
}

/// Lets the process of `part` die where it waits: its latest request was the last.
void NamedSchedule::crash(Part& part) {
  if (part.named.has_died) {
    const bool is_now = plan_.dies_at == part.latest_step && !part.has_crashed;
    part.has_crashed = true;
    if (is_now) return;
  }
  if (!may_go_on(part)) return;
  part.has_crashed = true;
  const std::optional<sim::Scheduled> waits_for = delivery(part).waits_for;
  if (!waits_for) {
    plan_.dies_at = part.latest_step;
    return;
  }
  const auto answers = system_->timer_queues().answers(player_->world().timer_queue);
  const auto answer = std::find(answers.begin(), answers.end(), *waits_for);
  take({.what = Step::What::die,
        .node = answer->node,
        .variant = Step::waiting + int(answer - answers.begin())});
}

void NamedSchedule::run_to_end(int number) {
  while (can_move(number)) act(number);
}

/// True if a delivery that the schedule does not name may run: its event has been named as often.
bool NamedSchedule::is_on_stage(int number) const {
  const sim::Delivery& one = player_->deliveries()[std::size_t(number)];
  bool is_staged = false;
  int begun = 0;
  for (const Who& who : order_) {
    if (!is_of(one, who)) continue;
    is_staged = true;
    if (handler_of(who) == one.message.handler) return false;
    begun += std::any_of(parts_.begin(), parts_.end(),
                         [&](const Part& part) { return part.who == who; });
  }
  return !is_staged || one.copy <= begun;
}

void NamedSchedule::run_others() {
  for (bool has_moved = true; has_moved;) {
    has_moved = false;
    for (int i = 0; i < int(player_->deliveries().size()) && !has_moved; ++i) {
      if (!can_move(i) || !is_on_stage(i)) continue;
      has_moved = true;
      run_to_end(i);
    }
    const sim::World& now = player_->world();
    if (has_moved || now.timer_queue == 0 ||
        system_->timer_queues().next_ms(now.timer_queue) > now.now_ms)
      continue;
    has_moved = true;
    take({.what = Step::What::time});
  }
}

void NamedSchedule::advance_to(int until_ms) {
  run_others();
  while (player_->world().timer_queue != 0 &&
         system_->timer_queues().next_ms(player_->world().timer_queue) <= until_ms) {
    take({.what = Step::What::time});
    run_others();
  }
}

void NamedSchedule::close() {
  const auto waits = [&](const Part& part) {
    return part.number >= 0 && delivery(part).waits_for.has_value();
  };
  while (true) {
    for (const Part& part : parts_) {
      if (part.number >= 0) run_to_end(part.number);
      run_others();
    }
    if (std::none_of(parts_.begin(), parts_.end(), waits)) return;
    take({.what = Step::What::time});
    run_others();
  }
}

}  // namespace check
