#include "shift.hpp"

using namespace tip_jar_tests;
using testing::SizeIs;

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
  always(shift_with({{early, 5min}, {at_the_last_moment, 30min}}), one_sum_of(350), at_closing);
  always(shift_with({{early, 5min}, {too_late, 31min}}), one_sum_of(200), after_closing);
  always(shift_with({{too_late, 31min}, {early, 2h}, {at_the_last_moment, 3h}}), one_sum_of(350),
         told_late);
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
  always(calm_shift_with({before_midnight, at_the_last_moment, too_late}), one_sum_of(350), closed);
}

TEST(timeout, another_closing_time) {
  const Rule its_own{
      .says = "a tip is held to its own `closesAt`, not to that of another tip",
      .hint = "Whose `closesAt` do you compare with, and where did you get it from?"};
  const Event at_breakfast = bistro::given({.tip_id = "clara-5",
                                            .cents = 75,
                                            .given_at = "2026-01-13T09:20:00Z",
                                            .closes_at = "2026-01-13T09:30:00Z"});
  always(calm_shift_with({at_breakfast, boris}), one_sum_of(225), its_own);
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
  always(scenario, one_sum_of(350), not_the_shift);
}

TEST(timeout, told_after_the_count) {
  const Rule not_forgotten{
      .says = "a tip given in time that is told after a count is in the next one",
      .hint = "A tip is told after the count. What has the count changed for it?"};
  always(shift_with({anna, {lunch_ended(), 5h}, {boris, 6h}, {anna_retold, 7h}}),
         counts(has_data("cents", 200), has_data("cents", 350)), not_forgotten);
}

TEST(timeout, throttled_twice) {
  const Rule announced{.says = "a jar is counted although the bus has no time for it twice",
                       .hint = "The bus took nothing, and said so. Who asks again?"};
  const Rule busy{.says = "a tip is counted once although the store has no time for it twice",
                  .hint = "The store did nothing, and said so. Who asks again, and with what jar?"};
  const Rule overtaken{
      .says = "a tip is counted although the store has no time for it twice and others were faster",
      .hint = "A refusal costs you a round, and so does a busy store. How many may there be?"};
  const Faults twice{.throttles_max = 2};
  for (const Outcome& shift : every_outcome_of(calm_shift_with({anna, boris}, twice)))
    ASSERT_THAT(counted(shift), SizeIs(1)) << shift.story(announced);
  always(calm_shift_with({anna, boris}, twice), one_sum_of(350), busy);
  always(shift_with({anna, boris, clara}, Overlap::full, twice), one_sum_of(425), overtaken);
}

TEST(stale, old_jar) {
  const Rule up_to_date{
      .says = "a count has all tips that were told before it, although reads may be old",
      .hint = "An eventual read may not have seen the last write. Which reads may, and which not?"};
  always(shift_with({anna, boris}, Overlap::full, {.stale_reads_max = 2}), one_sum_of(350),
         up_to_date);
}

TEST(crash, after_put) {
  const Rule crashed{
      .says = "a tip is counted once although its handler died and it was told again",
      .hint =
          "The handler died after a write. What tells the next one whether the tip is in the sum?"};
  always(
      shift_with({anna, boris}, Overlap::full, {.duplicates_per_event_max = 1, .crashes_max = 1}),
      one_sum_of(350), crashed);
}

TEST(crash, answer_lost) {
  const Rule not_guessed{
      .says = "a tip is counted once although an answer of the store or the bus was lost",
      .hint = "It may have been done, or not. What can you read, or repeat, without harm?"};
  always(shift_with({anna, boris}, Overlap::full, {.unknowns_max = 1}), one_sum_of(350),
         not_guessed);
}
