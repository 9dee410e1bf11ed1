#pragma once

#include "eda/clock.hpp"
#include "sim/model/port.hpp"

namespace sim {

/// Makes the request of Clock::sleep on `channel`. The plain call, `now`, needs no port.
eda::Task<> request_wait(RequestChannel& channel, Duration duration);

/// The clock as a port that answers later. It holds nothing.
class ClockPort final : public Port {
 public:
  /// `stops`: see Scenario::stops. `own_number`: of this port.
  ClockPort(std::vector<Duration> stops, int own_number)
      : stops_{std::move(stops)}, own_number_{own_number} {}

  Effect at_start() override;
  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  std::vector<Touch> touches(int) override { return {{.thing = Touch::time}}; }
  Request request(int action) const override;
  Reply reply(int, const eda::Json&) const override { return {.result = Result::done}; }
  eda::Json show(int) const override { return eda::Json::object(); }

 private:
  std::vector<Duration> stops_;
  int own_number_;
  JsonInterner actions_;
};

}  // namespace sim
