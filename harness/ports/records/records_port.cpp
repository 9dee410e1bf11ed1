#include "ports/records/records_port.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace sim {

using eda::Json;

RecordsPort::RecordsPort(SharedTables& tables, Setting setting, Readers readers)
    : tables_{tables},
      setting_{std::move(setting)},
      readers_{std::move(readers)},
      partitions_max_{
          std::max(setting_.partitions.partitions, setting_.partitions.repartitioned_to)},
      paths_(std::size_t(std::max(partitions_max_, 0))) {}

Effect RecordsPort::at_start() {
  const Partitioning& partitions = setting_.partitions;
  if (partitions.partitions < 1 || partitions.repartitioned_to < 0)
    throw std::invalid_argument{
        fmt::format("Scenario::records must have 1 partition or more, and has {} and {}",
                    partitions.partitions, partitions.repartitioned_to)};
  if (!setting_.has_rebalances && (partitions.repartitioned_to > 0 || setting_.rebalances_max > 0))
    throw std::invalid_argument{
        "Scenario::records.repartitioned_to and Faults::rebalances_max need the service "
        "records::coordinator and an event of records::rebalance"};
  Effect start;
  if (!has_watermarks()) return start;
  const int signal = learn(records_request("watermark"), -1);
  for (const Duration at : setting_.watermarks)
    start.scheduled.push_back(
        {.at_ms = int(at.count()), .port = setting_.own_number, .signal = signal});
  return start;
}

int RecordsPort::learn(const Json& action, int service) { return learn_from(action, service, {}); }

int RecordsPort::learn_from(const Json& json, int /*service*/, const Message& in_hand) {
  Json key = json;
  const bool has_record = json.at("do") == "commit" && in_hand.from_port == setting_.own_number;
  if (has_record) key["lane"] = in_hand.lane;
  const int number = actions_.number(key);
  if (number < int(parsed_.size())) return number;
  Action action{.request = json, .has_lane = key.contains("lane")};
  if (action.has_lane) action.lane = lane_of(key.at("lane"));
  parsed_.push_back(std::move(action));
  return number;
}

int RecordsPort::signal(const char* verb, int lane) {
  Json action = records_request(verb);
  action["lane"] = lane;
  return learn(action, -1);
}

std::vector<Effect> RecordsPort::step(int number, const Situation& situation) {
  const Action& action = parsed_[std::size_t(number)];
  if (action.verb() == "append") return append(action, situation);
  if (action.verb() == "commit") return commit(action, situation);
  if (action.verb() == "rebalance") return rebalance(situation);
  if (action.verb() == "watermark") return watermark(situation);
  if (action.verb() == "abandon") return {death(action.lane, situation.state)};
  return {end(action.lane, situation.state)};
}

std::vector<Effect> RecordsPort::append(const Action& action, const Situation& situation) {
  State state = read(situation.state);
  const std::string key = action.request.at("key");
  const int p = eda::partition_of(key, partitions_now(state));
  Partition& partition = state.partitions[std::size_t(p)];
  const int offset = count(state, p);
  Json record = action.request.at("event");
  record["partitionkey"] = key;
  record["partition"] = p;
  record["offset"] = offset;
  partition.list = appended(partition.list, tables_.events.number(record));
  if (has_watermarks()) partition.appended_ms = situation.now_ms;
  Effect effect{.reply = Json::object({{"partition", p}, {"offset", offset}})};
  for (int group = 0; group < int(readers_.groups.size()); ++group) go_on(state, group, p, effect);
  std::vector<Effect> effects{done(state, effect)};
  if (situation.faults.left(Fault::redelivery) == 0) return effects;
  effect.spent = Budget::one(Fault::redelivery);
  for (int group = 0; group < int(readers_.groups.size()); ++group) {
    State repeating = state;
    at(repeating, group, p).repeated.push_back(offset);
    effects.push_back(done(repeating, effect));
  }
  return effects;
}

