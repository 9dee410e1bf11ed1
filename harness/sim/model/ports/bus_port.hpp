#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "eda/bus.hpp"
#include "eda/service.hpp"
#include "patterns/event_pattern.hpp"
#include "sim/model/port.hpp"

namespace sim {

class BusProxy final : public eda::Bus {
 public:
  explicit BusProxy(RequestChannel& channel) : channel_{channel} {}
  using Bus::publish;
  eda::Task<eda::PublishResult> publish(std::vector<Event> events) override;

 private:
  RequestChannel& channel_;
};

/// Publication that the bus accepted.
struct Taken {
  int event = 0;    ///< number in SharedTables::events
  int service = 0;  ///< that published it
  int at_ms = 0;    ///< 0 unless the scenario observes time

  friend auto operator<=>(const Taken&, const Taken&) = default;
};

/// The bus. Its state is the set of publications, as far as the scenario observes them.
class BusPort final : public Port {
 public:
  BusPort(SharedTables& tables, const Scenario& scenario);

  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  bool is_independent(int action, int) const override { return may_be_independent(action); }
  bool may_be_independent(int action) const override;
  std::vector<Touch> touches(int action) override;
  Request request(int action) const override;
  Reply reply(int action, const eda::Json& json) const override;
  eda::Json show(int state) const override;

  std::vector<Taken> taken(int state) const;
  /// Returns the deliveries that a publication of `event` causes.
  const std::vector<Message>& deliveries(int event) const;

 private:
  struct Action {
    std::vector<int> events{};
    int service = 0;
    std::string invalid{};  ///< reason why the bus refuses it; empty: it is valid
    bool has_listeners = false;
    std::vector<bool> never_taken{};  ///< by entry
  };
  /// Entries of a publication: from `begin`, not included `end`.
  struct Entries {
    std::size_t begin = 0, end = 0;
    bool has(std::size_t entry) const { return begin <= entry && entry < end; }
  };
  Effect accepted(const Action& action, const Situation& situation, Entries failed) const;
  static eda::Json reply(const Action& action, Entries failed, const char* word);
  bool is_never_taken(const eda::Json& event) const;

  SharedTables& tables_;
  std::vector<std::string> domains_;
  std::vector<std::pair<eda::EventPattern, int>> rules_;    ///< pattern -> subscription
  mutable std::map<int, std::vector<Message>> deliveries_;  ///< by event
  std::vector<eda::EventPattern> never_taken_;
  Observed observed_;
  bool time_matters_;
  JsonInterner actions_;
  mutable IntsInterner states_;
  std::deque<Action> parsed_;
};

}  // namespace sim
