#include <fmt/format.h>

#include "check/under_load.hpp"
#include "eda/detail/random.hpp"
#include "river_test.hpp"

using namespace river;

namespace {

const std::vector<Duration> until_7{3min, 7min};

std::vector<Order> both(std::vector<Order> orders, const std::vector<Order>& more) {
  orders.insert(orders.end(), more.begin(), more.end());
  return orders;
}

}  // namespace

TEST(order, one_partition) {
  const std::vector<Order> orders{{10s}, {50s, 150}, {55s}, {59s}};
  gauge_stays_right(river_of(1, {{orders}}, until_7), orders);
}

TEST(timeout, idle_partition_holds_watermark) {
  const Rules rules{.in_time = {.says = "a partition that is idle holds nothing up",
                                .hint = "An empty tributary stopped the clock."}};
  const std::vector<Order> left{{10s}}, right{{15s}, {1min + 10s}, {2min + 10s, 150}};
  std::vector<Batch> batches{{left, 0}};
  for (int i = 0; i < 3; ++i) batches.push_back({{right[std::size_t(i)]}, 1, 59s + i * 1min});
  const std::vector<Duration> watermarks{4min, 5min, 7min, 8min, 9min};
  gauge_stays_right(river_of(2, batches, watermarks), both(left, right), rules);
}

TEST(reorder, within_lateness) {
  const Rule happened{.says = "a record counts in the window in which it happened",
                      .hint = "You counted when it arrived, not when it happened."};
  const Rules rules{.lacks = happened, .in_time = happened};
  const std::vector<Order> orders{{4min + 10s}, {1min + 20s, 150}, {4min + 30s}, {4min + 40s}};
  const std::vector<Duration> watermarks{6min, 8min, 9min, 11min};
  gauge_stays_right(river_of(1, {{.orders = orders, .at = 5min}}, watermarks), orders, rules);
}

TEST(reorder, across_partitions) {
  const Rules rules{.lacks = {.says = "two partitions that add to one window both count",
                              .hint = "Both read the sum before either wrote it."}};
  const std::vector<Order> left{{10s}, {20s, 150}, {30s}}, right{{15s}, {25s}, {35s}};
  gauge_stays_right(river_of(2, {{left, 0}, {right, 1}}, until_7), both(left, right), rules);
}

TEST(timeout, late_after_close) {
  const Rules rules{.lacks = {.says = "a record that is late by up to 5 minutes is counted",
                              .hint = "A boat passed and nobody wrote it down."}};
  const std::vector<Order> orders{{10s}, {20s}, {30s}};
  const Order late{40s, 150}, on{10min + 30s}, far_behind{50s};
  const std::vector<Duration> watermarks{3min, 5min, 7min, 11min, 13min, 15min, 17min};
  gauge_stays_right(
      river_of(1, {{orders}, {{late}, 0, 5min}, {{on}, 0, 10min + 30s}, {{far_behind}, 0, 14min}},
               watermarks, {.redeliveries_max = 1}),
      both(orders, {late, on}), rules, {far_behind});
}

TEST(crash, between_state_and_commit) {
  const Rules rules{.lacks = {.says = "what has been committed has been counted",
                              .hint = "The bookmark moved, the page was not read."}};
  const std::vector<Order> orders{{10s}, {20s, 150}, {30s}};
  gauge_stays_right(
      river_of(1, {{orders}}, until_7, {.crashes_max = 1, .rebalances_max = 1, .unknowns_max = 1}),
      orders, rules);
}

TEST(crash, between_count_and_correction) {
  const Rules rules{.lacks = {.says = "what has been counted is said, whoever dies in between",
                              .hint = "It is in the book. Has anybody been told?"}};
  const std::vector<Order> orders{{10s}, {20s}};
  const Order late{40s, 150};
  gauge_stays_right(
      river_of(1, {{orders}, {{late}, 0, 5min}}, {3min, 5min, 7min, 13min}, {.crashes_max = 1}),
      both(orders, {late}), rules);
}

TEST(duplicate, redelivered_after_rebalance) {
  const std::vector<Order> orders{{10s}, {20s, 150}, {30s}, {40s}};
  gauge_stays_right(river_of(1, {{orders}}, until_7, {.crashes_max = 1, .rebalances_max = 1}),
                    orders);
}

