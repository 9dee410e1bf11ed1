#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "eda/timers.hpp"
#include "sim/model/port.hpp"

namespace sim {

class TimersProxy final : public eda::Timers {
 public:
  explicit TimersProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<> schedule(std::string name, Instant at, Event event) override;
  eda::Task<> cancel(std::string name) override;

 private:
  RequestChannel& channel_;
};

/// A timer that would be due later than this never fires: as far as an int can count.
inline constexpr std::int64_t timer_horizon_ms = Duration{std::chrono::hours{24 * 24}}.count();
/// Subscriptions to timers, by service.
std::vector<std::vector<int>> timer_handlers(const Scenario& scenario);

/// The scheduler. It has no state of its own: the items that are due are part of the world.
class TimersPort final : public Port {
 public:
  TimersPort(SharedTables& tables, const Scenario& scenario);

  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  /// Other handlers with this timer schedule it in the same way, and no timer fires while handlers
  /// run.
  bool is_independent(int action, int) const override { return may_be_independent(action); }
  bool may_be_independent(int) const override { return !time_races_ && !timers_are_moved_; }
  int invalidated_reductions() const override { return timers_are_moved_ ? 1 : 0; }
  std::vector<Touch> touches(int action) override {
    return {{.thing = parsed_[std::size_t(action)].name}, {.thing = Touch::time}};
  }
  Request request(int action) const override;
  Reply reply(int, const eda::Json&) const override { return {.result = Result::done}; }
  eda::Json show(int) const override { return eda::Json::object(); }

 private:
  struct Action {
    int name = 0;
    int at_ms = 0;
    bool is_never = false;  ///< later than we can count
    int event = -1;         ///< -1: cancel
    int service = 0;
  };
  SharedTables& tables_;
  std::vector<std::vector<int>> handlers_;  ///< by service: its subscriptions to timers
  Instant start_;
  bool time_races_;
  bool timers_are_moved_ = false;   ///< some handler cancels one, or changes it
  std::map<int, int> only_action_;  ///< by name of the timer
  JsonInterner actions_;
  std::deque<Action> parsed_;
};

}  // namespace sim