std::vector<Effect> RecordsPort::commit(const Action& action, const Situation& situation) {
  const auto invalid = [&](const std::string& why) -> std::vector<Effect> {
    return {
        {.state = situation.state, .reply = Json::object({{"invalid", "records commit: " + why}})}};
  };
  if (!action.has_lane) return invalid("this handler has no record in hand");
  const int partition = action.request.at("partition"), next = action.request.at("next");
  if (partition != action.lane.partition)
    return invalid(fmt::format("the record in hand is in partition {}, and not in {}",
                               action.lane.partition, partition));
  State state = read(situation.state);
  Progress& progress = at(state, action.lane.group, partition);
  const Json unknown = Json::object({{"result", "unknown"}});
  const bool may_be_unknown = situation.faults.left(Fault::unknown) > 0;
  const Effect not_done{
      .state = situation.state, .reply = unknown, .spent = Budget::one(Fault::unknown)};
  if (progress.owner != action.lane.owner) {
    const Effect fenced{.state = situation.state, .reply = Json::object({{"result", "fenced"}})};
    return may_be_unknown ? std::vector<Effect>{fenced, not_done} : std::vector<Effect>{fenced};
  }
  const int most = progress.next + (progress.phase == Progress::reading ? 1 : 0);
  if (next > most)
    return invalid(fmt::format("the next record of partition {} is at most {}, and not {}",
                               partition, most, next));
  progress.committed = next;
  std::vector<Effect> effects{done(state, {.reply = Json::object({{"result", "committed"}})})};
  if (!may_be_unknown) return effects;
  effects.push_back(done(state, {.reply = unknown, .spent = Budget::one(Fault::unknown)}));
  effects.push_back(not_done);
  return effects;
}

Effect RecordsPort::repartition(const Situation& situation) {
  State state = read(situation.state);
  state.is_repartitioned = true;
  Effect effect{.reply = Json::object({{"result", "repartitioned"},
                                       {"partitions", setting_.partitions.repartitioned_to}})};
  for (int group = 0; group < int(readers_.groups.size()); ++group)
    for (int partition = 0; partition < partitions_max_; ++partition)
      go_on(state, group, partition, effect);
  return done(state, std::move(effect));
}

std::vector<Effect> RecordsPort::rebalance(const Situation& situation) {
  const State state = read(situation.state);
  if (waits_to_be_repartitioned(state)) return {repartition(situation)};
  std::vector<Effect> effects{
      {.state = situation.state, .reply = Json::object({{"result", "kept"}})}};
  if (situation.faults.left(Fault::rebalance) == 0) return effects;
  for (int group = 0; group < int(readers_.groups.size()); ++group)
    for (int partition = 0; partition < partitions_now(state); ++partition) {
      const Progress& progress = at(state, group, partition);
      // otherwise no one would notice
      const bool is_told = readers_.groups[std::size_t(group)].told_of_partitions >= 0;
      if (is_told || progress.phase != Progress::idle || progress.committed != progress.next)
        effects.push_back(given_to_another(situation, group, partition));
    }
  return effects;
}

Effect RecordsPort::given_to_another(const Situation& situation, int group, int partition) {
  State state = read(situation.state);
  Progress& progress = at(state, group, partition);
  const Readers::Group& reader = readers_.groups[std::size_t(group)];
  Effect effect{.reply = Json::object(
                    {{"result", "moved"}, {"group", reader.name}, {"partition", partition}}),
                .spent = Budget::one(Fault::rebalance)};
  ++progress.owner;
  progress.next = progress.committed;
  progress.phase = Progress::idle;
  if (reader.told_of_partitions < 0) {
    go_on(state, group, partition, effect);
    return done(state, std::move(effect));
  }
  progress.phase = Progress::assigning;
  Message revoked = told_of("revoked", group, partition, progress.committed, progress.owner - 1);
  revoked.from_port = -1;  // the old owner may take its time
  revoked.lane = 0;
  effect.deliveries.push_back(revoked);
  effect.deliveries.push_back(
      told_of("assigned", group, partition, progress.committed, progress.owner));
  return done(state, std::move(effect));
}

Message RecordsPort::told_of(const char* what, int group, int partition, int offset, int owner) {
  const Readers::Group& reader = readers_.groups[std::size_t(group)];
  Event event{fmt::format("eda.partitions.{}", what)};
  event.source = "records";
  event.id = fmt::format("{}-{}-{}-{}", what, reader.name, partition, owner);
  event.data = Json::object({{"partition", partition}, {"offset", offset}});
  return {reader.told_of_partitions, tables_.events.number(event), setting_.own_number,
          lane_number({group, partition, owner})};
}

