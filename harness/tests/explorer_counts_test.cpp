#include <gtest/gtest.h>

#include "sim/search/explorer.hpp"
#include "tests/kitchen_program.hpp"

// Exact numbers of explored worlds. They change when a reduction is lost or skips too much. Two
// earlier explorers, which shared no code with this one, found the same numbers.
namespace {

using namespace sim;
using kitchen_program::three_facts;

struct Counts {
  std::uint32_t worlds;
  std::uint64_t transitions;
  int questions;
  int outcomes;

  friend bool operator==(const Counts&, const Counts&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Counts& counts) {
    return out << counts.worlds << " worlds, " << counts.transitions << " transitions, "
               << counts.questions << " questions, " << counts.outcomes << " outcomes";
  }
};

/// Reductions without ample sets.
constexpr Reductions independent{.ample_sets = false};

Counts counts_of(const Scenario& scenario, Reductions reductions = independent) {
  Explorer explorer{scenario, in_process(scenario), reductions};
  while (explorer.next_end()) continue;
  EXPECT_TRUE(explorer.is_exhausted());
  return {explorer.worlds().size(), explorer.transitions(), explorer.system.behaviour.questions(),
          explorer.ends_count()};
}

double schedules_of(const Scenario& scenario) {
  Explorer explorer{scenario, in_process(scenario), independent};
  while (explorer.next_end()) continue;
  return double(explorer.schedules());
}

}  // namespace

TEST(Explorer, VisitsAsManyWorldsAsThereAre) {
  EXPECT_EQ(counts_of(three_facts({})), (Counts{113, 176, 107, 1}));
  EXPECT_EQ(counts_of(three_facts({.time_races = true})), (Counts{896, 1'919, 245, 7}));
  EXPECT_EQ(counts_of(three_facts({.duplicates_per_event_max = 1})),
            (Counts{8'920, 29'102, 191, 1}));
}

TEST(Explorer, ExhaustsEachFactTwiceWithARacingDeadline) {
  EXPECT_EQ(counts_of(three_facts(
                {.duplicates_per_event_max = 1, .duplicates_max = 1, .time_races = true})),
            (Counts{9'926, 28'361, 341, 7}));
  EXPECT_EQ(counts_of(three_facts({.duplicates_per_event_max = 1, .time_races = true})),
            (Counts{70'883, 288'687, 341, 7}));
}

TEST(Explorer, ExhaustsOneCrashAnywhereOnTopOfThat) {
  EXPECT_EQ(
      counts_of(three_facts({.duplicates_per_event_max = 1, .crashes_max = 1, .time_races = true})),
      (Counts{273'494, 1'256'757, 347, 8}));
}

TEST(Explorer, NeedsFewerWorldsWhereLessIsObserved) {
  EXPECT_EQ(counts_of(three_facts({.duplicates_per_event_max = 1}, {})),
            (Counts{5'950, 19'076, 191, 1}));
  EXPECT_EQ(counts_of(three_facts({.duplicates_per_event_max = 1, .time_races = true}, {})),
            (Counts{39'563, 157'107, 341, 7}));
  EXPECT_EQ(counts_of(three_facts(
                {.duplicates_per_event_max = 1, .crashes_max = 1, .time_races = true}, {})),
            (Counts{191'306, 780'354, 347, 8}));
}

// All touch one row: only the order of publications, timers and time is left to be reduced.
TEST(Explorer, NeedsSomewhatFewerWorldsByAmpleSetsWhereAllTouchOneRow) {
  const Reductions all;
  EXPECT_EQ(counts_of(three_facts({.duplicates_per_event_max = 1}), all),
            (Counts{8'462, 23'756, 191, 1}));
  EXPECT_EQ(counts_of(three_facts({.duplicates_per_event_max = 1, .time_races = true}), all),
            (Counts{60'257, 194'693, 341, 7}));
  EXPECT_EQ(
      counts_of(three_facts({.duplicates_per_event_max = 1, .crashes_max = 1, .time_races = true}),
                all),
      (Counts{262'086, 1'041'501, 347, 8}));
}

TEST(Explorer, CountsTheSchedulesThatItsWorldsStandFor) {
  EXPECT_NEAR(schedules_of(three_facts({.time_races = true})), 5.4e4, 0.05e4);
  EXPECT_NEAR(schedules_of(three_facts({.duplicates_per_event_max = 1, .time_races = true})),
              4.1e10, 0.05e10);
}

TEST(Explorer, FindsTheSameOutcomesWithoutItsSavings) {
  for (const Faults& faults :
       {Faults{.time_races = true}, Faults{.crashes_max = 1}, Faults{.stale_reads_max = 1},
        Faults{.throttles_max = 1, .unknowns_max = 1}, Faults{.duplicates_per_event_max = 1}}) {
    const Counts saved = counts_of(three_facts(faults));
    const Counts plain =
        counts_of(three_facts(faults), {.independent_first = false, .ample_sets = false});
    EXPECT_EQ(saved.outcomes, plain.outcomes);
    EXPECT_LT(saved.worlds, plain.worlds);
  }
}

TEST(Explorer, StopsAtItsLimitAndDoesNotCallThatExhausted) {
  Scenario scenario = three_facts({.time_races = true});
  scenario.worlds_max = 100;
  Explorer explorer{scenario, in_process(scenario)};
  while (explorer.next_end()) continue;
  EXPECT_FALSE(explorer.is_exhausted());
}
