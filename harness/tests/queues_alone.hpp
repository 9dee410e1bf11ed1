#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service_alone.hpp"
#include "sim/model/ports/fifo_port.hpp"

/// Queues with a RetryPolicy, without handlers and schedules.
namespace alone {

inline sim::Queue letters(bool is_fifo, int attempts_max = 3, bool has_dead_letters = true) {
  return {"letters", is_fifo, sim::RetryPolicy(attempts_max, 30s, has_dead_letters, 5min)};
}

class QueuesAlone {
 public:
  static constexpr int own_number = 4;

  explicit QueuesAlone(sim::Queue queue, bool may_expire = false)
      : port_{tables, own_number, {{7, queue.name}}, {queue}, may_expire} {}

  sim::Situation now{};
  sim::SharedTables tables{};
  std::vector<sim::Message> deliveries{};
  std::vector<sim::Scheduled> due{};  ///< scheduled by the port, and not happened yet

  void allow(Fault fault) { now.faults = Budget::one(fault); }
  /// Sends a letter whose id is also its deduplication id. `which`: of the possible results, whose
  /// number it returns.
  std::size_t send(std::string group, std::string id, std::size_t which = 0) {
    return send(group, id, fact("letter.posted", id), which);
  }
  std::size_t send(std::string group, std::string dedup_id, Event event, std::size_t which = 0) {
    const auto call = [=](eda::Fifo& fifo) { return fifo.send("letters", group, dedup_id, event); };
    return take(port_.learn(action_of<sim::FifoProxy>(call), 0), which).second;
  }
  /// Number of the delivery in `deliveries`; negative: from the end.
  int lane(int delivery = -1) const {
    const int place = delivery < 0 ? int(deliveries.size()) + delivery : delivery;
    return deliveries.at(std::size_t(place)).lane;
  }
  /// Reply to a call of the handler of that lane. Throws what the call throws.
  template <typename Call>
  std::string say(int lane, const Call& call) {
    const sim::Message in_hand{.from_port = own_number, .lane = lane};
    const Json action = action_of<sim::DeliveryProxy>(call);
    const Json reply = take(port_.learn_from(action, 0, in_hand), 0).first;
    result_of<sim::DeliveryProxy>(call, reply);
    return reply.at("result");
  }
  std::string retry_after(int lane, eda::Duration delay) {
    return say(lane, [=](eda::Delivery& message) { return message.retry_after(delay); });
  }
  std::string park(int lane, std::string reason) {
    return say(lane, [=](eda::Delivery& message) { return message.park(reason); });
  }
  void ends(int lane) { take(port_.acknowledge(lane), 0); }
  void dies(int lane) { take(port_.abandon(lane), 0); }

  std::vector<eda::DeadLetter> look(int at_most = 10) {
    const auto call = [=](eda::DeadLetters& box) { return box.look(at_most); };
    return result_of<sim::DeadLettersProxy>(call, reply_to(call));
  }
  std::string redrive(std::string receipt) {
    return reply_to([=](eda::DeadLetters& box) { return box.redrive(receipt); }).at("result");
  }
  std::string drop(std::string receipt) {
    return reply_to([=](eda::DeadLetters& box) { return box.drop(receipt); }).at("result");
  }

  /// Lets time pass to the next thing that is due. Returns its number of possible results.
  std::size_t pass_time(std::size_t which = 0) {
    const auto next = std::min_element(due.begin(), due.end());
    const sim::Scheduled item = *next;
    due.erase(next);
    now.now_ms = std::max(now.now_ms, item.at_ms);
    return take(item.signal, which).second;
  }

  /// "id count", of each delivery so far.
  std::vector<std::string> delivered() const {
    std::vector<std::string> all;
    for (const sim::Message& message : deliveries) {
      const Event& event = tables.events.event(message.event);
      all.push_back(event.id + " " + event.extensions.at("receivecount").dump());
    }
    return all;
  }
  /// "id reason count", of each dead letter in the book.
  std::vector<std::string> dead() {
    std::vector<std::string> all;
    const Json book = port_.book(now.state);
    for (const Json& letter : book.at("letters"))
      all.push_back(letter.at("event").at("id").get<std::string>() + " " +
                    letter.at("reason").get<std::string>() + " " + letter.at("count").dump());
    return all;
  }
  sim::FifoPort& port() { return port_; }

 private:
  /// Reply to a call of the dead letters.
  template <typename Call>
  Json reply_to(const Call& call) {
    return take(port_.learn(action_of<sim::DeadLettersProxy>(call), 0), 0).first;
  }
  /// Reply, and number of possible results.
  std::pair<Json, std::size_t> take(int action, std::size_t which) {
    const std::vector<sim::Effect> effects = port_.step(action, now);
    const sim::Effect& effect = effects.at(which);
    now.state = effect.state;
    deliveries.insert(deliveries.end(), effect.deliveries.begin(), effect.deliveries.end());
    for (const int name : effect.cancelled)
      std::erase_if(due, [&](const sim::Scheduled& one) { return one.name == name; });
    due.insert(due.end(), effect.scheduled.begin(), effect.scheduled.end());
    return {effect.reply, effects.size()};
  }

  sim::FifoPort port_;
};

}  // namespace alone
