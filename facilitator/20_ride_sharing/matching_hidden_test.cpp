#include "city_test.hpp"

using namespace city;

TEST(concurrency, two_drivers_one_ride) {
  Hints hints;
  hints.rides = "Two dispatchers looked, two winners.";
  matches_all(matching_of({requested("r1"), {requested("r2"), 5min}}, {"anna", "boris"}),
              {"r1", "r2"}, hints);
}

TEST(concurrency, two_rides_one_driver) {
  Hints hints;
  hints.drivers = "Both rides saw a free driver.";
  stays_right(matching_of({requested("r1"), requested("r2")}, {"anna"}), hints);
}

TEST(duplicate, accept) {
  matches_all(matching_of({requested("r1")}, {"anna", "boris"}, twice(rides::driver_accepted)),
              {"r1"});
}

TEST(crash, mid_match) {
  Hints hints;
  hints.answers = hints.ends = "Half a match.";
  matches_all(matching_of({requested("r1")}, {"anna"}, {.crashes_max = 1}), {"r1"}, hints);
}

TEST(reorder, accept_before_offer_seen) {
  const Event unknown = accepted("an-offer-of-last-year", "r0", "chen");
  matches_all(
      matching_of({requested("r1"), cancel_requested("r1"), unknown, {requested("r2"), 10min}},
                  {"anna"}),
      {"r2"});
  stays_right(matching_of({requested("r1"), {cancel_requested("r1"), 5min}}, {"anna"}));
}

TEST(timeout, offer_expires_vs_accept) {
  for (const char* driver : {"anna,after_29s", "anna,after_30s", "anna,after_31s"}) {
    stays_right(matching_of({requested("r1")}, {driver}, {.time_races_max = 1}));
    stays_right(matching_of({requested("r1")}, {driver}, {.late_timers_max = 1}));
  }
  const Scenario lapsed = matching_of({requested("r1")}, {"anna,never", "boris,never"});
  const Rule in_time{.says = "at most 3 minutes after the request a ride has its end",
                     .hint = "Who says no, when all are silent?"};
  for (const Outcome& outcome : every_outcome_of(lapsed)) {
    judge(outcome, lapsed);
    ASSERT_LE(first_at(outcome, has_type(rides::no_driver)), 3min) << outcome.story(in_time);
  }
}

TEST(stale, driver_availability) {
  Hints hints;
  hints.drivers = "The driver looked free, in a copy of the row.";
  stays_right(
      matching_of({requested("r1"), {requested("r2"), 5min}}, {"anna"}, {.stale_reads_max = 1}),
      hints);
}

TEST(order, ride) {
  const Rule shown = views_rule("Go through the facts of one ride. Which one does the view lack?");
  Scenario day = matching_of({requested("r1")}, {"anna", "boris"});
  day.services.push_back(trips());
  day = one_at_a_time(with_views(day));
  for (const Outcome& outcome : every_outcome_of(day)) {
    judge(outcome, day);
    ASSERT_EQ(views_in(outcome), views_of(history_of(outcome, day))) << outcome.story(shown);
  }
  // one driver, who must be free again after a trip, and after a cancel
  Scenario next = matching_of({requested("r1"),
                               {requested("r2"), 20min},
                               {cancel_requested("r2"), 22min},
                               {requested("r3"), 25min}},
                              {"anna"});
  next.services.push_back(trips());
  matches_all(one_at_a_time(next), {"r1", "r2", "r3"});
}

TEST(order, debts) {
  matches_all(one_at_a_time(matching_of({rides::debt_opened_of("t1", "rider", 1200),
                                         rides::debt_opened_of("t2", "rider", 900),
                                         rides::debt_closed_of("t2", "rider"),
                                         {requested("r1", "rider"), 1min},
                                         {rides::debt_closed_of("t1", "rider"), 10min},
                                         {requested("r2", "rider"), 11min}},
                                        {"anna"})),
              {"r2"});
}

TEST(crash, mid_cancel) {
  stays_right(matching_of({requested("r1"), cancel_requested("r1")}, {"anna"}, {.crashes_max = 1}));
}
