#include "check/phases.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <ctime>
#include <utility>
#include <vector>

namespace check {

namespace {

constexpr std::array names{"start", "test", "learn", "search", "confirm", "story", "page"};

struct Spent {
  Phase phase = Phase::start;
  std::clock_t since = 0;  // the processor time of the process begins at 0
  std::array<std::clock_t, names.size()> spent{};

  /// Returns the phase until now.
  Phase enter(Phase next) {
    const std::clock_t now = std::clock();
    spent[std::size_t(phase)] += now - std::exchange(since, now);
    return std::exchange(phase, next);
  }
};

Spent& phases() {
  static Spent all;
  return all;
}

Phase learning_from(Phase phase) { return phase == Phase::search ? Phase::learn : phase; }

class TimedExecution final : public sim::Execution {
 public:
  explicit TimedExecution(std::unique_ptr<sim::Execution> execution)
      : execution_{std::move(execution)} {}
  const sim::Suspension& suspension() const override { return execution_->suspension(); }
  void resume(eda::Json reply, eda::Instant now) override {
    const InPhase learning{learning_from(phases().phase)};
    execution_->resume(std::move(reply), now);
  }

 private:
  std::unique_ptr<sim::Execution> execution_;
};

class TimedExecutor final : public sim::Executor {
 public:
  explicit TimedExecutor(std::shared_ptr<sim::Executor> executor)
      : executor_{std::move(executor)} {}
  std::vector<sim::Suspension> run(const sim::History& history) override {
    const InPhase learning{learning_from(phases().phase)};
    return executor_->run(history);
  }
  std::vector<sim::Suspension> run_afresh(const sim::History& history) override {
    const InPhase learning{learning_from(phases().phase)};
    return executor_->run_afresh(history);
  }
  std::unique_ptr<sim::Execution> start(int handler, std::shared_ptr<const eda::Event> event,
                                        eda::Instant now) override {
    const InPhase learning{learning_from(phases().phase)};
    return std::make_unique<TimedExecution>(executor_->start(handler, std::move(event), now));
  }
  bool keeps_executions() const override { return executor_->keeps_executions(); }

 private:
  std::shared_ptr<sim::Executor> executor_;
};

}  // namespace

InPhase::InPhase(Phase phase) : outer_{phases().enter(phase)} {}
InPhase::~InPhase() { phases().enter(outer_); }

std::shared_ptr<sim::Executor> timed(std::shared_ptr<sim::Executor> executor) {
  return std::make_shared<TimedExecutor>(std::move(executor));
}

double milliseconds(Phase phase) {
  phases().enter(phases().phase);
  return 1e3 * double(phases().spent[std::size_t(phase)]) / CLOCKS_PER_SEC;
}

std::string times() {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < names.size(); ++i)
    words.push_back(fmt::format("{} {:.0f} ms", names[i], milliseconds(Phase(i))));
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace check
