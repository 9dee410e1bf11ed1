#include "shift.hpp"

using namespace tip_jar_tests;
using testing::SizeIs;
using testing::UnorderedElementsAre;

TEST(timeout, after_closing) {
  const Rule at_closing{
      .says = "a tip given at the very moment of closing counts: both times are 10:30:00",
      .hint = "Not after: what does that say of two times that are the same?"};
  const Rule after_closing{
      .says = "a tip given at 10:30:00.001, a millisecond after its `closesAt`, does not count",
      .hint = "Which of the two moments is the later one, and does your comparison see it?"};
  const Rule told_late{
      .says = "a tip given before closing counts, however late it is told",
      .hint = "The tip says when it was given. Whether you hear of it in time is another matter."};
  const auto given_at = [](const char* tip_id, int cents, const char* time) {
    return bistro::given(
        {.tip_id = tip_id, .cents = cents, .given_at = time, .closes_at = "2026-01-13T10:30:00Z"});
  };
  const Event early = given_at("anna-2", 200, "2026-01-13T10:05:00Z");
  const Event at_the_last_moment = given_at("boris-2", 150, "2026-01-13T10:30:00Z");
  const Event too_late = given_at("clara-2", 75, "2026-01-13T10:30:00.001Z");
  for (const Outcome& shift :
       every_outcome_of(shift_with({{early, 5min}, {at_the_last_moment, 30min}}, Overlap::full)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(at_closing);
  for (const Outcome& shift :
       every_outcome_of(shift_with({{early, 5min}, {too_late, 31min}}, Overlap::full)))
    ASSERT_THAT(counted(shift), one_sum_of(200)) << shift.story(after_closing);
  for (const Outcome& shift : every_outcome_of(
           shift_with({{too_late, 31min}, {early, 2h}, {at_the_last_moment, 3h}}, Overlap::full)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(told_late);
}

TEST(timeout, closing_past_midnight) {
  const Rule closed{
      .says =
          "01:30+01:00 is 00:30Z: a tip of 23:50Z and one of 00:30Z count, one of 00:45Z does not",
      .hint = "Compare moments, not figures: both have a date, and `closesAt` an offset."};
  const auto given_at = [](const char* tip_id, int cents, const char* time) {
    return bistro::given({.tip_id = tip_id,
                          .cents = cents,
                          .given_at = time,
                          .closes_at = "2026-01-13T01:30:00+01:00"});
  };
  const Event before_midnight = given_at("anna-4", 200, "2026-01-12T23:50:00Z");
  const Event at_the_last_moment = given_at("boris-4", 150, "2026-01-13T00:30:00Z");
  const Event too_late = given_at("clara-4", 75, "2026-01-13T00:45:00Z");
  for (const Outcome& shift : every_outcome_of(
           shift_with({before_midnight, at_the_last_moment, too_late}, Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(closed);
}

TEST(timeout, another_closing_time) {
  const Rule its_own{
      .says = "a tip is held to its own `closesAt`, not to that of another tip",
      .hint = "Whose `closesAt` do you compare with, and where did you get it from?"};
  const Event at_breakfast = bistro::given({.tip_id = "clara-5",
                                            .cents = 75,
                                            .given_at = "2026-01-13T09:20:00Z",
                                            .closes_at = "2026-01-13T09:30:00Z"});
  for (const Outcome& shift :
       every_outcome_of(shift_with({at_breakfast, boris}, Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(225)) << shift.story(its_own);
}

TEST(timeout, shift_ends_before_closing) {
  const Rule not_the_shift{
      .says = "`closesAt` decides whether a tip counts, not the end of the shift",
      .hint = "Which two times does the rule compare?"};
  const Event after_the_shift =
      bistro::given({.tip_id = "boris-6", .cents = 150, .given_at = "2026-01-13T22:30:00Z"});
  Event early_end = bistro::shift_ended();
  early_end.time = eda::from_rfc3339("2026-01-13T22:00:00Z");
  const Scenario scenario{.services = {tip_jar::service},
                          .events = {anna, {after_the_shift, 12h + 30min}, {early_end, 14h}},
                          .overlap = Overlap::none_any_order};
  for (const Outcome& shift : every_outcome_of(scenario))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(not_the_shift);
}

TEST(timeout, told_after_the_count) {
  const Rule not_forgotten{
      .says = "a tip given in time that is told after a count is in the next one",
      .hint = "A tip is told after the count. What has the count changed for it?"};
  Event lunch = bistro::shift_ended();
  lunch.id = "lunch-ended-bar";
  lunch.time = eda::from_rfc3339("2026-01-13T15:00:00Z");
  for (const Outcome& shift : every_outcome_of(
           shift_with({anna, {lunch, 5h}, {boris, 6h}, {anna_retold, 7h}}, Overlap::full)))
    ASSERT_THAT(counted(shift),
                UnorderedElementsAre(has_data("cents", 200), has_data("cents", 350)))
        << shift.story(not_forgotten);
}

TEST(timeout, throttled_twice) {
  const Rule announced{.says = "a jar is counted although the bus has no time for it twice",
                       .hint = "The bus took nothing, and said so. Who asks again?"};
  const Rule busy{.says = "a tip is counted once although the store has no time for it twice",
                  .hint = "The store did nothing, and said so. Who asks again, and with what jar?"};
  const Rule overtaken{
      .says = "a tip is counted although the store has no time for it twice and another was faster",
      .hint = "A refusal costs you a round, and so does a busy store. How many may there be?"};
  const auto throttled = [](Overlap overlap) {
    return shift_with({anna, boris}, overlap, {.throttles_max = 2});
  };
  for (const Outcome& shift : every_outcome_of(throttled(Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), SizeIs(1)) << shift.story(announced);
  for (const Outcome& shift : every_outcome_of(throttled(Overlap::none_any_order)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(busy);
  for (const Outcome& shift : every_outcome_of(throttled(Overlap::full)))
    ASSERT_THAT(counted(shift), one_sum_of(350)) << shift.story(overtaken);
}
