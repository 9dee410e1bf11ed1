#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "sim/model/port.hpp"
#include "sim/model/scenario.hpp"

namespace sim {

/// A port that code of the test plays: see Scenario::played. Its state is the number of requests so
/// far, so each request is put to that code once, however often the step is looked at.
class PlayedByTest final : public Port {
 public:
  /// `given` is the kit's own port, which reads requests and replies and plays none.
  PlayedByTest(std::unique_ptr<Port> given, PlayedPort played)
      : given_{std::move(given)}, played_{std::move(played)} {}

  int learn(const eda::Json& action, int service) override {
    const int number = given_->learn(action, service);
    requests_[number] = action;
    return number;
  }
  std::vector<Effect> step(int action, const Situation& situation) override {
    const auto [known, is_new] = replies_.try_emplace({action, situation.state});
    if (is_new) known->second = played_.answer(requests_.at(action));
    return {{.state = situation.state + 1, .reply = known->second}};
  }

  Request request(int action) const override { return given_->request(action); }
  Reply reply(int action, const eda::Json& reply) const override {
    return given_->reply(action, reply);
  }
  eda::Json show(int /*state*/) const override { return eda::Json::object(); }

 private:
  std::unique_ptr<Port> given_;
  PlayedPort played_;
  std::map<int, eda::Json> requests_;                 ///< by their numbers
  std::map<std::pair<int, int>, eda::Json> replies_;  ///< by request and state
};

}  // namespace sim
