#pragma once

#include <deque>
#include <string>
#include <vector>

#include "eda/fifo.hpp"
#include "sim/model/port.hpp"
#include "sim/model/ports/lanes.hpp"

namespace sim {

class FifoProxy final : public eda::Fifo {
 public:
  explicit FifoProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<> send(std::string group, std::string dedup_id, Event event) override;

 private:
  RequestChannel& channel_;
};

/// A FIFO queue: one delivery in flight for each group and listener, five minutes of deduplication.
class FifoPort final : public Port {
 public:
  FifoPort(SharedTables& tables, int own_number, std::vector<int> handlers)
      : tables_{tables}, own_number_{own_number}, handlers_{std::move(handlers)} {}

  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  int acknowledge(int lane) override;
  std::vector<Touch> touches(int action) override;
  Request request(int action) const override;
  Reply reply(int, const eda::Json&) const override { return {.result = Result::accepted}; }
  eda::Json show(int) const override { return eda::Json::object(); }

 private:
  struct Action {
    int lane = -1;  ///< acknowledge
    int group = 0, dedup_id = 0, event = 0;
  };
  struct State {
    struct Seen {
      int dedup_id = 0, until_ms = 0;
    };
    std::vector<Seen> seen{};
    Lanes lanes{};
  };
  State read(int state) const;
  int write(const State& state);
  int lane_of(int group, std::size_t handler) const {
    return group * int(handlers_.size()) + int(handler);
  }

  SharedTables& tables_;
  int own_number_;
  std::vector<int> handlers_;
  JsonInterner actions_;
  IntsInterner states_;
  std::deque<Action> parsed_;
};

}  // namespace sim
