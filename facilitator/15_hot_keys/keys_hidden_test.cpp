#include <set>

#include "night_test.hpp"
#include "ports/records/coordinator.hpp"

using namespace night;

namespace {

/// Asks for the keys of events, a few hundred at a time.
std::vector<std::string> keys_of(const std::vector<Event>& events) {
  constexpr std::size_t at_a_time = 500;
  std::vector<Event> requests;
  for (std::size_t i = 0; i < events.size(); i += at_a_time) {
    const std::size_t end = std::min(events.size(), i + at_a_time);
    requests.push_back(rush::keys_of("keys-" + std::to_string(i),
                                     {events.begin() + int(i), events.begin() + int(end)}));
  }
  const Outcome outcome = run({.services = {offers::service}, .events = one_by_one(requests)});
  std::vector<std::string> keys;
  for (const Event& request : requests)
    for (const Json& key : answer_in(outcome, request.id)) keys.push_back(key);
  return keys;
}

}  // namespace

TEST(sim, skew) {
  constexpr int partitions = 8;
  Rule spread{.says = "no partition of eight takes more than three times the mean of a day",
              .hint = "Nine of ten looks are at the margherita. How many lanes lead there?"};
  const std::vector<Event>& day = rush::day();
  const std::vector<std::string> keys = keys_of(day);
  std::vector<int> sizes(partitions);
  std::set<std::string> keys_of_payments;
  for (std::size_t i = 0; i < day.size(); ++i) {
    ++sizes[std::size_t(eda::partition_of(keys[i], partitions))];
    if (day[i].type == offers::order_paid) keys_of_payments.insert(keys[i]);
  }
  if (keys_of_payments.size() == 1) spread.hint = "All payments in one lane.";
  const int mean = int(day.size()) / partitions;
  ASSERT_THAT(sizes, testing::Each(testing::Le(3 * mean))) << broken(spread);
}

TEST(order, one_order_in_sequence) {
  const Rule one_key{.says = "all events of one order have one key",
                     .hint = "Fast, and out of order."};
  std::vector<Event> events;
  for (const std::string& order : rush::names("o", 200))
    for (const Event& event : rush::events_of(order)) events.push_back(event);
  const std::vector<std::string> keys = keys_of(events);
  std::map<std::string, std::set<std::string>> by_order;
  for (std::size_t i = 0; i < events.size(); ++i)
    by_order[events[i].data.at("orderId")].insert(keys[i]);
  for (const auto& [order, keys_of_order] : by_order)
    ASSERT_EQ(keys_of_order.size(), 1u) << "order " << order << broken(one_key);
}

TEST(reorder, repartition_mid_stream) {
  const Rule in_sequence{
      .says = "the events of an order are applied in sequence while the log grows",
      .hint = "The lanes were redrawn while a letter still lay in the old one."};
  const Rule all_applied{.says = "each event of an order is applied",
                         .hint = "One of them still waits. What is it waiting for?"};
  for (const char* order : {"order-1", "order-2", "order-3"}) {
    for (const eda::Duration moment : {eda::Duration{1min}, eda::Duration{2min}}) {
      std::vector<Event> events = rush::events_of(order);
      events.pop_back();
      Scenario scenario{.services = {offers::lanes, records::coordinator()},
                        .events = one_by_one(events),
                        .records = {3, 4},
                        .faults = {.duplicates_per_event_max = 1,
                                   .duplicates_max = 1,
                                   .duplicates_of = {offers::order_placed, offers::order_paid,
                                                     offers::order_baked}},
                        .observed = {.order = true}};
      scenario.events.push_back(records::rebalance(moment));
      for (const Outcome& outcome : every_outcome_of(scenario)) {
        std::vector<int> applied;
        for (const Event& fact : outcome.facts(offers::record_applied))
          applied.push_back(fact.data.at("sequence"));
        ASSERT_TRUE(std::is_sorted(applied.begin(), applied.end())) << outcome.story(in_sequence);
        ASSERT_EQ(applied.size(), 3u) << outcome.story(all_applied);
      }
    }
  }
}
