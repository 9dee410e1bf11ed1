#pragma once

#include <string>
#include <vector>

#include "eda/ids.hpp"
#include "sim/model/port.hpp"

namespace sim {

class IdsProxy final : public eda::Ids {
 public:
  explicit IdsProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<std::string> next() override {
    eda::Json asks = eda::Json::object();
    asks["port"] = "ids";
    asks["do"] = "next";
    const eda::Json reply = co_await channel_.send(std::move(asks));
    co_return reply.get<std::string>();
  }

 private:
  RequestChannel& channel_;
};

/// Fresh identifiers. The state is the number of identifiers that have been given out.
class IdsPort final : public Port {
 public:
  int learn(const eda::Json&, int) override { return 0; }
  std::vector<Effect> step(int, const Situation& situation) override {
    return {{.state = situation.state + 1, .reply = "id-" + std::to_string(situation.state + 1)}};
  }
  /// The order of requests makes no difference: identifiers are only compared for equality.
  bool is_independent(int, int) const override { return true; }
  bool may_be_independent(int) const override { return true; }
  std::vector<Touch> touches(int) override { return {}; }
  Request request(int) const override { return {.verb = "next", .key = "id"}; }
  Reply reply(int, const eda::Json& json) const override {
    return {.result = Result::done, .value = json};
  }
  eda::Json show(int) const override { return eda::Json::object(); }
};

}  // namespace sim
