#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "ports/records/coordinator.hpp"
#include "ports/records/records_port.hpp"
#include "sim/model/port_kind.hpp"

// State of the log as a number, its parts for a reader, and its form.
namespace sim {

using eda::Json;

RecordsPort::State RecordsPort::first() const {
  State state;
  state.partitions.resize(std::size_t(partitions_max_));
  state.progress.resize(readers_.groups.size() * std::size_t(partitions_max_));
  state.watermarks.assign(readers_.watermarks.size(), no_watermark);
  return state;
}

RecordsPort::State RecordsPort::read(int number) const {
  State state = first();
  const std::vector<int>& ints = states_[number];
  if (ints.empty()) return state;
  const int* at = ints.data();
  state.is_repartitioned = *at++ != 0;
  for (Partition& partition : state.partitions) {
    partition.list = *at++;
    partition.appended_ms = *at++;
  }
  for (Progress& progress : state.progress) {
    progress.owner = *at++;
    progress.committed = *at++;
    progress.next = *at++;
    progress.phase = *at++;
    progress.repeated.resize(std::size_t(*at++));
    for (int& repeated : progress.repeated) repeated = *at++;
  }
  for (int& watermark : state.watermarks) watermark = *at++;
  return state;
}

int RecordsPort::write(const State& state) {
  std::vector<int> ints{int(state.is_repartitioned)};
  for (const Partition& one : state.partitions)
    ints.insert(ints.end(), {one.list, one.appended_ms});
  for (const Progress& one : state.progress) {
    ints.insert(ints.end(),
                {one.owner, one.committed, one.next, one.phase, int(one.repeated.size())});
    ints.insert(ints.end(), one.repeated.begin(), one.repeated.end());
  }
  ints.insert(ints.end(), state.watermarks.begin(), state.watermarks.end());
  return states_.number(ints);
}

RecordsPort::Lane RecordsPort::lane_of(int number) const {
  const int partition = number % partitions_max_, rest = number / partitions_max_;
  const int groups = std::max(1, int(readers_.groups.size()));
  return {.group = rest % groups, .partition = partition, .owner = rest / groups};
}

int RecordsPort::partitions_now(const State& state) const {
  const Partitioning& all = setting_.partitions;
  return state.is_repartitioned ? all.repartitioned_to : all.partitions;
}

int RecordsPort::appended(int list, int event) {
  const int number = lists_.number({list, event});
  if (number < int(known_lists_.size())) return number;
  const List before = known_lists_[std::size_t(list)];
  List added{.before = list, .event = event, .count = before.count + 1};
  const std::optional<Instant>& time = tables_.events.event(event).time;
  added.latest_ms =
      time ? std::max(before.latest_ms, (*time - setting_.start).count()) : before.latest_ms;
  known_lists_.push_back(added);
  return number;
}

int RecordsPort::count(const State& state, int partition) const {
  return known_lists_[std::size_t(state.partitions[std::size_t(partition)].list)].count;
}

int RecordsPort::list_before(int partition, int list, int count) const {
  std::vector<int>& path = paths_[std::size_t(partition)];
  const int length = known_lists_[std::size_t(list)].count;
  path.resize(std::size_t(length));  // what was above belongs to another list
  for (int at = length; at > 0 && path[std::size_t(at - 1)] != list; --at) {
    path[std::size_t(at - 1)] = list;
    list = known_lists_[std::size_t(list)].before;
  }
  return count == 0 ? 0 : path[std::size_t(count - 1)];
}

Request RecordsPort::request(int number) const {
  const Json& json = parsed_[std::size_t(number)].request;
  Request request{.verb = json.at("do")};
  if (request.verb == "append") {
    request.key = json.at("key");
    request.parts.push_back(event_part(json.at("event")));
  }
  if (request.verb == "commit")
    request.key = fmt::format("partition {} up to {}", json.at("partition").get<int>(),
                              json.at("next").get<int>());
  return request;
}

Reply RecordsPort::reply(int /*action*/, const Json& json) const {
  if (json.contains("invalid"))
    return {.result = Result::invalid, .reason = json.at("invalid").get<std::string>()};
  if (json.contains("offset"))
    return {.result = Result::done,
            .value = fmt::format("partition {} offset {}", json.at("partition").get<int>(),
                                 json.at("offset").get<int>())};
  const std::string result = json.at("result");
  if (result == "unknown") return {.result = Result::unknown};
  if (result == "fenced") return {.result = Result::refused, .value = "fenced"};
  if (result == "moved")
    return {
        .result = Result::done,
        .value = fmt::format("partition {} of {} has a new owner", json.at("partition").get<int>(),
                             json.at("group").get<std::string>())};
  if (result == "repartitioned")
    return {.result = Result::done,
            .value = fmt::format("{} partitions from now on", json.at("partitions").get<int>())};
  return {.result = Result::done, .value = result};
}

/// Each record has a number of its own that does not change: first those with offset 0, by
/// partition, and so on.
Json RecordsPort::show(int number) const {
  if (number == 0) return Json::object();
  const State state = read(number);
  Json log = Json::object(), readers = Json::object();
  const auto position = [&](int partition, int offset) {
    return offset * partitions_max_ + partition + 1;
  };
  for (int p = 0; p < partitions_max_; ++p)
    for (int offset = 0; offset < count(state, p); ++offset) {
      Json shown = tables_.events[record(state, p, offset)];
      shown["stream"] = fmt::format("partition {}", p);
      shown["version"] = offset + 1;
      log[std::to_string(position(p, offset))] = std::move(shown);
    }
  for (int group = 0; group < int(readers_.groups.size()); ++group) {
    Json told = Json::array(), waiting = Json::array();
    for (int p = 0; p < partitions_max_; ++p) {
      const Progress& progress = at(state, group, p);
      for (int offset = progress.next; offset < count(state, p); ++offset)
        (progress.phase == Progress::reading && offset == progress.next ? told : waiting)
            .push_back(position(p, offset));
    }
    Json reader = Json::object();
    reader["told"] = std::move(told);
    reader["waiting"] = std::move(waiting);
    readers[readers_.groups[std::size_t(group)].name] = std::move(reader);
  }
  return Json::object({{"log", log}, {"readers", readers}});
}

Readers readers_of(const Scenario& scenario) {
  Readers readers;
  int handler = 0, service = 0;
  for (const eda::Service& one : scenario.services) {
    int told_of_partitions = -1;
    const std::size_t first_group = readers.groups.size();
    for (const eda::Subscription& subscription : one.subscriptions) {
      const int number = handler++;
      if (subscription.to != eda::Subscription::To::port || subscription.port != "records")
        continue;
      const std::string& what = subscription.types.at(0);
      if (what == "watermarks") readers.watermarks.push_back({number, service});
      if (what == "partitions" && std::exchange(told_of_partitions, number) >= 0)
        throw std::invalid_argument{fmt::format(
            "service {} has two subscriptions eda::on_partitions; it can have one", one.name)};
      if (what == "record") readers.groups.push_back({number, subscription.queue, service});
    }
    for (std::size_t i = first_group; i < readers.groups.size(); ++i)
      readers.groups[i].told_of_partitions = told_of_partitions;
    ++service;
  }
  for (const Readers::Group& group : readers.groups) {
    const auto is_it = [&](const Readers::Group& other) { return other.name == group.name; };
    if (group.name.empty() ||
        std::count_if(readers.groups.begin(), readers.groups.end(), is_it) > 1)
      throw std::invalid_argument{fmt::format(
          "each eda::on_records needs a group of its own, and none with an empty name: \"{}\"",
          group.name)};
  }
  return readers;
}

namespace ports {

PortKind records() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    const Scenario& scenario = setting.scenario;
    const std::string type = ::records::rebalance().event.type;
    bool has_coordinator = false, has_event = false;
    for (const eda::Service& service : scenario.services)
      has_coordinator |= service.name == ::records::coordinator().name;
    for (const Arrival& arrival : scenario.events) has_event |= arrival.event.type == type;
    return std::make_unique<RecordsPort>(
        setting.tables,
        RecordsPort::Setting{.own_number = setting.own_number,
                             .start = scenario.start,
                             .partitions = scenario.records,
                             .watermarks = scenario.watermarks,
                             .has_rebalances = has_coordinator && has_event,
                             .rebalances_max = scenario.faults.rebalances_max},
        readers_of(scenario));
  };
  return port_kind<eda::Records, RecordsProxy>(
      {.name = "records",
       .title = "log",
       .requests = {{{"append"}, {form::text("key"), form::event("event")}},
                    {{"commit"},
                     {form::whole("partition", 0, INT32_MAX), form::whole("next", 0, INT32_MAX)}},
                    {{"rebalance"}, {}}}},
      port);
}

}  // namespace ports

}  // namespace sim
