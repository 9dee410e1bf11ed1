#include "kitchen.hpp"

using namespace kitchen_tests;
using testing::AllOf;
using testing::AnyOf;
using testing::Not;

namespace {

const Rule keeps_the_promise{
    .says = "an order that lacks a ticket is given up once, 30 to 35 minutes after its first",
    .hint =
        "Thirty minutes are a promise. Expiry removes a row \"within days\", and a timer is never "
        "early and perhaps four minutes late. Who wakes up, and what is there to find?"};

const Rule patient{.says = "an order waits thirty minutes for the tickets that it lacks",
                   .hint = "How long did the kitchen wait, and from when on?"};

/// Matches an outcome in which no order is given up in the first half hour.
MATCHER(waits_half_an_hour, "gives nothing up in the first 30 minutes") {
  return first_at(arg, has_type(kitchen::timed_out)) >= 30min;
}

/// Often enough for an order that is given up much too late.
const std::vector<eda::Duration> long_after{31min, 32min, 33min, 40min, 41min, 59min, 60min, 61min};

}  // namespace

TEST(timeout, two_of_three) {
  for (const auto& [first, second, end] : each_lacking_one()) {
    const Scenario incomplete =
        timed(swept({29min, 31min, 32min, 33min, 35min},
                    kitchen_with({first, second}, Overlap::full, {.late_timers_max = 1})));
    always(incomplete, waits_half_an_hour(), patient);
    always(incomplete, AllOf(announces({end}), gives_up_in_time()), keeps_the_promise);
  }
}

TEST(timeout, one_of_three) {
  for (const auto& [fact, end] : {std::pair{payment(), "42 timed out without chef inventory"},
                                  std::pair{stock(), "42 timed out without chef payment"},
                                  std::pair{chef(), "42 timed out without inventory payment"}})
    always(timed(kitchen_with({fact})), AllOf(announces({end}), gives_up_in_time()),
           keeps_the_promise);
}

TEST(timeout, duplicate_does_not_extend) {
  const Rule fixed{.says =
                       "the thirty minutes start with the first ticket and are never started "
                       "again",
                   .hint = "Who wrote the deadline down, and who overwrites it?"};
  for (const std::vector<Arrival>& slow :
       {std::vector<Arrival>{payment(), {stock(), 10min}},
        {payment(), {payment(), 29min}},
        {payment(), {payment(), 10min}, {another(payment()), 20min}, {stock(), 29min}}})
    for (const Outcome& outcome : every_outcome_of(timed(swept(long_after, kitchen_with(slow))))) {
      ASSERT_EQ(outcome.count(kitchen::timed_out), 1) << outcome.story(fixed);
      ASSERT_THAT(outcome, gives_up_in_time()) << outcome.story(fixed);
    }
}

TEST(timeout, facts_from_other_clocks) {
  const Rule heard_here{
      .says = "the thirty minutes start when the first ticket is handled, whatever its `time` says",
      .hint =
          "`time` says when it happened, over there and by their clock. When did the kitchen hear "
          "of it?"};
  for (const eda::Duration off : {eda::Duration{-3h}, eda::Duration{3h}}) {
    Event paid = payment();
    paid.time = *paid.time + off;
    always(swept({1min, 11min, 21min, 31min, 33min},
                 kitchen_with({paid, {stock(), 10min}, {chef(), 20min}})),
           is_ready, heard_here);
    always(timed(kitchen_with({paid, {stock(), 10min}})), AllOf(lacks_chef, gives_up_in_time()),
           heard_here);
  }
}

TEST(timeout, third_fact_just_in_time) {
  always(swept({29min, 31min, 32min, 33min},
               kitchen_with({payment(), {stock(), 10min}, {chef(), 29min}})),
         is_ready, patient);
  always(swept({30min, 30min + 59s, 32min, 33min, 34min},
               kitchen_with(
                   {{payment(), 59s + 250ms}, {stock(), 10min}, {chef(), 30min + 59s + 100ms}})),
         is_ready, patient);
}

TEST(timeout, says_who_and_when) {
  const Rule signed_and_dated{
      .says = "`timed_out` bears an id, the source kitchen-service and the moment of the end",
      .hint = "An announcement was made. Who says it, under which name, and when did it happen?"};
  for (const Outcome& outcome : every_outcome_of(kitchen_with(two_facts()))) {
    ASSERT_THAT(outcome, lacks_chef) << outcome.story(keeps_the_promise);
    const Event fact = outcome.facts(kitchen::timed_out).front();
    ASSERT_FALSE(fact.id.empty()) << outcome.story(signed_and_dated);
    ASSERT_EQ(fact.source, "kitchen-service") << outcome.story(signed_and_dated);
    ASSERT_TRUE(fact.time.has_value()) << outcome.story(signed_and_dated);
    ASSERT_THAT(*fact.time - Scenario{}.start, AllOf(testing::Ge(30min), testing::Le(35min)))
        << outcome.story(signed_and_dated);
  }
}

TEST(timeout, third_fact_races_deadline) {
  const Rule never_both{
      .says = "no order is both ready and given up",
      .hint =
          "Somebody else ended the order between your look and your write. Make the end one "
          "write that can be refused."};
  const Rule one_end{.says =
                         "an order whose last ticket comes at the deadline ends one way or the "
                         "other, once",
                     .hint = never_both.hint};
  for (const int copies : {0, 1})
    for (const Outcome& outcome :
         every_outcome_of(swept({30min, 31min, 32min, 33min},
                                kitchen_with({payment(), stock(), {chef(), 30min}}, Overlap::full,
                                             {.duplicates_per_event_max = copies})))) {
      ASSERT_THAT(outcome, Not(ends_both_ways())) << outcome.story(never_both);
      ASSERT_THAT(outcome,
                  AnyOf(is_ready, lacks_chef, announces({"42 timed out with nothing missing"})))
          << outcome.story(one_end);
    }
}

