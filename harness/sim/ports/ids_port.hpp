#pragma once

#include <string>
#include <vector>

#include "eda/ids.hpp"
#include "sim/port.hpp"

namespace sim {

class AskingIds final : public eda::Ids {
 public:
  explicit AskingIds(Line& line) : line_{line} {}
  eda::Task<std::string> next() override {
    eda::Json asks = eda::Json::object();
    asks["port"] = "ids";
    asks["do"] = "next";
    const eda::Json told = co_await line_.ask(std::move(asks));
    co_return told.get<std::string>();
  }

 private:
  Line& line_;
};

/// Fresh identifiers: what it holds is how many it has given away.
class IdsPort final : public Port {
 public:
  std::string_view name() const override { return "ids"; }
  int learn(const eda::Json&, int) override { return 0; }
  std::vector<Effect> step(int, const Situation& situation) override {
    return {{.state = situation.state + 1, .told = "id-" + std::to_string(situation.state + 1)}};
  }
  /// Who gets which identifier makes no difference: they are only ever told apart.
  bool is_settled(int, int) const override { return true; }
  bool may_settle(int) const override { return true; }
  Request request(int) const override { return {.verb = "next", .key = "id"}; }
  Reply reply(int, const eda::Json& told) const override {
    return {.result = Result::done, .value = told};
  }
  eda::Json show(int) const override { return eda::Json::object(); }
};

}  // namespace sim
