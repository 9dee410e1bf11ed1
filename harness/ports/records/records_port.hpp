#pragma once

#include <climits>
#include <deque>
#include <string>
#include <vector>

#include "eda/records.hpp"
#include "sim/model/port.hpp"
#include "sim/model/scenario.hpp"

namespace sim {

/// Returns the beginning of a request to the log.
eda::Json records_request(const char* verb);

class RecordsProxy final : public eda::Records {
 public:
  explicit RecordsProxy(RequestChannel& channel) : channel_{channel} {}

  eda::Task<eda::Offset> append(std::string key, Event record) override;
  eda::Task<eda::CommitResult> commit(eda::Offset next) override;
  /// Request of the coordinator: see records::rebalance.
  eda::Task<> rebalance();

 private:
  RequestChannel& channel_;
};

/// Those who read the log: groups, and services that are told of partitions and watermarks.
struct Readers {
  struct Group {
    int handler = 0;              ///< number of its subscription
    std::string name{};           ///< unique
    int service = 0;              ///< number of its service
    int told_of_partitions = -1;  ///< subscription of that service; -1: none
  };
  struct Watermarks {
    int handler = 0;
    int service = 0;
  };
  std::vector<Group> groups{};
  std::vector<Watermarks> watermarks{};
};
/// Throws std::invalid_argument for two groups of one name, or a service with two subscriptions to
/// partitions.
Readers readers_of(const Scenario& scenario);

/// The log: its records by partition, and for each group and partition how far it is. A lane is a
/// partition for one group and one of its owners.
class RecordsPort final : public Port {
 public:
  struct Setting {
    int own_number = 0;
    Instant start{};
    Partitioning partitions{};
    std::vector<Duration> watermarks{};
    bool has_rebalances = false;  ///< the scenario has an event of records::rebalance
    int rebalances_max = 0;
  };
  RecordsPort(SharedTables& tables, Setting setting, Readers readers);

  /// Throws std::invalid_argument for a number of partitions that is none, and for rebalances
  /// without an event that leads to one.
  Effect at_start() override;
  int learn(const eda::Json& action, int service) override;
  int learn_from(const eda::Json& action, int service, const Message& in_hand) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  int acknowledge(int lane) override { return signal("acknowledge", lane); }
  int abandon(int lane) override { return signal("abandon", lane); }
  std::vector<Touch> end_touches(int lane) override;
  std::vector<Touch> touches(int action) override;
  Request request(int action) const override;
  Reply reply(int action, const eda::Json& json) const override;
  /// Records by number, and for each group those that it has not handled.
  eda::Json show(int state) const override;

 private:
  static constexpr std::int64_t no_time = INT64_MIN;
  /// Records of one partition: a list that shares its beginning with others. 0: empty.
  struct List {
    int before = 0, event = 0, count = 0;
    std::int64_t latest_ms = no_time;  ///< `time` of its records, since the start
  };
  struct Partition {
    int list = 0;
    int appended_ms = 0;  ///< moment of the latest append, if there are watermarks
  };
  /// Progress of a group in a partition.
  struct Progress {
    enum Phase { idle, assigning, reading };
    int owner = 0;      ///< grows with each new owner
    int committed = 0;  ///< the next owner begins there
    int next = 0;       ///< number of the record that is being read, or will be
    int phase = idle;
    std::vector<int> repeated{};  ///< records that are read twice
  };
  struct State {
    bool is_repartitioned = false;
    std::vector<Partition> partitions{};
    std::vector<Progress> progress{};  ///< by group and partition
    std::vector<int> watermarks{};     ///< by Readers::watermarks; none: not told yet
  };
  struct Lane {
    int group = 0, partition = 0, owner = 0;
  };
  struct Action {
    eda::Json request{};
    Lane lane{};  ///< in hand, or ended
    bool has_lane = false;

    const std::string& verb() const { return request.at("do").get_ref<const std::string&>(); }
  };
  /// Things of a lane: see Touch.
  struct LaneThings {
    int owner = 0, committed = 0;
  };
  static constexpr int no_watermark = INT_MIN;

  int signal(const char* verb, int lane);
  State first() const;
  State read(int state) const;
  int write(const State& state);
  int lane_number(const Lane& lane) const {
    return (lane.owner * int(readers_.groups.size()) + lane.group) * partitions_max_ +
           lane.partition;
  }
  Lane lane_of(int number) const;
  LaneThings things_of(const Lane& lane) const {
    const int first = 1 + partitions_max_ + 2 * (lane.group * partitions_max_ + lane.partition);
    return {first, first + 1};
  }
  Progress& at(State& state, int group, int partition) const {
    return state.progress[std::size_t(group * partitions_max_ + partition)];
  }
  const Progress& at(const State& state, int group, int partition) const {
    return state.progress[std::size_t(group * partitions_max_ + partition)];
  }
  bool has_watermarks() const {
    return !readers_.watermarks.empty() && !setting_.watermarks.empty();
  }
  int partitions_now(const State& state) const;
  bool waits_to_be_repartitioned(const State& state) const {
    return setting_.partitions.repartitioned_to > 0 && !state.is_repartitioned;
  }

  int appended(int list, int event);
  /// The first `count` records of a list of that partition.
  int list_before(int partition, int list, int count) const;
  int record(const State& state, int partition, int number) const {
    const int list = state.partitions[std::size_t(partition)].list;
    return known_lists_[std::size_t(list_before(partition, list, number + 1))].event;
  }
  int count(const State& state, int partition) const;
  void go_on(State& state, int group, int partition, Effect& effect);
  Effect done(const State& state, Effect effect) {
    effect.state = write(state);
    return effect;
  }
  Message told_of(const char* what, int group, int partition, int offset, int owner);

  std::vector<Effect> append(const Action& action, const Situation& situation);
  std::vector<Effect> commit(const Action& action, const Situation& situation);
  std::vector<Effect> rebalance(const Situation& situation);
  Effect repartition(const Situation& situation);
  Effect given_to_another(const Situation& situation, int group, int partition);
  Effect end(const Lane& lane, int state);
  Effect death(const Lane& lane, int state);
  std::vector<Effect> watermark(const Situation& situation);
  std::int64_t watermark_of(const State& state, int service, int now_ms) const;

  SharedTables& tables_;
  Setting setting_;
  Readers readers_;
  int partitions_max_;
  JsonInterner actions_;
  IntsInterner states_, lists_;
  std::vector<List> known_lists_{List{}};
  mutable std::vector<std::vector<int>> paths_;  ///< by partition: to the list looked at last
  std::deque<Action> parsed_;
};

}  // namespace sim
