#pragma once

#include <deque>
#include <string>
#include <vector>

#include "eda/events.hpp"
#include "sim/model/port.hpp"
#include "sim/model/ports/lane_log.hpp"

namespace sim {

/// Returns the beginning of a request to the event store.
eda::Json events_request(const char* verb);

class EventsProxy final : public eda::Events {
 public:
  explicit EventsProxy(RequestChannel& channel) : channel_{channel} {}

  eda::Task<eda::AppendResult> append(std::string stream, int expected,
                                      std::vector<Event> events) override;
  eda::Task<std::vector<Event>> read(std::string stream, int from, int at_most,
                                     eda::Read read) override;
  eda::Task<std::vector<Event>> read_all(int after, int at_most) override;

 private:
  eda::Task<std::vector<Event>> events_of(eda::Json request);

  RequestChannel& channel_;
};

/// The event store: its events by position, and a lane for each stream and subscriber.
class EventsPort final : public Port {
 public:
  struct Subscriber {
    int handler = 0;   ///< number of its subscription
    std::string name;  ///< unique
  };
  /// `domains`: by service.
  EventsPort(SharedTables& tables, int own_number, std::vector<std::string> domains,
             std::vector<Subscriber> subscribers)
      : tables_{tables},
        own_number_{own_number},
        domains_{std::move(domains)},
        subscribers_{std::move(subscribers)} {}

  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override {
    return step_of(parsed_[std::size_t(action)], situation);
  }
  std::vector<Effect> step_once(const eda::Json& action, int service, const Message& in_hand,
                                const Situation& situation) override;
  int acknowledge(int lane) override;
  std::vector<Touch> touches(int action) override;
  Request request(int action) const override;
  Reply reply(int action, const eda::Json& json) const override;
  /// Events by position, and for each subscriber the positions that it has not handled.
  eda::Json show(int state) const override;
  bool has_book() const override { return true; }
  eda::Json book(int state) const override;

 private:
  struct Action {
    eda::Json request{};
    std::string invalid{};  ///< reason why an event is refused; empty: all are valid
    int stream = 0;
  };
  struct State {
    std::vector<int> events{};  ///< numbers in SharedTables::events, by position
    LaneLog lanes{};
  };
  /// Event of an append that a subscriber is told twice.
  struct Repeated {
    int event = -1, subscriber = -1;  ///< -1: none
  };
  Action parse(const eda::Json& json, int service);
  std::vector<Effect> step_of(const Action& action, const Situation& situation);
  State read(int state) const;
  int write(const State& state);
  /// Events of `stream`, by version.
  std::vector<int> events_of(const State& state, const std::string& stream) const;
  std::vector<Effect> append(const Action& action, const Situation& situation);
  Effect appended(const Action& action, State state, int length, Repeated repeated);
  std::vector<Effect> read_stream(const Action& action, const Situation& situation);
  Effect read_all(const Action& action, int state) const;
  eda::Json page(const std::vector<int>& events, int first, int at_most) const;

  SharedTables& tables_;
  int own_number_;
  std::vector<std::string> domains_;
  std::vector<Subscriber> subscribers_;
  TextInterner actions_;
  IntsInterner states_;
  std::deque<Action> parsed_;
};

}  // namespace sim
