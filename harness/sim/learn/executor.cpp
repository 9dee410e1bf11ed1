#include "sim/learn/executor.hpp"

namespace sim {

namespace {

class InProcess final : public Executor {
 public:
  explicit InProcess(const Scenario& scenario) {
    for (const eda::Service& service : scenario.services)
      for (const eda::Subscription& subscription : service.subscriptions)
        handlers_.push_back(subscription.handler);
  }
  std::vector<Suspension> run(const History& history) override {
    return run_history(handlers_[std::size_t(history.handler)], history);
  }
  std::unique_ptr<Execution> start(int handler, std::shared_ptr<const Event> event,
                                   Instant now) override {
    return std::make_unique<HandlerCoroutine>(handlers_[std::size_t(handler)], std::move(event),
                                              now);
  }
  bool keeps_executions() const override { return true; }

 private:
  std::vector<eda::Handler> handlers_;
};

}  // namespace

std::shared_ptr<Executor> in_process(const Scenario& scenario) {
  return std::make_shared<InProcess>(scenario);
}

}  // namespace sim