TEST(concurrency, rebalance_during_record) {
  const Rules rules{.lacks = {.says = "a record counts whoever owns its partition",
                              .hint = "The old owner still writes. Over what?"}};
  const std::vector<Order> left{{10s}, {20s, 150}, {30s}}, right{{15s}, {25s}, {35s}};
  gauge_stays_right(river_of(2, {{left, 0}, {right, 1}}, until_7, {.rebalances_max = 1}),
                    both(left, right), rules);
}

// A sample: it says nothing of other days.
TEST(reorder, random_days) {
  const Rules rules{
      .lacks = {.says = "the sums are right however late each record is, up to 4 minutes",
                .hint = "Go through one day by hand: each arrival, each watermark."}};
  for (std::uint64_t day = 1; day <= 40; ++day) {
    std::uint64_t random = day;
    const auto below = [&](int most) {
      return int(eda::detail::random_below(random, std::uint64_t(most)));
    };
    std::vector<Batch> batches;
    std::vector<Order> all;
    for (int batch = 0; batch < 10; ++batch) {
      const auto at = 5min + Duration{below(600'000)};
      std::vector<Order> some;
      for (int i = 0; i < 4; ++i) {
        const Duration ago{i < 3 ? below(240'000) : 0};
        some.push_back({at - ago, below(500)});
      }
      all = both(all, some);
      batches.push_back({some, batch % 2, at});
    }
    gauge_is_right(run(river_of(2, batches, each_minute(24))), all, rules);
  }
}

TEST(failure, no_data) {
  const Rule tells{.says = "no report is no good news, and no records are no bad news",
                   .hint = "A gauge that says 0 and a gauge that says nothing: which one rings?"};
  for (const RecordedDay& night : nights()) {
    const std::string flaw = flaw_in(alarms_of(night), night.key);
    if (!flaw.empty()) reject(tells, night.name + ": " + flaw);
  }
}

TEST(sim, alarm_days) {
  const Rule once{.says = "a flood rings once, and ends once",
                  .hint = "One flood, forty phone calls."};
  const Rule quiet{.says = "a lunch rings no bell", .hint = "Lunch is not a flood."};
  const Rule found{.says = "each flood and its end are found within 5 minutes",
                   .hint = "The flood raised the normal level."};
  const std::vector<RecordedDay> days{flat_day(),   lunch(),         night_flood(),
                                      long_flood(), flooded_lunch(), silence()};
  for (const RecordedDay& day : days) {
    const std::string flaw = repetition_in(alarms_of(day));
    if (!flaw.empty()) reject(once, day.name + ": " + flaw);
  }
  for (const bool with_alarms : {false, true})
    for (const RecordedDay& day : days) {
      if (day.key.empty() == with_alarms) continue;
      const std::string flaw = flaw_in(alarms_of(day), day.key);
      if (!flaw.empty()) reject(with_alarms ? found : quiet, day.name + ": " + flaw);
    }
}

namespace {

/// Bytes in the store after that many minutes with three orders each.
int bytes_after(int windows, std::uint64_t seed) {
  std::vector<Batch> batches;
  for (int minute = 0; minute < windows; ++minute) {
    const Duration at = minute * 1min;
    batches.push_back({{{at + 5s}, {at + 25s}}, 0, at + 30s});
    batches.push_back({{{at + 15s}}, 1, at + 31s});
  }
  const Scenario busy = river_of(2, batches, each_minute(windows + 2));
  return simulate(busy, {}, seed).held("store").at("bytes");
}

}  // namespace

TEST(sim, memory) {
  const Rule forgets{.says = "the store does not grow with the number of windows",
                     .hint =
                         "The lock-keeper still has last week's gates open: when may a window "
                         "be forgotten?"};
  for (const std::uint64_t seed : {1, 2, 3}) {
    const int after_an_hour = bytes_after(60, seed), after_six = bytes_after(360, seed);
    if (after_six > 2 * after_an_hour)
      reject(forgets, fmt::format("after 60 windows it holds {} bytes, and after 360 windows {}",
                                  after_an_hour, after_six));
  }
}
