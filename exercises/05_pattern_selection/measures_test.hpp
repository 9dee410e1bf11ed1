#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "eda/bus.hpp"
#include "fixtures/dances.hpp"

/// Metrics of the four patterns, measured in runs of their engines (fixtures/dances.hpp). Nothing
/// here knows a result.
namespace measures {

using namespace check;
using dances::Pattern, dances::Workload;

inline eda::Instant at(eda::Duration since_start) { return Scenario{}.start + since_start; }

inline Scenario dancing(Pattern pattern, const Workload& workload, std::vector<Arrival> events,
                        std::vector<dances::Outage> outages = {}) {
  return timed({.services = dances::services_of(pattern, workload, std::move(outages)),
                .events = std::move(events)});
}

/// Steps that no other step follows.
inline std::vector<std::string> last_steps(const Workload& workload) {
  std::vector<std::string> last;
  for (const dances::Step& step : workload.steps)
    if (std::ranges::none_of(workload.steps, [&](const dances::Step& other) {
          return std::ranges::count(other.after, step.name) > 0;
        }))
      last.push_back(step.name);
  return last;
}

/// True if `outcome` has, before minute `end`, a fact `what` of each of `services` in which `field`
/// is `value`.
inline bool all_say(const Outcome& outcome, const std::vector<std::string>& services,
                    const std::string& what, const std::string& field, const std::string& value,
                    eda::Duration end) {
  return std::ranges::all_of(services, [&](const std::string& service) {
    return std::ranges::any_of(outcome.published(), [&](const sim::Published& one) {
      return one.event.type == "com." + service + "." + what && one.at < end &&
             one.event.data.at(field) == value;
    });
  });
}

/// An instance, or a change of the value where there are no steps.
inline Event begin(const Workload& workload, const std::string& id) {
  return workload.steps.empty() ? dances::edited(id) : dances::asked(id);
}
inline bool has_ended(const Workload& workload, const Outcome& outcome, const std::string& id,
                      eda::Duration end) {
  if (workload.steps.empty()) return all_say(outcome, workload.readers, "shown", "value", id, end);
  return all_say(outcome, last_steps(workload), "done", "id", id, end);
}

/// Number of three instances that end during ten minutes in which `service` is down.
inline int ended_without(const std::string& service, Pattern pattern, const Workload& workload) {
  const std::vector<std::string> ids{"one", "two", "three"};
  std::vector<Arrival> events;
  for (const std::string& id : ids)
    events.emplace_back(begin(workload, id), 1min + events.size() * 3min);
  const Outcome outcome =
      run(dancing(pattern, workload, events, {{service, at(0min), at(10min), at(10min)}}));
  return int(std::ranges::count_if(
      ids, [&](const std::string& id) { return has_ended(workload, outcome, id, 10min); }));
}

/// Number of answers of readers during ten minutes in which the owner is down: two from each, if
/// all are answered.
inline int read_while_owner_down(Pattern pattern, const Workload& workload) {
  const Outcome outcome = run(dancing(
      pattern, workload,
      {dances::edited("new"), {dances::looked("one"), 12min}, {dances::looked("two"), 15min}},
      {{workload.owner, at(10min), at(20min), at(20min)}}));
  return int(std::ranges::count_if(outcome.published(), [](const sim::Published& one) {
    return one.event.type.ends_with(".answered") && one.at < 20min;
  }));
}

/// Minutes from the newer of two changes until every reader shows it for good; to the end of the
/// hour if one never does.
inline int stale_minutes(const Workload& workload, const Outcome& outcome) {
  constexpr eda::Duration written = 5min;
  eda::Duration longest = 0min;
  for (const std::string& reader : workload.readers) {
    eda::Duration shown = 60min;
    std::string value;
    for (const sim::Published& one : outcome.published()) {
      if (one.event.type != "com." + reader + ".shown") continue;
      const bool was_newer = std::exchange(value, one.event.data.at("value")) == "newer";
      if (value == "newer" && !was_newer) shown = one.at;
    }
    longest = std::max(longest, value == "newer" ? shown - written : 60min - written);
  }
  return int(longest / 1min);
}

/// The longest over all runs in which one service hears of one of the two changes ten minutes late.
inline int longest_stale(Pattern pattern, const Workload& workload) {
  int longest = 0;
  for (const auto& [service, table] : dances::tables_of(pattern, workload))
    for (const eda::Duration change : {0min, 5min}) {
      if (service == workload.owner) continue;
      const dances::Outage late{service, at(change), at(change + 1min), at(change + 10min)};
      const Outcome outcome = run(dancing(
          pattern, workload, {dances::edited("older"), {dances::edited("newer"), 5min}}, {late}));
      longest = std::max(longest, stale_minutes(workload, outcome));
    }
  return longest;
}

struct WitnessPorts {
  eda::Bus& bus;
};
/// Publishes each row that is stored, so that an outcome shows it.
inline eda::Task<> on_stored(Event change, WitnessPorts io) {
  Event stored{"com.witness.stored"};
  stored.source = "witness";
  stored.id = change.id;
  stored.data = change.data;
  (void)co_await io.bus.publish(stored);
}

/// Rows that services have stored in the run of an instance, in all their versions.
inline std::vector<std::pair<std::string, Json>> rows_of(Pattern pattern,
                                                         const Workload& workload) {
  Scenario scenario = dancing(pattern, workload, {begin(workload, "one")});
  scenario.services.push_back({"witness", "com.witness.", {eda::on_changes(on_stored)}});
  std::vector<std::pair<std::string, Json>> rows;
  for (const Event& stored : run(scenario).facts("com.witness.stored")) {
    const std::string key = stored.data.at("partition");
    rows.emplace_back(key.substr(0, key.find('/')), stored.data.at("after"));
  }
  return rows;
}

/// Smallest number of services whose rows say of every step that it is done. They are found one by
/// one, the one that says most first.
inline int where_is_it(Pattern pattern, const Workload& workload) {
  std::map<std::string, std::set<std::string>> said;
  for (const auto& [service, row] : rows_of(pattern, workload))
    for (const Json& step : row.value("done", Json::array())) said[service].insert(step);
  std::set<std::string> open;
  for (const dances::Step& step : workload.steps) open.insert(step.name);
  const auto news = [&](const auto& entry) {
    return std::ranges::count_if(entry.second,
                                 [&](const std::string& step) { return open.contains(step); });
  };
  int asked = 0;
  while (!open.empty() && !said.empty()) {
    const auto most = std::ranges::max_element(said, {}, news);
    if (news(*most) == 0) break;
    for (const std::string& step : most->second) open.erase(step);
    ++asked;
  }
  return asked;
}

inline int sensitive_copies(Pattern pattern, const Workload& workload) {
  std::set<std::string> services;
  for (const auto& [service, row] : rows_of(pattern, workload))
    if (row.dump().find(workload.sensitive) != std::string::npos) services.insert(service);
  return int(services.size());
}

/// Number of steps that can be undone, are done and are not undone within an hour of a decline.
inline int uncompensated(Pattern pattern, const Workload& workload) {
  const Outcome outcome =
      run(dancing(pattern, workload, {dances::asked("one", workload.declines)}));
  int count = 0;
  for (const dances::Step& step : workload.steps)
    if (step.can_undo)
      count += outcome.count("com." + step.name + ".done") -
               outcome.count("com." + step.name + ".undone");
  return count;
}

/// Names of the services whose table differs before and after the change of plan.
inline std::set<std::string> touched(Pattern pattern, const Workload& workload) {
  const dances::Tables before = dances::tables_of(pattern, workload);
  const dances::Tables after = dances::tables_of(pattern, dances::changed(workload));
  std::set<std::string> services;
  for (const auto& [service, table] : after)
    if (!before.contains(service) || before.at(service) != table) services.insert(service);
  return services;
}

inline int messages(Pattern pattern, const Workload& workload) {
  return int(run(dancing(pattern, workload, {begin(workload, "one")})).published().size());
}

/// Measures `metric` of a pattern in a row of the exercise. Empty: the row has nothing to measure.
inline std::optional<int> measured(const std::string& metric, Pattern pattern,
                                   const std::string& row) {
  static std::map<std::string, std::optional<int>> known;
  const std::string key = metric + dances::letter(pattern) + row;
  if (known.contains(key)) return known[key];
  const Workload workload = dances::workload(row);
  const bool has_readers = !workload.readers.empty(), has_steps = !workload.steps.empty();
  std::optional<int> value;
  if (metric == "services_touched") value = int(touched(pattern, workload).size());
  if (metric == "messages") value = messages(pattern, workload);
  if (metric == "longest_stale" && has_readers) value = longest_stale(pattern, workload);
  if (metric == "read_while_owner_down" && has_readers)
    value = read_while_owner_down(pattern, workload);
  if (metric == "where_is_it" && has_steps) value = where_is_it(pattern, workload);
  if (metric == "uncompensated" && !workload.declines.empty())
    value = uncompensated(pattern, workload);
  if (metric == "sensitive_copies" && !workload.sensitive.empty())
    value = sensitive_copies(pattern, workload);
  if (metric == "stops") {
    value = 0;
    for (const auto& [service, table] : dances::tables_of(pattern, workload))
      if (service == "coordinator" || service == "aggregator")
        value = 3 - ended_without(service, pattern, workload);
  }
  return known[key] = value;
}

}  // namespace measures
