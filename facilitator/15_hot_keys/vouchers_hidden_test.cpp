#include <set>

#include "night_test.hpp"

using namespace night;

namespace {

/// Orders that some shards have in common, whatever hash they are spread by.
const std::vector<std::vector<std::string>> fours{
    {"anna", "boris", "chen", "dara"}, {"7", "42", "1001", "88"},
    {"eve", "finn", "gita", "hugo"},   {"A-17", "B-3", "C-256", "D-9"},
    {"ines", "jon", "kim", "lea"},     {"mia", "noor", "otto", "pia"}};

}  // namespace

TEST(concurrency, shard_empty_others_not) {
  for (const std::vector<std::string>& orders : fours) {
    std::vector<Event> requests;
    for (const std::string& order : orders) requests.push_back(rush::claim(order, 4));
    always_right(claims(4, one_by_one(requests)));
    always_right(claims(2, at_once({orders[1], orders[2]}, 2)));
  }
}

TEST(concurrency, last_voucher) {
  for (const std::vector<std::string>& orders : fours)
    always_right(claims(2, at_once({orders[0], orders[1], orders[2]}, 2)));
  const Hints hints{{Flaw::too_few, "The till was only busy. Whom did you send away?"}};
  for (const std::vector<std::string>& orders :
       std::vector<std::vector<std::string>>{{"anna", "boris"}, {"anna"}})
    always_right(claims(1, at_once(orders, 1), {.throttles_max = 1}), hints);
}

TEST(concurrency, paused_lock_holder) {
  const Hints hints{{Flaw::too_many, "The old key still opened the door."}};
  for (const eda::Duration pause : {eda::Duration{5min}, eda::Duration{24h}})
    always_right(claims(1, {rush::claim("anna", 1), {rush::claim("boris", 1), pause}},
                        {.time_races_max = 1}),
                 hints);
}

TEST(crash, after_shard_decrement) {
  const Hints hints{{Flaw::too_few, "A voucher vanished with the crash."}};
  always_right(claims(2, at_once({"anna", "boris"}, 2), {.crashes_max = 1}), hints);
}

TEST(stale, same_order_twice) {
  const Hints hints{{Flaw::contrary, "You looked for its voucher in yesterday's book."}};
  const Faults one_old_read{.stale_reads_max = 1};
  const Event claim = rush::claim("anna", 1), again = rush::claim("anna", 1, "again");
  always_right(claims(1, {claim, again}, one_old_read), hints);
  always_right(claims(1, {claim, {again, 1min}}, one_old_read), hints);
}

TEST(duplicate, claim_twice) {
  const Hints hints{{Flaw::too_few, "One customer has two, and another one has none."}};
  Faults faults{.duplicates_per_event_max = 1,
                .duplicates_max = 1,
                .duplicates_of = {offers::claim_request},
                .unknowns_max = 1};
  always_right(claims(2, at_once({"anna", "boris"}, 2), faults), hints);
  faults.unknowns_max = 0;
  faults.throttles_max = 1;
  always_right(claims(2, at_once({"anna", "boris"}, 2), faults), hints);
  always_right(claims(2,
                      {rush::claim("anna", 2),
                       {rush::claim("boris", 2), 4h},
                       {rush::claim("anna", 2, "again"), 5h}},
                      {.stale_reads_max = 1}),
               hints);
}

TEST(duplicate, view_twice) {
  const Rule counts_once{.says = "`views` is the number of different views",
                         .hint = "This one has been here before. Where would you see it?"};
  const Scenario scenario{.services = {offers::service},
                          .events = {rush::view("v1", "anna"),
                                     rush::view("v2", "boris"),
                                     rush::view("v3", "anna"),
                                     {rush::count_views(), 1h}},
                          .faults = {.duplicates_per_event_max = 1,
                                     .duplicates_max = 1,
                                     .crashes_max = 1,
                                     .throttles_max = 1}};
  for (const Outcome& outcome : every_outcome_of(scenario))
    ASSERT_EQ(answer_in(outcome, "views"), 3) << outcome.story(counts_once);
}

namespace {

/// Hint for claims that are answered late, by their cause.
std::string why_late(const std::vector<std::string>& orders, int vouchers) {
  std::vector<Event> all;
  for (const std::string& order : orders) all.push_back(rush::queued_claim(order, vouchers));
  const Outcome outcome =
      run({.services = {offers::service}, .events = {rush::groups_of("groups", all)}});
  std::set<std::string> groups;
  for (const Json& group : answer_in(outcome, "groups")) groups.insert(group);
  if (groups.size() < 8) return "You put in a row what never needed an order.";
  return "Correct, and closed by midnight: everyone queues at one till.";
}

}  // namespace

TEST(timeout, throttled_storm) {
  Rule in_time{.says = "200 claims that come within 2 seconds are answered within 6"};
  const std::vector<std::string> orders = rush::names("order-", 200);
  const Scenario scenario = rush_of(orders, 1000, 2s);
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const Simulation simulation = simulate(scenario, friday_night, seed);
    if (last_answer(simulation, scenario) > 6s) {
      in_time.hint = why_late(orders, 1000);
      reject(in_time, simulation.summary());
    }
    const Flaw flaw = rush::flaw_in(answers_in(simulation, scenario));
    ASSERT_EQ(flaw, Flaw::none) << broken(rule_for(flaw), simulation.summary());
  }
}
