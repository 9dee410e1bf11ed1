#include "judge/boxed_executor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace grader {

namespace {

using namespace std::chrono_literals;

/// Limit of the bytes of all replies. The judge's memory for them is about ten times as large. The
/// kit's own answers need at most 100 MiB.
constexpr std::size_t bytes_max = std::size_t{512} << 20;
/// Time above which a start is costly. A normal start takes about 3 ms.
constexpr auto cheap_start = 20ms;

/// Index of a handler among the answer's subscriptions; service < 0: it is not the answer's.
struct Place {
  int service = -1, subscription = 0;
};

std::vector<Place> places_in(const sim::Scenario& scenario,
                             const std::vector<const eda::Service*>& answers) {
  std::vector<Place> places;
  for (const eda::Service& service : scenario.services) {
    int found = -1;
    for (std::size_t i = 0; i < answers.size(); ++i)
      if (answers[i]->name == service.name) found = int(i);
    if (found >= 0 &&
        answers[std::size_t(found)]->subscriptions.size() != service.subscriptions.size())
      throw std::logic_error{fmt::format(
          "the service \"{}\" of a test is not the one in the activity's header", service.name)};
    for (std::size_t i = 0; i < service.subscriptions.size(); ++i)
      places.push_back({found, int(i)});
  }
  return places;
}

}  // namespace

/// A running delivery in the box.
class BoxedRun final : public sim::Execution {
 public:
  BoxedRun(BoxedAnswer& answer, Command command) : answer_{answer}, number_{++answer.runs_} {
    command.what = Command::What::start;
    command.run = number_;
    ask_ = answer_.ask(answer_.beside_, command).back();
  }
  ~BoxedRun() override {
    try {
      Command drop;
      drop.what = Command::What::drop;
      drop.run = number_;
      answer_.ask(answer_.beside_, drop);
    } catch (const std::exception&) {
      return;  // the trouble is recorded, and the next request will report it
    }
  }
  const sim::Suspension& suspension() const override { return ask_; }
  void resume(eda::Json reply, sim::Instant now) override {
    Command command;
    command.what = Command::What::tell;
    command.run = number_;
    command.told = std::move(reply);
    command.now = now;
    ask_ = answer_.ask(answer_.beside_, command).back();
  }

 private:
  BoxedAnswer& answer_;
  int number_;
  sim::Suspension ask_;
};

class BoxedExecutor final : public sim::Executor {
 public:
  BoxedExecutor(BoxedAnswer& answer, const sim::Scenario& scenario)
      : answer_{answer}, places_{places_in(scenario, answer.answers_)} {
    for (const eda::Service& service : scenario.services)
      for (const eda::Subscription& subscription : service.subscriptions)
        handlers_.push_back(subscription.handler);
  }

  std::vector<sim::Suspension> run(const sim::History& history) override {
    if (is_ours(history.handler)) return sim::run_history(handler(history.handler), history);
    return answer_.ask(answer_.alone_, command_for(history));
  }
  std::vector<sim::Suspension> run_afresh(const sim::History& history) override {
    if (is_ours(history.handler)) return sim::run_history(handler(history.handler), history);
    return answer_.ask_afresh(command_for(history));
  }
  std::unique_ptr<sim::Execution> start(int number, std::shared_ptr<const sim::Event> event,
                                        sim::Instant now) override {
    if (is_ours(number))
      return std::make_unique<sim::HandlerCoroutine>(handler(number), std::move(event), now);
    Command command = command_to(number);
    command.event = *event;
    command.now = now;
    return std::make_unique<BoxedRun>(answer_, std::move(command));
  }

  bool keeps_executions() const override { return false; }

 private:
  bool is_ours(int number) const { return places_.at(std::size_t(number)).service < 0; }
  const eda::Handler& handler(int number) const { return handlers_[std::size_t(number)]; }
  Command command_to(int number) const {
    const Place& place = places_.at(std::size_t(number));
    Command command;
    command.service = place.service;
    command.subscription = place.subscription;
    return command;
  }
  Command command_for(const sim::History& history) const {
    Command command = command_to(history.handler);
    command.event = history.event;
    command.now = history.started;
    command.history = history.replies;
    return command;
  }

  BoxedAnswer& answer_;
  std::vector<Place> places_;
  std::vector<eda::Handler> handlers_;
};

BoxedAnswer::BoxedAnswer(const Box& box, std::vector<const eda::Service*> answers,
                         const Limits& limits)
    : limits_{limits}, fork_server_{box}, answers_{std::move(answers)} {}

std::shared_ptr<sim::Executor> BoxedAnswer::executor_of(const sim::Scenario& scenario) {
  return std::make_shared<BoxedExecutor>(*this, scenario);
}

std::string BoxedAnswer::misfortune() const {
  if (misfortune_.empty() && fork_server_.has_gone()) return "The box ended while it was in use.";
  return misfortune_;
}

void BoxedAnswer::check_budgets() const {
  if (!misfortune_.empty()) throw std::runtime_error{misfortune_};
  if (cpu_ + asleep_ > limits_.all)
    throw Ended{Trouble::limit,
                fmt::format("its replies to all tests took more than {} seconds, computing or "
                            "asleep: the limit of time",
                            limits_.all.count())};
  if (silent_ > limits_.silent)
    throw Ended{Trouble::limit,
                fmt::format("it slept for more than {} seconds in questions without a reply, so "
                            "no more were asked: the limit of waiting",
                            limits_.silent.count())};
  if (bytes_ > bytes_max)
    throw Ended{Trouble::limit,
                fmt::format("its replies to all tests have more than {} MiB: the limit of output",
                            bytes_max >> 20)};
}

void BoxedAnswer::count(const Subject::Used& before, const Subject::Used& after) {
  cpu_ += after.cpu - before.cpu;
  asleep_ += after.asleep - before.asleep;
  bytes_ += after.bytes - before.bytes;
}

BoxedAnswer::Asks BoxedAnswer::ask(Subject& subject, const Command& command) {
  ++questions_;
  const Subject::Used before = subject.used();
  try {
    check_budgets();
    Asks asks = subject.ask(command);
    count(before, subject.used());
    return asks;
  } catch (const Ended& end) {
    count(before, subject.used());
    silent_ += subject.used().asleep - before.asleep;
    troubles_.push_back({end.trouble, end.what()});
    throw;
  } catch (const std::exception& error) {
    misfortune_ = error.what();
    throw;
  }
}

/// Number of histories for the next process of `afresh_`. Each process pays the cost of its start.
/// So when costly starts have used up `cold`, more and more histories share a process.
int BoxedAnswer::histories_per_process() const {
  if (cold_ < limits_.cold) return 1;
  return 2 + int((cold_ - limits_.cold) / 500ms);
}

BoxedAnswer::Asks BoxedAnswer::ask_afresh(const Command& command) {
  std::string key = to_frame(to_json(command));
  const auto found = certain_.find(key);
  if (found != certain_.end()) return found->second;
  const bool is_first = left_of_process_ == 0;
  if (is_first) {
    afresh_.restart();
    left_of_process_ = histories_per_process();
    ++processes_;
  }
  --left_of_process_;
  const auto before = afresh_.used().cpu;
  Asks asks = ask(afresh_, command);
  if (is_first) cold_ += std::max(0ns, afresh_.used().cpu - before - cheap_start);
  return certain_.emplace(std::move(key), std::move(asks)).first->second;
}

}  // namespace grader
