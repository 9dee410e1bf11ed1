#include "sim/live.hpp"

#include <fmt/format.h>

#include "sim/host.hpp"

namespace sim {

namespace {

std::unique_ptr<Running> start(const Walk& walk, const Delivery& delivery) {
  Rules& rules = walk.rules();
  const Event& event = rules.library().events.event(delivery.message.event);
  const Instant now = rules.scenario().start + Duration{walk.world().now_ms};
  const int handler = delivery.message.handler;
  if (const auto& host = rules.behaviour.host()) return host->start(handler, event, now);
  return std::make_unique<Run>(rules.behaviour.handler(handler), event, now);
}

}  // namespace

Live::Live(const Walk& walk) { arrive(walk); }

void Live::arrive(const Walk& walk) {
  Rules& rules = walk.rules();
  for (std::size_t i = runs_.size(); i < walk.deliveries().size(); ++i) {
    const Delivery& delivery = walk.deliveries()[i];
    runs_.emplace_back();
    // whoever reads the clock first thing has not begun
    if (rules.behaviour.action(delivery.node).kind == Action::Kind::start) continue;
    runs_[i] = start(walk, delivery);
    compare(walk, int(i));
    if (runs_[i]->asks().is_end()) runs_[i].reset();
  }
}

void Live::compare(const Walk& walk, int delivery) {
  const Ask& expected = walk.rules().behaviour.asks(walk.deliveries()[std::size_t(delivery)].node);
  const Ask& found = runs_[std::size_t(delivery)]->asks();
  if (surprise_ || found == expected) return;
  surprise_ = fmt::format(
      "{}: given the same event and the same answers\n  alone it asks for         {}\n  among "
      "other runs it asks  {}",
      walk.name_of(delivery), expected.action.dump(), found.action.dump());
}

bool Live::follow(const Walk& walk, const Step& step) {
  if (surprise_) return false;
  Rules& rules = walk.rules();
  const int who = walk.mover();
  if (who >= 0) {
    std::unique_ptr<Running>& run = runs_[std::size_t(who)];
    const Delivery& delivery = walk.deliveries()[std::size_t(who)];
    const Instant now = rules.scenario().start + Duration{walk.world().now_ms};
    if (step.what == Step::What::die) {
      run.reset();
    } else {
      if (run)
        run->tell(rules.behaviour.tolds[step.told], now);
      else
        run = start(walk, delivery);
      compare(walk, who);
      if (run->asks().is_end()) run.reset();
    }
  }
  arrive(walk);
  return !surprise_;
}

std::optional<std::string> confirm(Rules& rules, const Schedule& schedule,
                                   const std::function<void(std::size_t)>& before) {
  Walk walk = Walk::from(rules, schedule.beginning);
  Live live{walk};
  for (std::size_t i = 0; i < schedule.steps.size(); ++i) {
    const Step& step = schedule.steps[i];
    if (before) before(i);
    if (!walk.take(step)) return "a step of the schedule is not possible";
    if (!live.follow(walk, step)) break;
  }
  return live.surprise();
}

}  // namespace sim
