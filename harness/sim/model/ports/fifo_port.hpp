#pragma once

#include <deque>
#include <string>
#include <vector>

#include "sim/model/port.hpp"
#include "sim/model/ports/fifo_proxy.hpp"
#include "sim/model/ports/lane_log.hpp"
#include "sim/model/ports/retries.hpp"

namespace sim {

/// Handler of a queue.
struct QueueListener {
  QueueListener(int handler, std::string queue = "") : handler{handler}, queue{std::move(queue)} {}

  int handler;  ///< number of the subscription
  std::string queue;
};

/// FIFO queues: one delivery in flight for each group and listener, five minutes of deduplication.
/// In a standard queue each event is a group of its own. The messages of queues with a RetryPolicy
/// are in RetryQueues.
class FifoPort final : public Port {
 public:
  /// `may_expire`: see RetryQueues::Setting. Throws std::invalid_argument when two of `queues` have
  /// one name, and when one with a RetryPolicy has two listeners.
  FifoPort(SharedTables& tables, int own_number, std::vector<QueueListener> listeners,
           std::vector<Queue> queues = {}, bool may_expire = false);

  int learn(const eda::Json& action, int service) override;
  int learn_from(const eda::Json& action, int service, const Message& in_hand) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  int acknowledge(int lane) override { return signal("acknowledge", lane); }
  int abandon(int lane) override { return is_of_retries(lane) ? signal("abandon", lane) : -1; }
  bool counts_deaths(int lane) const override { return is_of_retries(lane); }
  std::vector<Touch> end_touches(int lane) override;
  std::vector<Touch> touches(int action) override;
  Request request(int action) const override;
  Reply reply(int action, const eda::Json& json) const override;
  eda::Json show(int state) const override;
  bool has_book() const override { return retries_.have_dead_letters(); }
  eda::Json book(int state) const override;

 private:
  struct Action {
    eda::Json request{};
    int lane = -1;  ///< in hand, or ended
    std::string queue{};
    bool is_missing = false;  ///< there is no such queue
    bool is_fifo = true;
    int group = 0, dedup_id = 0, event = 0;

    const std::string& verb() const { return request.at("do").get_ref<const std::string&>(); }
  };
  struct State {
    struct Seen {
      int dedup_id = 0, until_ms = 0;
    };
    std::vector<Seen> seen{};
    LaneLog lanes{};
    HeldMessages held{};
  };
  /// Things of all queues with a RetryPolicy: see Touch.
  enum Thing { dead_letters = -2, lines = -3 };

  State read(int state) const;
  int write(const State& state);
  /// Number of the lane of `group` for one of the listeners, as deliveries name it.
  int lane_of(int group, int listener) const { return group * int(listeners_.size()) + listener; }
  /// Numbers of the lanes of RetryQueues, as deliveries name them, are negative.
  static bool is_of_retries(int lane) { return lane < 0; }
  static int retry_lane(int lane) { return -2 - lane; }
  static RetryQueues::Setting setting_of(int own_number, bool may_expire,
                                         const std::vector<QueueListener>& listeners,
                                         const std::vector<Queue>& queues);
  std::vector<int> listeners_of(const std::string& queue) const;
  Action parse_send(const eda::Json& json);
  bool has_queue(const std::string& name) const;
  int free_group(const Action& action, int listener, const LaneLog& lanes);
  int signal(const char* verb, int lane);
  void note_sent(const Action& action, const Situation& situation, State& state);
  void send(const Action& action, const Situation& situation, State& state, Effect& effect);
  std::vector<Effect> held_step(const Action& action, const Situation& situation, State& state);
  std::vector<Effect> send_to_held(const Action& action, const Situation& situation, State& state);
  /// True for a word of a handler about the message that it has in hand.
  static bool is_word(const eda::Json& request) {
    return request.at("do") == "retry_after" || request.at("do") == "park";
  }
  /// Reason why the queue refuses such a word; empty: it does not.
  std::string flaw_in_word(const Action& action) const;
  Effect effect_of(RetryQueues::Step step, State& state);

  SharedTables& tables_;
  int own_number_;
  std::vector<QueueListener> listeners_;
  std::vector<Queue> queues_;
  JsonInterner actions_;
  IntsInterner states_;
  std::deque<Action> parsed_;
  RetryQueues retries_;
};

}  // namespace sim
