#pragma once

#include <string>

#include "eda/metrics.hpp"
#include "sim/model/port.hpp"

namespace sim {

class MetricsProxy final : public eda::Metrics {
 public:
  explicit MetricsProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<> count(std::string name, int by) override;

 private:
  RequestChannel& channel_;
};

/// The set of names that have been counted. Numbers would only multiply the worlds.
class MetricsPort final : public Port {
 public:
  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  bool is_independent(int, int) const override { return true; }
  bool may_be_independent(int) const override { return true; }
  std::vector<Touch> touches(int) override { return {}; }
  Request request(int action) const override;
  Reply reply(int, const eda::Json&) const override { return {.result = Result::done}; }
  eda::Json show(int state) const override {
    return state == 0 ? eda::Json::object() : book(state);
  }
  bool has_book() const override { return true; }
  eda::Json book(int state) const override;

 private:
  JsonInterner actions_, names_;
  IntsInterner states_;
};

}  // namespace sim
