#pragma once

#include <deque>
#include <string>
#include <vector>

#include "eda/caller.hpp"
#include "sim/model/port.hpp"

namespace sim {

class CallerProxy final : public eda::Caller {
 public:
  explicit CallerProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<> answer(std::string request_id, eda::JsonArgument value) override;

 private:
  RequestChannel& channel_;
};

/// The side that waits for answers. It holds the answers of each request in their order.
class CallerPort final : public Port {
 public:
  static constexpr std::string_view name = "caller";

  explicit CallerPort(const Scenario& scenario)
      : observes_time_{scenario.observed.time}, time_races_{time_can_race(scenario.faults)} {}

  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  /// Answers of one request keep their order.
  std::vector<Touch> touches(int action) override;
  Request request(int action) const override;
  Reply reply(int, const eda::Json&) const override { return {.result = Result::accepted}; }
  eda::Json show(int state) const override;
  bool has_book() const override { return true; }
  /// {"answers": {"request-1": [{"value": …, "at_ms": 0}]}}
  eda::Json book(int state) const override;

 private:
  struct Answer {
    int request = 0;  ///< number in requests_
    int value = 0;    ///< number in values_
    int at_ms = 0;    ///< 0 unless the scenario observes time
  };
  std::vector<Answer> read(int state) const;

  bool observes_time_, time_races_;
  JsonInterner actions_, requests_, values_;
  IntsInterner states_;
  std::deque<Answer> parsed_;  ///< by action
};

}  // namespace sim
