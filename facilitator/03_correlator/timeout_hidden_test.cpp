#include "kitchen.hpp"

using namespace kitchen_tests;
using testing::AllOf;
using testing::AnyOf;
using testing::ElementsAre;
using testing::Ge;
using testing::Le;
using testing::SizeIs;
using testing::UnorderedElementsAre;

namespace {

auto in_time() { return AllOf(Ge(30min), Le(35min)); }

const Rule keeps_the_promise{
    .says = "an order that lacks a ticket is given up once, 30 to 35 minutes after its first",
    .hint =
        "Thirty minutes are a promise. Expiry removes a row \"within days\", and a deadline "
        "that nobody wakes up for never comes."};

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
  for (const Outcome& outcome :
       every_outcome_of(swept({29min, 31min, 32min, 33min},
                              kitchen_with({payment(), {stock(), 10min}, {chef(), 29min}}))))
    ASSERT_THAT(announced(outcome), ElementsAre("42 is ready")) << outcome.story(patient);
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
  Scenario any_time = swept({31min}, kitchen_with({payment(), stock(), chef()}));
  any_time.faults.time_races = true;
  int cooked = 0;
  int given_up = 0;
  for (const Outcome& outcome : every_outcome_of(any_time)) {
    ASSERT_THAT(announced(outcome), SizeIs(Le(1))) << outcome.story(never_both);
    cooked += outcome.count(kitchen::ready);
    given_up += outcome.count(kitchen::timed_out);
  }
  EXPECT_GT(cooked, 0) << "the deadline always won: this test proves nothing";
  EXPECT_GT(given_up, 0) << "the deadline never won: this test proves nothing";
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
  const Scenario two_orders = swept({31min, 32min, 33min, 35min, 36min, 37min},
                                    kitchen_with({payment("42"), {stock("43"), 2min}}));
  for (const Outcome& outcome : every_outcome_of(two_orders))
    ASSERT_THAT(announced(outcome), UnorderedElementsAre("42 timed out without chef inventory",
                                                         "43 timed out without chef payment"))
        << outcome.story(each_its_own);
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
