#include "tests/random_surroundings.hpp"

#include <vector>

#include "tests/tested_port.hpp"

namespace brute_force {

namespace {

using namespace std::chrono_literals;

template <typename T>
const T& one_of(const std::vector<T>& all, Random& random) {
  return all[std::size_t(random.below(int(all.size())))];
}

/// Types to which a service subscribes.
std::vector<std::string> heard_types(const sim::Scenario& scenario) {
  std::vector<std::string> types;
  for (const eda::Service& service : scenario.services)
    for (const eda::Subscription& subscription : service.subscriptions)
      types.insert(types.end(), subscription.types.begin(), subscription.types.end());
  return types;
}

void aim_faults(sim::Scenario& scenario, bool calls_ports, Random& random) {
  sim::Faults& faults = scenario.faults;
  // rare otherwise in programs that call the ports which have them
  if (calls_ports && random.once_in(2)) faults.stale_reads_max = 1;
  if (calls_ports && random.once_in(4)) faults.unknowns_max = 1;
  const bool has_copies = faults.duplicates_per_event_max > 0 && faults.duplicates_max > 0;
  if (has_copies && random.once_in(2))
    faults.duplicates_of = {one_of(heard_types(scenario), random)};
  if (faults.unknowns_max > 0 && random.once_in(2))
    faults.unknowns_of = {random.once_in(2) ? "store" : "bus",
                          one_of(all_tested_ports(), random).name};
  if (faults.crashes_max > 0 && random.once_in(2))
    faults.crashes_of = {one_of(scenario.services, random).name};
}

/// Patterns on the types and ids of publications.
void refuse_events(sim::Scenario& scenario, Random& random) {
  const eda::Service& service = one_of(scenario.services, random);
  const std::string type = service.domain + (random.once_in(2) ? "said" : "heard");
  eda::Json pattern = eda::Json::object();
  pattern["type"] = eda::Json::array({type});
  if (random.once_in(2)) pattern["id"] = eda::Json::array({random.once_in(2) ? "one" : "two"});
  scenario.faults.never_taken.push_back(pattern);
}

void add_weather(sim::Scenario& scenario, Random& random) {
  using Kind = sim::Weather::Kind;
  static const std::vector<Kind> kinds{Kind::down, Kind::hangs, Kind::slow};
  for (const TestedPort& port : all_tested_ports()) {
    if (!port.has_weather || random.once_in(4)) continue;
    const Kind kind = one_of(kinds, random);
    const eda::Duration from = random.once_in(3) ? 1min : 0min;
    const eda::Duration answers_in = random.once_in(2) ? 1min : 2min;
    scenario.weather.emplace_back(port.name, kind, from, from + 4min, answers_in);
  }
}

/// Turns subscriptions to types into patterns, some of which leave an id out.
void subscribe_by_patterns(sim::Scenario& scenario, Random& random) {
  using To = eda::Subscription::To;
  for (eda::Service& service : scenario.services)
    for (eda::Subscription& subscription : service.subscriptions) {
      if (subscription.to != To::types || random.once_in(3)) continue;
      eda::Json pattern = eda::Json::object();
      pattern["type"] = subscription.types;
      const eda::Json others =
          eda::Json::object({{"anything-but", random.once_in(2) ? "e1" : "one"}});
      if (random.once_in(2)) pattern["id"] = eda::Json::array({others});
      subscription.to = To::pattern;
      subscription.pattern = pattern;
      subscription.types.clear();
    }
}

}  // namespace

void add_surroundings(sim::Scenario& scenario, int keys, bool calls_ports, Random& random) {
  aim_faults(scenario, calls_ports, random);
  if (random.once_in(6)) refuse_events(scenario, random);
  if (calls_ports && !random.once_in(3)) add_weather(scenario, random);
  for (const TestedPort& port : all_tested_ports())
    if (calls_ports && port.furnish != nullptr) port.furnish(scenario, random.below(1'000));
  const bool has_rows = scenario.store.page_size > 0 || random.once_in(4);
  for (int key = 0; has_rows && key < keys; ++key)
    if (random.once_in(2)) scenario.rows.push_back(row_of(key, random.below(3)));
  if (random.once_in(4)) subscribe_by_patterns(scenario, random);
}

std::string numbers_text(const sim::Scenario& scenario) {
  std::string text;
  const sim::Faults& faults = scenario.faults;
  const auto say = [&](const char* what, int count) {
    if (count > 0) text += std::string{what} + " " + std::to_string(count) + "\n";
  };
  say("duplicates_per_event_max", faults.duplicates_per_event_max);
  if (faults.duplicates_per_event_max > 0) say("duplicates_max", faults.duplicates_max);
  say("timer_duplicates_max", faults.timer_duplicates_max);
  say("crashes_max", faults.crashes_max);
  say("stale_reads_max", faults.stale_reads_max);
  say("throttles_max", faults.throttles_max);
  say("unknowns_max", faults.unknowns_max);
  say("partial_failures_max", faults.partial_failures_max);
  say("redeliveries_max", faults.redeliveries_max);
  say("rebalances_max", faults.rebalances_max);
  say("visibility_expiries_max", faults.visibility_expiries_max);
  say("late_timers_max", faults.late_timers_max);
  say("timer_late_by minutes", int(faults.timer_late_by / 1min));
  say("time_races", int(faults.time_races));
  say("time_races_max", faults.time_races_max);
  say("partitions", scenario.records.partitions);
  say("partitions later", scenario.records.repartitioned_to);
  say("watermarks", int(scenario.watermarks.size()));
  say("store.page_size", scenario.store.page_size);
  say("steps_per_delivery_max", scenario.steps_per_delivery_max);
  say("Overlap::none_any_order", int(scenario.overlap == sim::Overlap::none_any_order));
  say("observed.order", int(scenario.observed.order));
  say("observed.time", int(scenario.observed.time));
  say("observed.copies", int(scenario.observed.copies));
  return text;
}

std::string surroundings_text(const sim::Scenario& scenario) {
  std::string text;
  for (const sim::Arrival& arrival : scenario.events)
    text += "event " + arrival.event.id + " " + arrival.event.type + " at minute " +
            std::to_string(arrival.at / 1min) + "\n";
  for (const eda::Duration sweep : scenario.sweeps)
    text += "sweep at minute " + std::to_string(sweep / 1min) + "\n";
  const sim::Faults& faults = scenario.faults;
  for (const auto* names : {&faults.duplicates_of, &faults.unknowns_of, &faults.crashes_of})
    for (const std::string& name : *names) text += "a fault only of " + name + "\n";
  for (const eda::Json& pattern : faults.never_taken)
    text += "never taken: " + pattern.dump() + "\n";
  for (const eda::Service& service : scenario.services)
    for (const eda::Subscription& subscription : service.subscriptions)
      if (!subscription.pattern.is_null())
        text += "a pattern of " + service.name + ": " + subscription.pattern.dump() + "\n";
  for (const eda::Item& row : scenario.rows)
    text += "row " + row.key.partition + "#" + row.key.sort + " " + row.value.dump() + "\n";
  for (const sim::Queue& queue : scenario.queues)
    text += (queue.is_fifo ? "fifo queue " : "standard queue ") + queue.name +
            (!queue.policy ? "\n"
                           : ", attempts " + std::to_string(queue.policy->attempts_max) +
                                 (queue.policy->has_dead_letters ? "\n" : ", no dead letters\n"));
  for (const sim::Target& target : scenario.downstream)
    text += "service outside " + target.name + " by " + target.key + "\n";
  for (const sim::Weather& one : scenario.weather)
    text += "weather " + std::to_string(int(one.kind)) + " of " + one.target + " from minute " +
            std::to_string(one.from / 1min) + ", answers in minutes " +
            std::to_string(one.answers_in / 1min) + "\n";
  return text;
}

}  // namespace brute_force
