#include "judge/boxed_host.hpp"

#include <fmt/format.h>

#include <utility>

namespace grader {

namespace {

/// What the judge remembers of them takes some ten times as much. Ours say 100 MiB at most.
constexpr std::size_t bytes_max = std::size_t{512} << 20;

/// Which of the answer's subscriptions a handler of a scenario is; service < 0: none of them.
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

/// A delivery that is under way in the box.
class BoxedRun final : public sim::Running {
 public:
  BoxedRun(BoxedAnswer& answer, Request request) : answer_{answer}, number_{++answer.runs_} {
    request.what = Request::What::start;
    request.run = number_;
    ask_ = answer_.ask(answer_.beside_, request).back();
  }
  ~BoxedRun() override {
    try {
      Request drop;
      drop.what = Request::What::drop;
      drop.run = number_;
      answer_.ask(answer_.beside_, drop);
    } catch (const std::exception&) {
      return;  // it has been written down, and the next request will meet it
    }
  }
  const sim::Ask& asks() const override { return ask_; }
  void tell(eda::Json told, sim::Instant now) override {
    Request request;
    request.what = Request::What::tell;
    request.run = number_;
    request.told = std::move(told);
    request.now = now;
    ask_ = answer_.ask(answer_.beside_, request).back();
  }

 private:
  BoxedAnswer& answer_;
  int number_;
  sim::Ask ask_;
};

class BoxedHost final : public sim::Host {
 public:
  BoxedHost(BoxedAnswer& answer, const sim::Scenario& scenario)
      : answer_{answer}, places_{places_in(scenario, answer.answers_)} {
    for (const eda::Service& service : scenario.services)
      for (const eda::Subscription& subscription : service.subscriptions)
        handlers_.push_back(subscription.handler);
  }

  std::vector<sim::Ask> ask(const sim::Question& question) override {
    if (is_ours(question.handler)) return sim::rehearse(handler(question.handler), question);
    return answer_.ask(answer_.alone_, request_for(question));
  }
  std::vector<sim::Ask> ask_afresh(const sim::Question& question) override {
    if (is_ours(question.handler)) return sim::rehearse(handler(question.handler), question);
    return answer_.ask_afresh(request_for(question));
  }
  std::unique_ptr<sim::Running> start(int number, sim::Event event, sim::Instant now) override {
    if (is_ours(number)) return std::make_unique<sim::Run>(handler(number), std::move(event), now);
    Request request = request_to(number);
    request.event = std::move(event);
    request.now = now;
    return std::make_unique<BoxedRun>(answer_, std::move(request));
  }

 private:
  bool is_ours(int number) const { return places_.at(std::size_t(number)).service < 0; }
  const eda::Handler& handler(int number) const { return handlers_[std::size_t(number)]; }
  Request request_to(int number) const {
    const Place& place = places_.at(std::size_t(number));
    Request request;
    request.service = place.service;
    request.subscription = place.subscription;
    return request;
  }
  Request request_for(const sim::Question& question) const {
    Request request = request_to(question.handler);
    request.event = question.event;
    request.now = question.started;
    request.history = question.history;
    return request;
  }

  BoxedAnswer& answer_;
  std::vector<Place> places_;
  std::vector<eda::Handler> handlers_;
};

BoxedAnswer::BoxedAnswer(const Box& box, std::vector<const eda::Service*> answers,
                         std::chrono::seconds patience)
    : patience_{patience}, cell_{box}, answers_{std::move(answers)} {}

std::shared_ptr<sim::Host> BoxedAnswer::host_of(const sim::Scenario& scenario) {
  return std::make_shared<BoxedHost>(*this, scenario);
}

BoxedAnswer::Asks BoxedAnswer::ask(Subject& subject, const Request& request) {
  ++questions_;
  const auto began = std::chrono::steady_clock::now();
  const std::size_t bytes_before = subject.bytes();
  const auto count = [&] {
    waited_ += std::chrono::steady_clock::now() - began;
    bytes_ += subject.bytes() - bytes_before;
  };
  try {
    if (waited_ > patience_)
      throw Ended{Trouble::limit, fmt::format("its replies to all tests took more than {} seconds: "
                                              "the limit of time",
                                              patience_.count())};
    if (bytes_ > bytes_max)
      throw Ended{Trouble::limit,
                  fmt::format("its replies to all tests have more than {} MiB: the limit of output",
                              bytes_max >> 20)};
    Asks asks = subject.ask(request);
    count();
    return asks;
  } catch (const Ended& end) {
    count();
    troubles_.push_back({end.trouble, end.what()});
    throw;
  }
}

BoxedAnswer::Asks BoxedAnswer::ask_afresh(const Request& request) {
  std::string key = to_frame(to_json(request));
  const auto found = certain_.find(key);
  if (found != certain_.end()) return found->second;
  ++processes_;
  Subject subject{cell_};
  return certain_.emplace(std::move(key), ask(subject, request)).first->second;
}

}  // namespace grader
