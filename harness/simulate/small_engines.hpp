#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "simulate/engine.hpp"

namespace sim {

/// The scheduler: timers by service and name.
class TimersEngine final : public Engine {
 public:
  TimersEngine(const Scenario& scenario, int own_number);

  Performed carry_out(const Json& request, const Call& call) override;
  Performed signalled(int timer, const Call& call) override;

 private:
  using Name = std::pair<int, std::string>;  ///< service and name
  struct Timer {
    Name name;
    std::int64_t at_ms;
    Consignment consignment;
  };

  Instant start_;
  Duration late_by_;
  int own_number_;
  std::vector<std::vector<int>> handlers_;  ///< by service: its subscriptions to timers
  std::map<Name, std::vector<int>> numbers_;
  std::map<int, Timer> timers_;  ///< by number
  int count_ = 0;
};

/// Answers to requests.
class CallerEngine final : public Engine {
 public:
  explicit CallerEngine(const Scenario& scenario) : observes_time_{scenario.observed.time} {}

  Performed carry_out(const Json& request, const Call& call) override;
  Json book() const override { return Json::object({{"answers", answers_}}); }

 private:
  bool observes_time_;
  Json answers_ = Json::object();  ///< by request
};

}  // namespace sim