TEST(timeout, slow_handler_meets_deadline) {
  const Rule never_both{.says = "no order is both ready and given up, however slow a handler is",
                        .hint =
                            "Thirty minutes may pass between two of your lines. What you knew "
                            "before an await, do you still know it after?"};
  const Rule one_end{
      .says = "an order ends once, however slow a handler is",
      .hint =
          "Your timer went off while a handler was still at work. What did it find, and who comes "
          "after it?"};
  const auto slow = [](std::vector<Arrival> facts, int times) {
    return swept(two_deadlines,
                 kitchen_with(std::move(facts), Overlap::full, {.time_races_max = times}));
  };
  for (const Scenario& scenario :
       {slow({payment()}, 2), slow({payment(), {stock(), 10min}}, 2),
        slow({payment(), {stock(), 10min}, {chef(), 20min}}, 1), slow(two_facts(), 1)})
    for (const Outcome& outcome : every_outcome_of(scenario)) {
      ASSERT_THAT(outcome, Not(ends_both_ways())) << outcome.story(never_both);
      ASSERT_THAT(outcome, ends_once()) << outcome.story(one_end);
    }
  sometimes(slow(two_at_last(), 1), is_ready, "three tickets came in, and never made a pizza");
}

TEST(timeout, late_fact_after_end) {
  const Rule over{.says = "an order that has ended stays as it has ended, whatever comes in later",
                  .hint =
                      "The late ticket found no record of the end and opened the order anew. "
                      "What must be left when it is over?"};
  const std::vector<eda::Duration> sweeps{31min, 32min, 33min,      41min,
                                          71min, 72min, 5h + 31min, 5h + 32min};
  for (const std::vector<Arrival>& late :
       {std::vector<Arrival>{{chef(), 40min}},
        {{chef(), 40min}, {payment(), 40min}, {stock(), 40min}},
        {{chef(), 40min}, {another(payment()), 41min}, {another(stock()), 42min}},
        {{chef(), 5h}}}) {
    std::vector<Arrival> facts = two_facts();
    facts.insert(facts.end(), late.begin(), late.end());
    always(swept(sweeps, kitchen_with(facts)), lacks_chef, over);
  }
  std::vector<Arrival> again = two_at_last();
  again.insert(again.end(), {{payment(), 40min}, {another(payment()), 41min}, {chef(), 5h}});
  always(swept(sweeps, kitchen_with(again)), is_ready, over);
}

TEST(timeout, two_orders) {
  const Rule each_its_own{.says = "each of two incomplete orders is given up",
                          .hint =
                              "Two orders wait at the same time. What is the timer called, or "
                              "how many orders does a sweep look at?"};
  always(swept({31min, 32min, 33min, 35min, 36min, 37min},
               kitchen_with({payment("42"), {stock("43"), 2min}})),
         announces({end_of_42, end_of_43}), each_its_own);
}

TEST(timeout, each_order_its_own_thirty_minutes) {
  const Rule from_its_own_first{
      .says = "each of two orders is given up 30 to 35 minutes after its own first ticket",
      .hint = "Two orders wait, and one of them is due. How long has the other waited?"};
  const Scenario ten_minutes_apart =
      timed(swept({31min, 33min, 35min, 40min, 41min, 44min},
                  kitchen_with({payment("42"), {stock("43"), 10min}})));
  for (const Outcome& outcome : every_outcome_of(ten_minutes_apart)) {
    ASSERT_THAT(outcome, announces({end_of_42, end_of_43})) << outcome.story(from_its_own_first);
    ASSERT_THAT(outcome, gives_up_in_time()) << outcome.story(from_its_own_first);
    ASSERT_THAT(first_said(outcome, kitchen::timed_out, "43"),
                AllOf(testing::Ge(40min), testing::Le(45min)))
        << outcome.story(from_its_own_first);
  }
}

TEST(timeout, six_orders_at_once) {
  const Rule whatever_is_due{
      .says = "six orders that are due in the same minute are given up, all six, within five",
      .hint = "A sweep comes once a minute. How many of those that are due does it look at?"};
  std::vector<Arrival> facts;
  std::vector<std::string> ends;
  for (const int second : {1, 2, 3, 4, 5, 6}) {
    const std::string order_id = std::to_string(40 + second);
    facts.emplace_back(payment(order_id), second * 1s);
    ends.push_back(order_id + " timed out without chef inventory");
  }
  always(swept({31min, 32min, 33min, 34min, 35min}, calm_kitchen_with(facts)), announces(ends),
         whatever_is_due);
}

TEST(timeout, timer_twice) {
  const Rule once{.says = "a deadline that comes twice, or late, ends the order once",
                  .hint = "A timer is delivered at least once. What does the second one find?"};
  const Faults again_or_late{.timer_duplicates_max = 1, .late_timers_max = 1};
  always(kitchen_with(two_facts(), Overlap::full, again_or_late), lacks_chef, once);
  always(kitchen_with(two_at_last(), Overlap::full, again_or_late), is_ready, once);
}

TEST(timeout, sweep_twice) {
  const Rule swept_once{.says = "however often the kitchen is swept, an order is given up once",
                        .hint =
                            "The next sweep finds the same order still waiting. What does the "
                            "first one leave behind for it?"};
  always(swept({31min, 31min, 32min, 33min, 34min},
               kitchen_with(two_facts(), Overlap::full, {.timer_duplicates_max = 1})),
         lacks_chef, swept_once);
}
