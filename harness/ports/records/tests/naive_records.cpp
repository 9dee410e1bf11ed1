#include "naive_records.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "eda/records.hpp"

namespace tested_ports {

using eda::Event, eda::Json;
using Here = brute_force::Circumstances;

brute_force::Answered NaiveRecords::answer(const Json& request, const Here& here) {
  if (request.at("do") == "append") return {append(request, here)};
  if (request.at("do") == "commit") return {commit(request, here)};
  return {rebalance(here)};
}

/// All subscriptions of the port, in their order, are its subscribers.
std::vector<NaiveRecords::Reader> NaiveRecords::readers(const sim::Scenario& scenario) const {
  std::vector<Reader> readers;
  int subscriber = 0;
  for (std::size_t service = 0; service < scenario.services.size(); ++service) {
    const std::size_t first = readers.size();
    int of_partitions = -1;
    for (const eda::Subscription& one : scenario.services[service].subscriptions) {
      if (one.to != eda::Subscription::To::port || one.port != "records") continue;
      if (one.types.front() == "record")
        readers.push_back({one.queue, subscriber, -1, int(service)});
      if (one.types.front() == "partitions") of_partitions = subscriber;
      ++subscriber;
    }
    for (std::size_t i = first; i < readers.size(); ++i)
      readers[i].partitions_subscriber = of_partitions;
  }
  return readers;
}

int NaiveRecords::partitions(const Here& here) const {
  return is_repartitioned_ ? here.scenario.records.repartitioned_to
                           : here.scenario.records.partitions;
}

Json NaiveRecords::append(const Json& request, const Here& here) {
  here.seen.insert("a record");
  const std::vector<Reader> all = readers(here.scenario);
  const std::string key = request.at("key");
  const int partition = eda::partition_of(key, partitions(here));
  std::vector<Json>& records = log_[partition];
  Json record = request.at("event");
  record["partitionkey"] = key;
  record["partition"] = partition;
  record["offset"] = records.size();
  records.push_back(record);
  appended_ms_[partition] = here.now_ms;
  has_watermarks_ = !moments(here.scenario).empty();
  int twice = 0;
  if (here.left.redeliveries_max > 0) twice = here.picks.pick(1 + int(all.size()));
  if (twice > 0) {
    here.seen.insert("a record comes again");
    --here.left.redeliveries_max;
    progress_[{all[std::size_t(twice - 1)].group, partition}].twice.push_back(int(records.size()) -
                                                                              1);
  }
  for (const Reader& reader : all) go_on(reader, partition, here);
  return Json::object({{"partition", partition}, {"offset", int(records.size()) - 1}});
}

void NaiveRecords::go_on(const Reader& reader, int partition, const Here& here) {
  Progress& progress = progress_[{reader.group, partition}];
  if (here.scenario.records.repartitioned_to > 0 && !is_repartitioned_) return;
  const std::vector<Json>& records = log_[partition];
  if (!progress.busy_with.empty() || progress.next >= int(records.size())) return;
  progress.busy_with = "record";
  here.start(reader.group + "/" + std::to_string(partition) + "/" + std::to_string(progress.owner),
             reader.subscriber, eda::event_from_json(records[std::size_t(progress.next)]));
}

Json NaiveRecords::commit(const Json& request, const Here& here) {
  const auto invalid = [&](const char* what, const std::string& why) {
    here.seen.insert(what);
    return Json::object({{"invalid", "records commit: " + why}});
  };
  if (here.in_hand.empty())
    return invalid("a commit without a record", "this handler has no record in hand");
  const std::size_t end = here.in_hand.rfind('/'), middle = here.in_hand.rfind('/', end - 1);
  const std::string group = here.in_hand.substr(0, middle);
  const int partition = std::stoi(here.in_hand.substr(middle + 1));
  const int asked = request.at("partition"), next = request.at("next");
  if (asked != partition)
    return invalid("a commit of another partition", "the record in hand is in partition " +
                                                        std::to_string(partition) +
                                                        ", and not in " + std::to_string(asked));
  Progress& progress = progress_[{group, partition}];
  const bool is_fenced = std::stoi(here.in_hand.substr(end + 1)) != progress.owner;
  const int most = progress.next + int(progress.busy_with == "record");
  if (!is_fenced && next > most)
    return invalid("a commit ahead", "the next record of partition " + std::to_string(partition) +
                                         " is at most " + std::to_string(most) + ", and not " +
                                         std::to_string(next));
  enum Fate { told, lost, unheard };
  const int fate = here.left.unknowns_max == 0 ? told : here.picks.pick(is_fenced ? 2 : 3);
  if (fate != told) --here.left.unknowns_max;
  if (!is_fenced && fate != lost) progress.committed = next;
  here.seen.insert(fate == told   ? (is_fenced ? "a commit fenced" : "a commit")
                   : fate == lost ? "a commit unknown, not done"
                                  : "a commit unknown, done");
  if (fate != told) return Json::object({{"result", "unknown"}});
  return Json::object({{"result", is_fenced ? "fenced" : "committed"}});
}

Json NaiveRecords::rebalance(const Here& here) {
  const std::vector<Reader> all = readers(here.scenario);
  if (here.scenario.records.repartitioned_to > 0 && !is_repartitioned_) {
    here.seen.insert("repartitioned");
    is_repartitioned_ = true;
    for (const Reader& reader : all)
      for (int partition = 0; partition < 10; ++partition) go_on(reader, partition, here);
    return Json::object({{"result", "repartitioned"}, {"partitions", partitions(here)}});
  }
  std::vector<std::pair<Reader, int>> options;
  for (const Reader& reader : all)
    for (int partition = 0; partition < partitions(here); ++partition) {
      const Progress& now = progress_[{reader.group, partition}];
      if (reader.partitions_subscriber >= 0 || !now.busy_with.empty() || now.next != now.committed)
        options.emplace_back(reader, partition);
    }
  const int option = here.left.rebalances_max == 0 ? 0 : here.picks.pick(1 + int(options.size()));
  if (option == 0) return Json::object({{"result", "kept"}});
  here.seen.insert("a new owner");
  --here.left.rebalances_max;
  const auto& [reader, partition] = options[std::size_t(option - 1)];
  Progress& progress = progress_[{reader.group, partition}];
  if (progress.busy_with == "record") here.seen.insert("a new owner while the old one reads");
  ++progress.owner;
  progress.next = progress.committed;
  progress.busy_with = reader.partitions_subscriber >= 0 ? "assigned" : "";
  assign(reader, partition, here);
  go_on(reader, partition, here);
  return Json::object({{"result", "moved"}, {"group", reader.group}, {"partition", partition}});
}

void NaiveRecords::assign(const Reader& reader, int partition, const Here& here) const {
  if (reader.partitions_subscriber < 0) return;
  const Progress& progress = progress_[{reader.group, partition}];
  const auto tell = [&](const std::string& what, int owner, const std::string& lane) {
    Event event{"eda.partitions." + what};
    event.source = "records";
    event.id =
        what + "-" + reader.group + "-" + std::to_string(partition) + "-" + std::to_string(owner);
    event.data["partition"] = partition;
    event.data["offset"] = progress.committed;
    here.start(lane, reader.partitions_subscriber, event);
  };
  here.seen.insert("an assignment");
  tell("revoked", progress.owner - 1, "");
  tell("assigned", progress.owner,
       reader.group + "/" + std::to_string(partition) + "/" + std::to_string(progress.owner));
}

std::pair<const NaiveRecords::Reader*, int> NaiveRecords::of(const std::string& lane,
                                                             const std::vector<Reader>& all) const {
  const std::size_t end = lane.rfind('/'), middle = lane.rfind('/', end - 1);
  const int partition = std::stoi(lane.substr(middle + 1));
  for (const Reader& reader : all)
    if (reader.group == lane.substr(0, middle) &&
        progress_[{reader.group, partition}].owner == std::stoi(lane.substr(end + 1)))
      return {&reader, partition};
  return {nullptr, 0};
}

void NaiveRecords::ended(const std::string& lane, const Here& here) {
  const std::vector<Reader> all = readers(here.scenario);
  const auto [reader, partition] = of(lane, all);
  if (reader == nullptr) return;
  Progress& progress = progress_[{reader->group, partition}];
  if (progress.busy_with == "record") {
    const auto twice = std::find(progress.twice.begin(), progress.twice.end(), progress.next);
    if (twice != progress.twice.end())
      progress.twice.erase(twice);
    else
      ++progress.next;
  }
  progress.busy_with = "";
  go_on(*reader, partition, here);
}

void NaiveRecords::died(const std::string& lane, const Here& here) {
  const std::vector<Reader> all = readers(here.scenario);
  const auto [reader, partition] = of(lane, all);
  here.seen.insert(reader == nullptr ? "an earlier owner dies" : "a reader dies");
  if (reader == nullptr) return;
  Progress& progress = progress_[{reader->group, partition}];
  if (progress.busy_with == "assigned") {
    here.seen.insert("a reader dies while it is assigned");
    Event event{"eda.partitions.assigned"};
    event.source = "records";
    event.id = "assigned-" + lane.substr(0, lane.find('/')) + "-" + std::to_string(partition) +
               "-" + std::to_string(progress.owner);
    event.data["partition"] = partition;
    event.data["offset"] = progress.committed;
    return here.start(lane, reader->partitions_subscriber, event);
  }
  progress.next = progress.committed;
  progress.busy_with = "";
  go_on(*reader, partition, here);
}

std::vector<std::int64_t> NaiveRecords::moments(const sim::Scenario& scenario) const {
  std::vector<std::int64_t> moments;
  for (const eda::Service& service : scenario.services)
    for (const eda::Subscription& one : service.subscriptions)
      if (moments.empty() && one.port == "records" && one.types.front() == "watermarks")
        for (const eda::Duration at : scenario.watermarks) moments.push_back(at.count());
  return moments;
}

void NaiveRecords::happen(const Here& here) {
  std::vector<std::pair<int, Event>> deliveries;
  int subscriber = 0;
  for (std::size_t service = 0; service < here.scenario.services.size(); ++service)
    for (const eda::Subscription& one : here.scenario.services[service].subscriptions) {
      if (one.to != eda::Subscription::To::port || one.port != "records") continue;
      const int number = subscriber++;
      if (one.types.front() != "watermarks") continue;
      const std::int64_t now = watermark(int(service), here);
      if (now == INT64_MIN || (told_.contains(number) && told_.at(number) >= now)) continue;
      told_[number] = now;
      const std::string instant = eda::to_rfc3339(here.scenario.start + eda::Duration{now});
      Event event{"eda.watermark"};
      event.source = "records";
      event.id = "watermark-" + instant;
      event.data["instant"] = instant;
      deliveries.emplace_back(number, event);
    }
  if (deliveries.empty()) return;
  here.seen.insert("a watermark");
  int copies = 1;
  if (here.left.redeliveries_max > 0) copies += here.picks.pick(2);
  if (copies == 2) {
    here.seen.insert("a watermark twice");
    --here.left.redeliveries_max;
  }
  for (; copies > 0; --copies)
    for (const auto& [number, event] : deliveries) here.start("", number, event);
}

/// INT64_MIN: there is none.
std::int64_t NaiveRecords::watermark(int service, const Here& here) const {
  std::vector<std::int64_t> latest_of_partitions;
  bool reads = false;
  for (const Reader& reader : readers(here.scenario)) {
    if (reader.service != service) continue;
    reads = true;
    for (const auto& [partition, records] : log_) {
      if (partition >= partitions(here)) continue;
      const int committed = progress_[{reader.group, partition}].committed;
      if (records.empty()) continue;
      const bool is_new = here.now_ms - appended_ms_.at(partition) < 60'000;
      if (!is_new && committed == int(records.size())) continue;
      std::int64_t latest = INT64_MIN;
      for (int i = 0; i < committed; ++i) {
        const Event record = eda::event_from_json(records[std::size_t(i)]);
        if (record.time) latest = std::max(latest, (*record.time - here.scenario.start).count());
      }
      latest_of_partitions.push_back(latest);
    }
  }
  if (!reads) return INT64_MIN;
  if (latest_of_partitions.empty()) return here.now_ms - 60'000;
  return *std::min_element(latest_of_partitions.begin(), latest_of_partitions.end());
}

std::string NaiveRecords::text(std::int64_t /*now_ms*/, std::set<std::string>& /*seen*/) const {
  std::string text = is_repartitioned_ ? "repartitioned\n" : "";
  for (const auto& [partition, records] : log_)
    for (const Json& record : records) text += "record " + record.dump() + "\n";
  for (const auto& [partition, at_ms] : appended_ms_)
    if (has_watermarks_)
      text += "appended " + std::to_string(partition) + " " + std::to_string(at_ms) + "\n";
  for (const auto& [place, one] : progress_) {
    const std::string what = std::to_string(one.owner) + " " + std::to_string(one.committed) + " " +
                             std::to_string(one.next) + " " + one.busy_with;
    if (what == "0 0 0 " && one.twice.empty()) continue;
    text += "progress " + place.first + " " + std::to_string(place.second) + " " + what;
    for (const int twice : one.twice) text += " " + std::to_string(twice);
    text += "\n";
  }
  for (const auto& [subscriber, told] : told_)
    text += "told " + std::to_string(subscriber) + " " + std::to_string(told) + "\n";
  return text;
}

}  // namespace tested_ports