/// Delivers the next record, if there is one and the reader is not busy.
void RecordsPort::go_on(State& state, int group, int partition, Effect& effect) {
  Progress& progress = at(state, group, partition);
  if (progress.phase != Progress::idle || waits_to_be_repartitioned(state) ||
      progress.next >= count(state, partition))
    return;
  progress.phase = Progress::reading;
  effect.deliveries.push_back({readers_.groups[std::size_t(group)].handler,
                               record(state, partition, progress.next), setting_.own_number,
                               lane_number({group, partition, progress.owner})});
}

Effect RecordsPort::end(const Lane& lane, int number) {
  State state = read(number);
  Progress& progress = at(state, lane.group, lane.partition);
  Effect effect{.state = number};
  if (progress.owner != lane.owner) return effect;
  if (progress.phase == Progress::reading) {
    const auto repeated =
        std::find(progress.repeated.begin(), progress.repeated.end(), progress.next);
    if (repeated != progress.repeated.end())
      progress.repeated.erase(repeated);
    else
      ++progress.next;
  }
  progress.phase = Progress::idle;
  go_on(state, lane.group, lane.partition, effect);
  return done(state, std::move(effect));
}

/// The process of a reader has crashed and begins again. That of an earlier owner does not.
Effect RecordsPort::death(const Lane& lane, int number) {
  State state = read(number);
  Progress& progress = at(state, lane.group, lane.partition);
  Effect effect{.state = number};
  if (progress.owner != lane.owner) return effect;
  if (progress.phase == Progress::assigning) {
    effect.deliveries.push_back(
        told_of("assigned", lane.group, lane.partition, progress.committed, lane.owner));
    return effect;
  }
  progress.next = progress.committed;
  progress.phase = Progress::idle;
  go_on(state, lane.group, lane.partition, effect);
  return done(state, std::move(effect));
}

std::vector<Touch> RecordsPort::end_touches(int number) {
  const auto [owner, committed] = things_of(lane_of(number));
  return {{.thing = owner, .access = Touch::Access::reads},
          {.thing = committed, .access = Touch::Access::reads}};
}

std::vector<Touch> RecordsPort::touches(int number) {
  const Action& action = parsed_[std::size_t(number)];
  constexpr auto reads = Touch::Access::reads;
  constexpr int number_of_partitions = 0;
  const auto log = [](int partition) { return 1 + partition; };
  std::vector<Touch> touches;
  const auto touch = [&](int thing, Touch::Access access = Touch::Access::changes) {
    touches.push_back({.thing = thing, .access = access});
  };
  const auto each_lane = [&](int partition, const auto& visit) {
    for (int group = 0; group < int(readers_.groups.size()); ++group)
      visit(things_of({group, partition}));
  };
  if (action.verb() == "append") {
    const std::string key = action.request.at("key");
    std::vector<int> partitions{eda::partition_of(key, setting_.partitions.partitions)};
    if (setting_.partitions.repartitioned_to > 0) {
      touch(number_of_partitions, reads);
      partitions.push_back(eda::partition_of(key, setting_.partitions.repartitioned_to));
    }
    for (const int p : partitions) {
      touch(log(p));
      each_lane(p, [&](const LaneThings& things) { touch(things.owner, reads); });
    }
    if (has_watermarks()) touch(Touch::time);
  } else if (action.verb() == "commit") {
    if (!action.has_lane) return {};
    const LaneThings things = things_of(action.lane);
    touch(things.owner, reads);
    touch(things.committed);
  } else {
    const bool changes_owners = (action.verb() == "rebalance");
    if (changes_owners) touch(number_of_partitions);
    for (int p = 0; p < partitions_max_; ++p) {
      touch(log(p), reads);
      each_lane(p, [&](const LaneThings& things) {
        if (changes_owners) touch(things.owner);
        touch(things.committed, reads);
      });
    }
    // watermarks are told one after another, as time passes
  }
  return touches;
}

}  // namespace sim
