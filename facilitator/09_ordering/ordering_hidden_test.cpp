#include "copies.hpp"

using namespace copy_tests;

TEST(order, three_changes) {
  const std::string whose = "Which letters are in this pile, and whose pile is it?";
  const Rules rules{.newest = {"a read shows the highest version that has come", whose},
                    .twice = {"a read shows the points of its own user", whose}};
  const Rule not_back{.says = "a later read shows no lower version than an earlier one",
                      .hint = "The reader saw the new address, and then the old one again."};
  const std::vector<std::pair<Event, Right>> facts{{v1, {1, 0}},
                                                   {g1, {1, 50}},
                                                   {v2, {2, 50}},
                                                   {email_changed(1, "71"), {2, 50}},
                                                   {points_added("g9", 70, "71"), {2, 50}},
                                                   {v3, {3, 50}},
                                                   {v1, {3, 50}}};
  std::vector<Arrival> arrivals{{read({.id = "other", .user = "71"}), 50min},
                                {read({.id = "unknown", .user = "8"}), 50min}};
  for (std::size_t i = 0; i < facts.size(); ++i) {
    arrivals.emplace_back(facts[i].first, i * 1min);
    arrivals.emplace_back(read({.id = std::to_string(i)}), i * 1min + 30s);
  }
  for (const Outcome& outcome : every_outcome_of(busy(arrivals))) {
    int before = 0;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      for (const Profile& answer : shown(outcome, std::to_string(i))) {
        ASSERT_GE(answer.version, before) << outcome.story(not_back);
        before = answer.version;
      }
      shows(outcome, std::to_string(i), facts[i].second, rules);
      if (HasFatalFailure()) return;
    }
    shows(outcome, "other", {1, 70}, rules);
    shows(outcome, "unknown", {}, rules);
  }
}

TEST(reorder, all_permutations) {
  const Rules gap{.newest = {.says = "a version is shown although one before it has not come",
                             .hint = "Version 3 came, and you still show 1. What do you wait for, "
                                     "and what is it still good for?"}};
  for (const Outcome& outcome :
       every_outcome_of(calm({v1, {v3, 1min}, {read({.id = "with a gap"}), 2min}, {v2, 5min}}))) {
    shows(outcome, "with a gap", {3}, gap);
    shows(outcome, "last", {3}, {});
  }
  ends_with({3}, calm({v1, v3, {v2, 5min}}));
  ends_with({3, 50}, calm({v1, v2, v3, g1}));
}

TEST(reorder, delete_then_late_change) {
  ends_with({2, 0, true}, calm({v1, g1, gone, {v1, 5min}, {g2, 5min}}));
  const Rules weeks_later{.dead = {"a deletion is final, weeks later too",
                                   "This letter took weeks. How long does a tombstone stand?"}};
  ends_with({2, 0, true}, calm({v1, gone, {v1, 20 * 24h}}), weeks_later);
}

TEST(reorder, skewed_clocks) {
  const Rules rules{.newest = {.says = "the highest version wins, whatever the clocks say",
                               .hint = "Two clocks, one second: time is not an order."}};
  Event from_a_slow_clock = v2;
  *from_a_slow_clock.time = *v1.time - 1s;
  ends_with({2}, calm({v1, from_a_slow_clock}), rules);
  Event in_the_same_second = v2;
  in_the_same_second.time = v1.time;
  ends_with({2}, calm({v1, in_the_same_second}), rules);
}

TEST(duplicate, change) {
  ends_with({3}, busy({v1, v2, v3}, {.duplicates_per_event_max = 1,
                                     .duplicates_of = {newsletter::email_changed}}));
}

TEST(duplicate, grant) {
  const Faults copies{.duplicates_per_event_max = 1, .duplicates_of = {newsletter::points_added}};
  const Event equal_points = points_added("g2", 50);
  ends_with({0, 100}, calm({g1, equal_points, {g1, 5h}}, copies));
  ends_with({0, 100}, busy({g1, equal_points}, copies));
  ends_with({0, 50}, calm({g1, {g1, 20 * 24h}}));
}

TEST(concurrency, changes_overlap) {
  const std::string hint =
      "Both read the copy before either wrote. Was the later write refused, and did it read again?";
  const Rules rules{
      .newest = {.says = "the newest change is shown, whatever it meets", .hint = hint},
      .dead = {"a deletion is final, whatever it meets",
               "You asked whether she is still there, and then you wrote. Who left in between?"},
      .lost = {.says = "the points of a grant are kept, whatever it meets", .hint = hint}};
  ends_with({2, 50}, busy({v1, v2, g1}), rules);
  ends_with({2, 0, true}, busy({v1, gone, g1}), rules);

  // A handler is refused four times in a few of the two million schedules, which walks miss.
  const Rules many{.newest = {"of five changes at the same moment the newest is shown",
                              "Refused four times, and then you left. Does this letter return?"}};
  ends_with({5}, busy({v1, v2, v3, email_changed(4), email_changed(5)}), many);
}

TEST(concurrency, snapshot_meets_live) {
  const std::string says =
      "a copy that is made of a snapshot and live facts reads like one that is made of all facts";
  const std::string hint = "The photo album replaced a person who had since moved.";
  const Rules rules{.newest = {says, hint},
                    .dead = {says, "She has left. Who has brought her back, album or letter?"},
                    .lost = {says, hint}};
  ends_with({2, 77}, busy({album, v2, g1, g2}), rules);
  ends_with({2, 0, true}, busy({album, gone, g2}), rules);
  ends_with({2, 0, true}, busy({profiles::snapshot_of_deleted(2), v1, g1}), rules);
}

TEST(crash, anywhere) {
  const Rules rules{.lost = {.says = "the points of a grant are kept although a handler died",
                             .hint = "The stamp is on the card; the points are not."}};
  ends_with({1, 70}, busy({v1, g1, g2}, {.crashes_max = 1}), rules);
  ends_with({2, 57}, busy({album, v2}, {.crashes_max = 1}), rules);
  ends_with({2, 0, true}, busy({v1, gone, g1}, {.crashes_max = 1}), rules);
}
