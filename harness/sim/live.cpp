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
  if (rules.scenario().host) return rules.scenario().host->start(handler, event, now);
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

namespace {

struct Kept {
  Question so_far;
  std::vector<Ask> asked;
  std::unique_ptr<Run> run;
};

bool goes_on(const Kept& kept, const Question& question) {
  const Question& before = kept.so_far;
  if (before.handler != question.handler || before.started != question.started ||
      before.event != question.event || before.history.size() + 1 != question.history.size() ||
      kept.asked.back().is_end())
    return false;
  for (std::size_t i = 0; i < before.history.size(); ++i)
    if (before.history[i].told != question.history[i].told ||
        before.history[i].at != question.history[i].at)
      return false;
  return true;
}

}  // namespace

Oracle keeping_alive(const Scenario& scenario) {
  if (scenario.host) return at_home(scenario);  // nobody debugs what runs elsewhere
  std::vector<eda::Handler> handlers;
  for (const eda::Service& service : scenario.services)
    for (const eda::Subscription& subscription : service.subscriptions)
      handlers.push_back(subscription.handler);
  const auto all = std::make_shared<std::vector<Kept>>();
  return [handlers, all](const Question& question) {
    for (Kept& kept : *all) {
      if (!goes_on(kept, question)) continue;
      kept.run->tell(question.history.back().told, question.history.back().at);
      kept.so_far = question;
      kept.asked.push_back(kept.run->asks());
      return kept.asked;
    }
    const eda::Handler& handler = handlers[std::size_t(question.handler)];
    Kept kept{question, {}, std::make_unique<Run>(handler, question.event, question.started)};
    kept.asked.push_back(kept.run->asks());
    for (const auto& [told, at] : question.history) {
      kept.run->tell(told, at);
      kept.asked.push_back(kept.run->asks());
    }
    std::vector<Ask> asked = kept.asked;
    all->push_back(std::move(kept));
    return asked;
  };
}

}  // namespace sim
