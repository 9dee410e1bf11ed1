#include <set>

#include "kitchen.hpp"

using namespace kitchen_tests;
using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using testing::UnorderedElementsAreArray;

namespace {

const Rule keeps_the_promise{
    .says = "an order that lacks a ticket is given up once, 30 to 35 minutes after its first",
    .hint =
        "Thirty minutes are a promise. Expiry removes a row \"within days\", and a timer is never "
        "early and perhaps four minutes late. Who wakes up, and what is there to find?"};

}  // namespace

TEST(timeout, two_of_three) {
  for (const auto& [facts, expected] : each_lacking_one()) {
    const Scenario incomplete = timed(swept({29min, 31min, 32min, 33min, 35min},
                                            kitchen_with({facts.front(), {facts.back(), 3min}},
                                                         Overlap::full, {.late_timers_max = 1})));
    for (const Outcome& outcome : every_outcome_of(incomplete)) {
      ASSERT_THAT(announced(outcome), ElementsAre(expected)) << outcome.story(keeps_the_promise);
      ASSERT_THAT(first_at(outcome, kitchen::timed_out), in_time())
          << outcome.story(keeps_the_promise);
    }
  }
}

TEST(timeout, one_of_three) {
  const std::vector<Incomplete> each_alone{{{payment()}, "42 timed out without chef inventory"},
                                           {{stock()}, "42 timed out without chef payment"},
                                           {{chef()}, "42 timed out without inventory payment"}};
  for (const auto& [facts, expected] : each_alone)
    for (const Outcome& outcome :
         every_outcome_of(timed(kitchen_with({facts.begin(), facts.end()})))) {
      ASSERT_THAT(announced(outcome), ElementsAre(expected)) << outcome.story(keeps_the_promise);
      ASSERT_THAT(first_at(outcome, kitchen::timed_out), in_time())
          << outcome.story(keeps_the_promise);
    }
}

TEST(timeout, third_fact_just_in_time) {
  const Rule patient{.says = "an order whose last ticket comes in within thirty minutes is cooked",
                     .hint = "How long did the kitchen wait, and from when on?"};
  const Scenario a_minute_before = swept(
      {29min, 31min, 32min, 33min}, kitchen_with({payment(), {stock(), 10min}, {chef(), 29min}}));
  const Scenario a_moment_before = swept(
      {30min, 30min + 59s, 32min, 33min, 34min},
      kitchen_with({{payment(), 59s + 250ms}, {stock(), 10min}, {chef(), 30min + 59s + 100ms}}));
  for (const Scenario& scenario : {a_minute_before, a_moment_before})
    for (const Outcome& outcome : every_outcome_of(scenario))
      ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(patient);
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
    for (const Outcome& outcome :
         every_outcome_of(swept({1min, 11min, 21min, 31min, 33min},
                                kitchen_with({paid, {stock(), 10min}, {chef(), 20min}}))))
      ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(heard_here);
    for (const Outcome& outcome : every_outcome_of(timed(kitchen_with({paid, {stock(), 10min}})))) {
      ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
          << outcome.story(heard_here);
      ASSERT_THAT(first_at(outcome, kitchen::timed_out), in_time()) << outcome.story(heard_here);
    }
  }
}

