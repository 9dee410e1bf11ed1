#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "fixtures/river.hpp"
#include "ports/records/coordinator.hpp"
#include "streams.hpp"

/// The river: orders that flow into the log, and what the gauge has said of them in the end.
namespace river {

using namespace check;

using eda::Duration;

struct TillPorts {
  eda::Records& records;
};

/// Appends the orders of a till one by one.
inline eda::Task<> on_till(Event till, TillPorts io) {
  const std::string key = till.data.at("key");
  for (const Json& order : till.data.at("orders"))
    (void)co_await io.records.append(key, eda::event_from_json(order));
}

/// The service that appends them.
inline const eda::Service tills{"tills", "com.pizzaco.order.", {eda::on({till_closed}, on_till)}};

/// Returns a key whose records are in that partition.
inline std::string key_in(int partition, int partitions) {
  std::string key = "till";
  while (eda::partition_of(key, partitions) != partition) key += "'";
  return key;
}

/// Orders that reach a partition at one moment, in this order.
struct Batch {
  std::vector<Order> orders;
  int partition = 0;
  Duration at = 59s;
};

/// Returns the river with these batches. Watermarks are told at these times.
inline Scenario river_of(int partitions, const std::vector<Batch>& batches,
                         std::vector<Duration> watermarks, Faults faults = {}) {
  Scenario scenario{.services = {gauge::service, tills}, .faults = std::move(faults)};
  scenario.records = partitions;
  scenario.watermarks = std::move(watermarks);
  scenario.faults.crashes_of = {gauge::service.name};
  scenario.observed.time = true;
  int number = 0;
  for (const Batch& batch : batches)
    scenario.events.push_back(
        {till(++number, key_in(batch.partition, partitions), batch.orders), batch.at});
  if (scenario.faults.rebalances_max > 0) {
    scenario.services.push_back(records::coordinator());
    scenario.events.push_back(records::rebalance(batches.front().at));
  }
  return scenario;
}

/// One delivery after another, in every order.
inline Scenario one_at_a_time(Scenario scenario) {
  scenario.overlap = Overlap::none_any_order;
  return scenario;
}

/// Returns a watermark each minute, up to that one.
inline std::vector<Duration> each_minute(int last) {
  std::vector<Duration> minutes;
  for (int minute = 1; minute <= last; ++minute) minutes.push_back(minute * 1min);
  return minutes;
}

/// Rules for what the gauge has said in the end: one for each way to be wrong.
struct Rules {
  Rule lacks{.says = "in the end the sum of a window has all its records",
             .hint = "Go through the records of this window. Which one was never counted?"};
  Rule twice{.says = "a record counts once", .hint = "Read again, added again."};
  Rule in_time{.says = "the final of a window is out at most 7 minutes after its end",
               .hint = "Who closes the window when nothing more comes?"};
  Rule one_final{.says = "a window has one final, and its corrections are numbered 1, 2, 3 …",
                 .hint = "The final has been said. What is a record that comes after it?"};
};

/// Fails unless the gauge has said the right sums of the windows of `orders`. It may have counted
/// those `outside`, too.
inline void gauge_is_right(const Outcome& outcome, const std::vector<Order>& orders,
                           const Rules& rules = {}, const std::vector<Order>& outside = {}) {
  if (testing::Test::HasFatalFailure()) return;
  std::map<std::string, Event> last;
  std::map<std::string, int> corrections;
  for (const Event& fact : outcome.facts(gauge::final_sum)) {
    const std::string window = fact.data.at("window");
    ASSERT_TRUE(last.emplace(window, fact).second) << outcome.story(rules.one_final);
  }
  std::map<std::pair<std::string, int>, Event> numbered;
  for (const Event& fact : outcome.facts(gauge::corrected))
    numbered[{fact.data.at("window"), fact.data.at("number")}] = fact;
  for (const auto& [which, fact] : numbered) {
    ASSERT_TRUE(last.contains(which.first)) << outcome.story(rules.one_final);
    ASSERT_EQ(which.second, ++corrections[which.first]) << outcome.story(rules.one_final);
    last[which.first] = fact;
  }
  std::vector<Order> all = orders;
  all.insert(all.end(), outside.begin(), outside.end());
  const auto most = sums_of(all);
  for (const auto& [window, sum] : sums_of(orders)) {
    const std::string start = window;
    const auto is_its = [&](const Event& fact) {
      return fact.type == gauge::final_sum && fact.data.at("window") == start;
    };
    ASSERT_TRUE(last.contains(start)) << outcome.story(rules.in_time);
    const Duration end = eda::from_rfc3339(start) + gauge::window - beginning;
    ASSERT_LE(first_at(outcome, testing::Truly(is_its)), end + gauge::lateness + 2min)
        << outcome.story(rules.in_time);
    const Json& said = last.at(start).data;
    ASSERT_GE(said.at("records"), sum.records) << outcome.story(rules.lacks);
    const WindowSum& right = said.at("records") == sum.records ? sum : most.at(start);
    ASSERT_EQ(said.at("records"), right.records) << outcome.story(rules.twice);
    ASSERT_EQ(said.at("pence"), right.pence) << outcome.story(rules.twice);
  }
}

/// The same in every outcome.
inline void gauge_stays_right(const Scenario& scenario, const std::vector<Order>& orders,
                              const Rules& rules = {}, const std::vector<Order>& outside = {}) {
  for (const Outcome& outcome : every_outcome_of(scenario))
    gauge_is_right(outcome, orders, rules, outside);
}

/// Puts a day before the detector. Returns its alarms; fails if it remembers too much.
inline Json alarms_of(const RecordedDay& recorded) {
  const Rule small{.says = "the detector remembers at most 4 KiB", .hint = "How much is a day?"};
  const Event request = request_of(recorded);
  const Outcome outcome = run({.services = {gauge::service}, .events = {request}});
  const auto answers = outcome.answers(request.id);
  if (answers.empty()) reject({"a day is answered", "Does `observe` throw?"});
  if (answers.back().value.at("bytes") > 4'096) reject(small);
  return answers.back().value;
}

}  // namespace river
