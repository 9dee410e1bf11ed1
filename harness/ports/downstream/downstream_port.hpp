#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "eda/downstream.hpp"
#include "patterns/event_pattern.hpp"
#include "sim/model/port.hpp"

namespace sim {

class DownstreamProxy final : public eda::Downstream {
 public:
  explicit DownstreamProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<eda::CallResult> call(std::string target, std::string idempotency_key,
                                  eda::JsonArgument body) override;

 private:
  RequestChannel& channel_;
};

/// Services outside: what it holds is the calls that each has carried out, and how many it has
/// rejected or turned down.
class DownstreamPort final : public Port {
 public:
  struct Setting {
    std::vector<Target> targets{};
    std::vector<Weather> weather{};
    bool notes_times = false;  ///< the book has all calls with their moments
  };
  /// Throws std::invalid_argument when two targets have one name.
  explicit DownstreamPort(Setting setting);

  bool has_weather(std::string_view target) const override { return target_of(target) >= 0; }
  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  std::vector<Touch> touches(int action) override;
  Request request(int action) const override;
  Reply reply(int action, const eda::Json& json) const override;
  eda::Json show(int state) const override;
  bool has_book() const override { return !setting_.targets.empty(); }
  eda::Json book(int state) const override;

 private:
  struct Action {
    int target = -1;                ///< -1: there is none of that name
    int key = 0;                    ///< target and idempotency key
    int line = 0;                   ///< target and the value at Target::key
    std::vector<int> rejections{};  ///< that match its body
    bool watches_time = false;      ///< its answer depends on the time
  };
  struct State {
    std::vector<int> accepted{};       ///< actions, by line, in their order there
    std::map<int, int> rejected{};     ///< times, by key
    std::map<int, int> turned_down{};  ///< times, by weather
    struct Noted {
      int at_ms = 0, action = 0, answer = 0;  ///< a number in answers_
      friend bool operator==(const Noted&, const Noted&) = default;
    };
    std::vector<Noted> noted{};
    friend bool operator==(const State&, const State&) = default;
  };

  int target_of(std::string_view name) const;
  /// Reason why the service rejects the body now; empty: it does not.
  std::string reason(const Action& action, int now_ms) const;
  Action parse(const eda::Json& request);
  State read(int state) const;
  int write(const State& state);
  /// `reply` after `state`, with a note of the call if the book has the times.
  Effect told(int action, const Situation& situation, State state, eda::Json reply);
  std::vector<Effect> in_good_weather(int action, const Situation& situation);
  eda::Json book_of(int target, const State& state) const;

  Setting setting_;
  std::vector<std::vector<eda::EventPattern>> rejects_;  ///< by target
  JsonInterner actions_, names_, answers_;
  IntsInterner states_;
  std::deque<Action> parsed_;
};

}  // namespace sim
