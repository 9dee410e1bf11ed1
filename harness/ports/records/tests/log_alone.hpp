#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ports/records/records_port.hpp"
#include "tests/service_alone.hpp"

namespace log_alone {

using namespace alone;
using eda::Offset, eda::Records;

inline Event record(const std::string& id, std::optional<eda::Duration> at = {}) {
  Event event = fact("order.placed", id);
  if (at) event.time = start + *at;
  return event;
}
inline auto append(std::string key, Event event) {
  return [=](Records& log) { return log.append(key, event); };
}
inline auto commit(int partition, int next) {
  return [=](Records& log) { return log.commit({partition, next}); };
}

inline constexpr int own_number = 9;
inline const sim::Readers one_reader{{{.handler = 5, .name = "gauge"}}, {}};
inline const sim::Readers with_watermarks{{{.handler = 5, .name = "gauge"}}, {{.handler = 6}}};
inline const sim::Readers with_partitions{
    {{.handler = 5, .name = "gauge", .told_of_partitions = 7}}, {}};

/// A log with readers whose handlers have these numbers.
class LogAlone : public PortAlone<sim::RecordsProxy> {
 public:
  explicit LogAlone(sim::Partitioning partitions = 1, std::vector<Fault> possible = {},
                    sim::Readers readers = one_reader)
      : PortAlone{port},
        port{tables,
             {.own_number = own_number,
              .start = start,
              .partitions = partitions,
              .watermarks = {1min, 2min, 3min},
              .has_rebalances = true},
             std::move(readers)} {
    for (const Fault fault : possible) now.faults = now.faults + Budget::one(fault);
  }
  sim::SharedTables tables;
  sim::RecordsPort port;

  /// "order.placed 1", of each delivery so far.
  std::vector<std::string> delivered() const {
    std::vector<std::string> all;
    for (const sim::Message& message : deliveries) {
      const Event& event = tables.events.event(message.event);
      all.push_back(sim::short_type(event.type) + " " + event.id);
    }
    return all;
  }
  int lane() const { return deliveries.back().lane; }
  const Event& latest() const { return tables.events.event(deliveries.back().event); }

  /// Takes a commit of the handler of `lane`.
  std::string commits(int partition, int next, int lane, std::size_t which = 0) {
    const auto effects = effects_of(commit_number(partition, next, lane));
    now.state = effects.at(which).state;
    return words(effects[which].reply);
  }
  std::size_t ways_of_commit(int partition, int next, int lane) {
    return effects_of(commit_number(partition, next, lane)).size();
  }
  /// Takes the coordinator's step; 0: nothing happens.
  std::string rebalances(std::size_t which = 0) {
    const auto effects = effects_of(port.learn(sim::records_request("rebalance"), 0));
    return take(effects.at(which));
  }
  std::size_t ways_of_rebalance() {
    return effects_of(port.learn(sim::records_request("rebalance"), 0)).size();
  }
  void dies(int lane) { take(effects_of(port.abandon(lane)).front()); }
  /// Instant of the watermark at that time; empty: none is told.
  std::string watermark(eda::Duration at) {
    now.now_ms = int(at.count());
    const std::size_t before = deliveries.size();
    take(effects_of(port.learn(sim::records_request("watermark"), -1)).front());
    return deliveries.size() == before ? "" : latest().data.at("instant").get<std::string>();
  }

 private:
  int commit_number(int partition, int next, int lane) {
    return port.learn_from(action_of<sim::RecordsProxy>(commit(partition, next)), 0,
                           {.from_port = own_number, .lane = lane});
  }
  std::vector<sim::Effect> effects_of(int action) { return port.step(action, now); }
  std::string words(const Json& reply) const { return sim::reply_words({}, port.reply(0, reply)); }
  std::string take(const sim::Effect& effect) {
    now.state = effect.state;
    deliveries.insert(deliveries.end(), effect.deliveries.begin(), effect.deliveries.end());
    return effect.reply.is_null() ? "" : words(effect.reply);
  }
};

}  // namespace log_alone
