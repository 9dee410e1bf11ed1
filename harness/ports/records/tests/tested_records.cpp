#include <algorithm>

#include "naive_records.hpp"
#include "ports/records/coordinator.hpp"
#include "ports/records/records_port.hpp"
#include "tests/port_alone.hpp"
#include "tests/tested_port.hpp"

namespace tested_ports {

namespace {

using brute_force::RandomCall;
using eda::Event, eda::Task;
using limit_cases::Case;
using namespace std::chrono_literals;

constexpr eda::Instant start{eda::Duration{1'768'298'400'000}};

/// A handler of a record commits it, mostly; others append one.
Task<bool> ask(RandomCall call, eda::Records& records) {
  const auto& place = call.event.extensions;
  const bool has_record = place.contains("partition");
  if (!has_record && call.event.type.starts_with("eda.") && call.what % 2 != 0) co_return true;
  if (has_record || call.event.type.starts_with("eda.")) {
    eda::Offset next;
    if (has_record)
      next = {place.at("partition").get<int>() + int(call.what % 10 == 6),
              place.at("offset").get<int>() + (call.what % 10 >= 7 ? 2 : int(call.what % 5 != 0))};
    const eda::CommitResult result = co_await records.commit(next);
    co_return result.committed();
  }
  Event record{call.type};
  record.source = "random";
  record.id = call.flag ? "one" : "two";
  if (call.what % 8 != 0) record.time = start + call.key * 30s;
  const std::string key = call.what % 3 == 0 ? "other key" : "key";
  const eda::Offset stored = co_await records.append(key, record);
  co_return stored.number == 0;
}

/// The first reads, and the others are of any kind.
void subscribe(eda::Subscription& subscription, int number, int random) {
  const bool reads = number == 0 || random % 4 == 0;
  subscription.types = {reads ? "record" : random % 4 == 1 ? "watermarks" : "partitions"};
  if (reads) subscription.queue = "group " + std::to_string(number);
}

bool is_of_the_log(const eda::Subscription& one) {
  return one.to == eda::Subscription::To::port && one.port == "records";
}

/// A service has one subscription to partitions at most.
void keep_one_of_partitions(eda::Service& service) {
  bool has_one = false;
  for (eda::Subscription& one : service.subscriptions) {
    const bool is_of_partitions = is_of_the_log(one) && one.types.front() == "partitions";
    if (is_of_partitions && std::exchange(has_one, true)) one.types = {"watermarks"};
  }
}

/// Leaves one service, which reads what it appends, and is told of its partition if it subscribes
/// to more than records.
void keep_a_reader(sim::Scenario& scenario) {
  const auto reader = std::ranges::find_if(scenario.services, [](const eda::Service& service) {
    return std::ranges::any_of(service.subscriptions, is_of_the_log);
  });
  eda::Service kept = *reader;
  kept.subscriptions.front().types = {scenario.events.front().event.type};
  kept.subscriptions.front().to = eda::Subscription::To::types;
  int subscriptions = 0;
  for (eda::Subscription& one : kept.subscriptions)
    if (is_of_the_log(one) && ++subscriptions == 2) one.types = {"partitions"};
  scenario.services = {kept};
  scenario.records.partitions = 1;
}

/// Few events and few faults, so that the program has few schedules and is compared.
void surround(sim::Scenario& scenario, int random) {
  for (eda::Service& service : scenario.services) keep_one_of_partitions(service);
  scenario.events.resize(1, scenario.events.front());
  scenario.events.front().at = 0min;
  scenario.sweeps.clear();
  scenario.records.partitions = 1 + random % 2;
  sim::Faults& faults = scenario.faults;
  faults = {};
  const int fault = random / 2 % 8;
  if (fault < 2) faults.unknowns_max = 1;
  if (fault == 2 || fault == 3) faults.redeliveries_max = 1;
  const bool has_crash = fault >= 4 && fault < 7;
  if (has_crash) {
    faults.crashes_max = 1;
    keep_a_reader(scenario);
    faults.crashes_of = {scenario.services.front().name};
  } else {
    scenario.watermarks = {1min, 2min};
  }
  const int change = has_crash ? 2 * std::min(random / 16 % 4, 1) : random / 16 % 5;
  if (change == 0) return;
  scenario.services.push_back(records::coordinator());
  scenario.events.push_back(records::rebalance());
  if (change == 1)
    scenario.records.repartitioned_to = 3 - scenario.records.partitions;
  else
    faults.rebalances_max = 1;
}

using Call = std::function<void()>;

template <typename Request>
Call to_records(Request request) {
  return [request] { (void)alone::action_of<sim::RecordsProxy>(request); };
}
Call append(std::string key, std::size_t bytes) {
  Event event{"a.b"};
  event.source = "random";
  event.id = "1";
  event.data = "";
  const std::size_t frame = key.size() + eda::to_json(event).dump().size();
  if (bytes > frame) event.data = std::string(bytes - frame, 'x');
  return to_records([=](eda::Records& log) { return log.append(key, event); });
}
Call commit(int partition, int next) {
  return to_records([=](eda::Records& log) { return log.commit({partition, next}); });
}

std::vector<Case> limit_cases_of_records() {
  const std::size_t most = eda::limits::record_bytes_max;
  return {
      {"records_empty_key", 0, "the key is empty", {append("", 0)}, {append("k", 0)}},
      {"record_bytes_max",
       double(most),
       "1048589 bytes. The log takes up to 1048588.",
       {append("k", most + 1)},
       {append("k", most)}},
      {"records_offset_min",
       0,
       "Both count from 0.",
       {commit(0, -1), commit(-1, 0)},
       {commit(0, 0)}},
  };
}

}  // namespace

TestedPort records() {
  return {.name = "records",
          .naive = []() -> std::unique_ptr<brute_force::NaivePort> {
            return std::make_unique<NaiveRecords>();
          },
          .call = [](const eda::Environment& environment,
                     RandomCall call) { return ask(call, environment.port<eda::Records>()); },
          .features = {"a record", "a commit", "a commit fenced", "a commit unknown, done",
                       "a commit unknown, not done", "a commit without a record",
                       "a commit of another partition", "a commit ahead", "a record comes again",
                       "a new owner", "a new owner while the old one reads", "an assignment",
                       "a reader dies", "repartitioned", "a watermark", "a watermark twice"},
          .has_subscribers = true,
          .is_called_by_subscribers = true,
          .subscribe = subscribe,
          .surround = surround,
          .limits = limit_cases_of_records};
}

}  // namespace tested_ports
