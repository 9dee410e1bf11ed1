#pragma once

#include <deque>
#include <string>
#include <vector>

#include "eda/fifo.hpp"
#include "sim/model/port.hpp"
#include "sim/model/ports/lane_log.hpp"

namespace sim {

class FifoProxy final : public eda::Fifo {
 public:
  explicit FifoProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<> send(std::string group, std::string dedup_id, Event event) override;
  eda::Task<> send(std::string queue, std::string group, std::string dedup_id,
                   Event event) override;

 private:
  eda::Json request(std::string group, std::string dedup_id, const Event& event) const;

  RequestChannel& channel_;
};

/// Handler of a queue.
struct QueueListener {
  QueueListener(int handler, std::string queue = "") : handler{handler}, queue{std::move(queue)} {}

  int handler;  ///< number of the subscription
  std::string queue;
};

/// FIFO queues: one delivery in flight for each group and listener, five minutes of deduplication.
/// In a standard queue each event is a group of its own.
class FifoPort final : public Port {
 public:
  /// Throws std::invalid_argument when two of `queues` have one name.
  FifoPort(SharedTables& tables, int own_number, std::vector<QueueListener> listeners,
           std::vector<Queue> queues = {});

  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  int acknowledge(int lane) override;
  std::vector<Touch> touches(int action) override;
  Request request(int action) const override;
  Reply reply(int action, const eda::Json& json) const override;
  eda::Json show(int) const override { return eda::Json::object(); }

 private:
  struct Action {
    int lane = -1;  ///< acknowledge
    std::string queue{};
    bool is_missing = false;  ///< there is no such queue
    bool is_fifo = true;
    int group = 0, dedup_id = 0, event = 0;
  };
  struct State {
    struct Seen {
      int dedup_id = 0, until_ms = 0;
    };
    std::vector<Seen> seen{};
    LaneLog lanes{};
  };
  State read(int state) const;
  int write(const State& state);
  /// Number of the lane of `group` for one of the listeners, as deliveries name it.
  int lane_of(int group, int listener) const { return group * int(listeners_.size()) + listener; }
  std::vector<int> listeners_of(const std::string& queue) const;
  Action parse_send(const eda::Json& json);
  bool has_queue(const std::string& name) const;
  int free_group(const Action& action, int listener, const LaneLog& lanes);
  void send(const Action& action, const Situation& situation, State& state, Effect& effect);

  SharedTables& tables_;
  int own_number_;
  std::vector<QueueListener> listeners_;
  std::vector<Queue> queues_;
  JsonInterner actions_;
  IntsInterner states_;
  std::deque<Action> parsed_;
};

}  // namespace sim
