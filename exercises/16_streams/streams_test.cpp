#include "streams.hpp"

#include "river_test.hpp"

using namespace river;

TEST(order, twenty_records) {
  std::vector<Order> first, second;
  for (int i = 0; i < 12; ++i) first.push_back({i * 4s, 100 + i});
  for (int i = 0; i < 8; ++i) second.push_back({1min + i * 7s, 200 + i});
  std::vector<Order> all = first;
  all.insert(all.end(), second.begin(), second.end());
  gauge_is_right(run(river_of(1, {{first}, {.orders = second, .at = 119s}}, each_minute(9))), all);
}

TEST(order, flat_day_is_quiet) {
  const std::string flaw = flaw_in(alarms_of(flat_day()), {});
  if (!flaw.empty()) reject({"a day like any other rings no bell", "What is normal here?"}, flaw);
}

TEST(timeout, last_window_closes) {
  const std::vector<Order> orders{{10s}, {20s}};
  gauge_is_right(run(river_of(1, {{orders}}, each_minute(8))), orders);
}

// The tests above run your handlers once, in order, and read each record once. The following ones
// try everything that may happen, and show the shortest schedule that goes wrong.
TEST(duplicate, record_read_again) {
  const std::vector<Order> orders{{10s}, {20s, 150}};
  gauge_stays_right(one_at_a_time(river_of(1, {{orders}}, {3min, 7min}, {.redeliveries_max = 1})),
                    orders);
}

TEST(reorder, two_partitions_any_order) {
  const std::vector<Order> left{{10s}, {50s}}, right{{30s, 150}};
  gauge_stays_right(one_at_a_time(river_of(2, {{left, 0}, {right, 1}}, {3min, 7min})),
                    {{10s}, {50s}, {30s, 150}});
}

TEST(concurrency, rebalance_once) {
  const Rules rules{.lacks = {.says = "a record counts whoever owns its partition",
                              .hint = "The bookmark moved, the page was not read."}};
  const std::vector<Order> orders{{10s}, {20s, 150}, {30s}};
  const Scenario given_away = river_of(1, {{orders}}, {3min, 7min}, {.rebalances_max = 1});
  for (const Outcome& outcome : every_outcome_of(given_away))
    gauge_is_right(outcome, orders, rules);
}
