#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/model/port.hpp"
#include "sim/model/scenario.hpp"

namespace sim {

/// Messages of all queues with a RetryPolicy, and their dead letters, as a value.
struct HeldMessages {
  static constexpr int none = -1;

  struct Message {
    int group = 0;        ///< of its queue; equal messages of a standard queue share one
    int event = 0;        ///< as it was sent
    int count = 0;        ///< deliveries so far
    int parkings = 0;     ///< times that it was parked
    int repeats = 0;      ///< times that it will come again although it was acknowledged
    int lane = none;      ///< of the delivery in hand; none: it is in no hand
    int until_ms = none;  ///< moment at which it comes again; in hand: of the visibility timeout
    bool is_put_off() const { return lane == none && until_ms != none; }
    friend auto operator<=>(const Message&, const Message&) = default;
  };
  struct Letter {
    int group = 0, event = 0;
    int reason = 0;  ///< number in SharedTables::names
    int count = 0, parkings = 0;
    int copy = 0;  ///< tells equal letters apart
    friend auto operator<=>(const Letter&, const Letter&) = default;
  };
  std::vector<Message> messages{};  ///< by group; those of a FIFO group in their order
  std::vector<int> over{};          ///< lanes whose handlers go on without a message in hand
  std::vector<Letter> letters{};    ///< sorted

  friend bool operator==(const HeldMessages&, const HeldMessages&) = default;
  bool empty() const { return messages.empty() && over.empty() && letters.empty(); }
  void write(std::vector<int>& out) const;
  void read(const int*& at);
};

/// Steps of the queues with a RetryPolicy.
class RetryQueues {
 public:
  struct Setting {
    int own_number = 0;            ///< of the port
    std::vector<Queue> queues{};   ///< those with a policy
    std::vector<int> listeners{};  ///< subscription to each; -1: there is none
    bool may_expire = false;       ///< visibility timeouts may pass while handlers are under way
  };
  /// `learn`: returns the port's number for a signal.
  RetryQueues(SharedTables& tables, Setting setting, std::function<int(const eda::Json&)> learn);

  /// A step under way, and all that it changes.
  struct Step {
    HeldMessages held;
    int now_ms = 0;
    Effect effect{};  ///< without its state
  };

  bool has(const std::string& queue) const { return number_of(queue) >= 0; }
  bool is_heard(const std::string& queue) const {
    return setting_.listeners[std::size_t(number_of(queue))] >= 0;
  }
  bool have_dead_letters() const;
  bool may_expire() const { return setting_.may_expire; }
  const RetryPolicy& policy_of(int lane) const { return *queue_of(lanes_[lane][0]).policy; }

  void send(Step& step, int group, int event, int repeats, int parkings = 0);
  /// The handler of a delivery has ended, or died.
  void end(Step& step, int lane, bool has_died);
  /// The handler of a delivery says a word about its message. The reply says "done" or "too late".
  void retry_after(Step& step, int lane, std::int64_t delay_ms);
  void park(Step& step, int lane, const std::string& reason);

  void look(Step& step, int at_most);
  /// The reply says "moved", "dropped" or "gone".
  void redrive(Step& step, const std::string& receipt);
  void drop(Step& step, const std::string& receipt);

  /// Messages of the group that were put off until now come again.
  void come_again(Step& step, int group);
  /// The visibility timeout of a delivery passes. Returns false and does nothing if its message is
  /// in no hand, or may be there for longer.
  bool time_out(Step& step, int lane);

  /// Gives equal situations one form.
  void tidy(HeldMessages& held) const;
  /// [{"event", "reason", "count", "queue"}, …]
  eda::Json book(const HeldMessages& held) const;

 private:
  using Message = HeldMessages::Message;
  using Letter = HeldMessages::Letter;

  int number_of(const std::string& queue) const;
  const std::string& name_of(int group) const;
  const Queue& queue_of(int group) const {
    return setting_.queues[std::size_t(number_of(name_of(group)))];
  }
  void go_on(Step& step, int group);
  void deliver(Step& step, Message& message);
  void bury(Step& step, const Message& message, const std::string& reason);
  std::vector<Message>::iterator in_hand(Step& step, int lane) const;
  void let_go(Step& step, Message& message, bool goes_on);
  int free_lane(const HeldMessages& held, int group, int event);
  std::string receipt_of(const Letter& letter) const;
  std::optional<Letter> take_letter(Step& step, const std::string& receipt) const;
  eda::Json told_of(const Letter& letter) const;
  std::vector<Letter> in_order(const HeldMessages& held) const;
  Scheduled signal(const char* verb, const char* what, int number, std::int64_t at_ms) const;
  int timeout_name(int lane) const;
  static eda::Json result(const char* word) { return eda::Json::object({{"result", word}}); }

  SharedTables& tables_;
  Setting setting_;
  std::function<int(const eda::Json&)> learn_;
  IntsInterner lanes_;  ///< group, event as it is delivered, number among equal deliveries
};

}  // namespace sim