TEST(timeout, says_who_and_when) {
  const Rule signed_and_dated{
      .says = "`timed_out` bears an id, the source kitchen-service and the moment of the end",
      .hint = "An announcement was made. Who says it, under which name, and when did it happen?"};
  for (const Outcome& outcome : every_outcome_of(kitchen_with({payment(), stock()}))) {
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
        << outcome.story(keeps_the_promise);
    const Event fact = outcome.facts(kitchen::timed_out).front();
    ASSERT_FALSE(fact.id.empty()) << outcome.story(signed_and_dated);
    ASSERT_EQ(fact.source, "kitchen-service") << outcome.story(signed_and_dated);
    ASSERT_TRUE(fact.time.has_value()) << outcome.story(signed_and_dated);
    ASSERT_THAT(*fact.time - Scenario{}.start, in_time()) << outcome.story(signed_and_dated);
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
      const bool both = outcome.count(kitchen::ready) * outcome.count(kitchen::timed_out) > 0;
      ASSERT_THAT(announced(outcome), ElementsAre(AnyOf("42 is ready", "42 timed out without chef",
                                                        "42 timed out with nothing missing")))
          << outcome.story(both ? never_both : one_end);
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
  const Faults slow{.time_races_max = 1};
  const Faults twice_slow{.time_races_max = 2};
  std::set<std::string> ends;
  for (const Scenario& scenario :
       {kitchen_with({payment()}, Overlap::full, twice_slow),
        kitchen_with({payment(), {stock(), 10min}}, Overlap::full, twice_slow),
        kitchen_with({payment(), {stock(), 10min}, {chef(), 20min}}, Overlap::full, slow),
        kitchen_with({payment(), stock(), chef()}, Overlap::full, slow)})
    for (const Outcome& outcome : every_outcome_of(swept(two_deadlines, scenario))) {
      const bool both = outcome.count(kitchen::ready) * outcome.count(kitchen::timed_out) > 0;
      ASSERT_THAT(announced(outcome), SizeIs(1)) << outcome.story(both ? never_both : one_end);
      ends.insert(announced(outcome).front());
    }
  EXPECT_THAT(ends, Contains("42 is ready")) << "three tickets came in, and never made a pizza";
}

TEST(timeout, duplicate_does_not_extend) {
  const Rule fixed{.says =
                       "the thirty minutes start with the first ticket and are never started "
                       "again",
                   .hint = "Who wrote the deadline down, and who overwrites it?"};
  const std::vector<std::vector<Arrival>> slow_orders{
      {payment(), {payment(), 29min}}, {payment(), {payment(), 10min}, {stock(), 29min}}};
  for (const std::vector<Arrival>& facts : slow_orders)
    for (const Outcome& outcome : every_outcome_of(timed(swept(
             {31min, 32min, 33min, 40min, 41min, 59min, 60min, 61min}, kitchen_with(facts))))) {
      ASSERT_EQ(outcome.count(kitchen::timed_out), 1) << outcome.story(fixed);
      ASSERT_THAT(first_at(outcome, kitchen::timed_out), in_time()) << outcome.story(fixed);
    }
}

TEST(timeout, late_fact_after_end) {
  const Rule over{.says = "an order that has ended stays as it has ended, whatever comes in later",
                  .hint =
                      "The late ticket found no record of the end and opened the order anew. "
                      "What must be left when it is over?"};
  const std::vector<eda::Duration> sweeps{31min, 32min, 33min,      41min,
                                          71min, 72min, 5h + 31min, 5h + 32min};
  const std::vector<Arrival> last{payment(), stock(), {chef(), 40min}};
  const std::vector<Arrival> all{
      payment(), stock(), {chef(), 40min}, {payment(), 40min}, {stock(), 40min}};
  const std::vector<Arrival> hours_later{payment(), stock(), {chef(), 5h}};
  for (const auto& facts : {last, all, hours_later})
    for (const Outcome& outcome : every_outcome_of(swept(sweeps, kitchen_with(facts))))
      ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
          << outcome.story(over);

  const std::vector<Arrival> again{payment(), stock(), chef(), {payment(), 40min}, {chef(), 5h}};
  for (const Outcome& outcome : every_outcome_of(swept(sweeps, kitchen_with(again))))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(over);
}

TEST(timeout, two_orders) {
  const Rule each_its_own{.says = "each of two incomplete orders is given up",
                          .hint =
                              "Two orders wait at the same time. What is the timer called, or "
                              "how many orders does a sweep look at?"};
  const Scenario one_after_the_other = swept({31min, 32min, 33min, 35min, 36min, 37min},
                                             kitchen_with({payment("42"), {stock("43"), 2min}}));
  for (const Outcome& outcome : every_outcome_of(one_after_the_other))
    ASSERT_THAT(announced(outcome), UnorderedElementsAre(end_of_42, end_of_43))
        << outcome.story(each_its_own);
}

TEST(timeout, each_order_its_own_thirty_minutes) {
  const Rule from_its_own_first{
      .says = "each of two orders is given up 30 to 35 minutes after its own first ticket",
      .hint = "Two orders wait, and one of them is due. How long has the other waited?"};
  const Scenario ten_minutes_apart =
      timed(swept({31min, 33min, 35min, 40min, 41min, 44min},
                  kitchen_with({payment("42"), {stock("43"), 10min}})));
  for (const Outcome& outcome : every_outcome_of(ten_minutes_apart)) {
    ASSERT_THAT(announced(outcome), UnorderedElementsAre(end_of_42, end_of_43))
        << outcome.story(from_its_own_first);
    ASSERT_THAT(first_at(outcome, end_of_42), in_time()) << outcome.story(from_its_own_first);
    ASSERT_THAT(first_at(outcome, end_of_43) - 10min, in_time())
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
  for (const Outcome& outcome : every_outcome_of(swept(
           {31min, 32min, 33min, 34min, 35min}, kitchen_with(facts, Overlap::none_any_order))))
    ASSERT_THAT(announced(outcome), UnorderedElementsAreArray(ends))
        << outcome.story(whatever_is_due);
}

TEST(timeout, timer_twice) {
  const Rule once{.says = "a deadline that comes twice, or late, ends the order once",
                  .hint = "A timer is delivered at least once. What does the second one find?"};
  const Faults again_or_late{.timer_duplicates_max = 1, .late_timers_max = 1};
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with({payment(), chef()}, Overlap::full, again_or_late)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without inventory"))
        << outcome.story(once);
  for (const Outcome& outcome :
       every_outcome_of(kitchen_with({payment(), stock(), chef()}, Overlap::full, again_or_late)))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(once);
}

TEST(timeout, sweep_twice) {
  const Rule swept_once{.says = "however often the kitchen is swept, an order is given up once",
                        .hint =
                            "The next sweep finds the same order still waiting. What does the "
                            "first one leave behind for it?"};
  const Scenario well_swept =
      swept({31min, 31min, 32min, 33min, 34min},
            kitchen_with({payment(), stock()}, Overlap::full, {.timer_duplicates_max = 1}));
  for (const Outcome& outcome : every_outcome_of(well_swept))
    ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
        << outcome.story(swept_once);
}
