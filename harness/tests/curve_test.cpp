#include <gmock/gmock.h>

#include "brute_force.hpp"
#include "sim/tell/turn.hpp"
#include "stories.hpp"

namespace {

using namespace stories;
using sim::FutureCounts, sim::Futures, sim::Turn;
using testing::Each, testing::HasSubstr;

/// Adds up the schedules from `world` one by one.
Futures counted_one_by_one(sim::TransitionSystem& system, const sim::World& world, sim::End end) {
  Futures sum;
  bool is_end = true;
  system.for_each_successor(world, [&](const sim::Step&, sim::World& next) {
    is_end = false;
    const Futures futures = counted_one_by_one(system, sim::World{next}, end);
    sum.alike += futures.alike;
    sum.otherwise += futures.otherwise;
  });
  if (is_end) (system.end_of(world) == end ? sum.alike : sum.otherwise) = 1;
  return sum;
}

/// A schedule with its end, and the worlds before its first step and after each, without faults to
/// come.
struct Told {
  World world;
  sim::Schedule schedule{};
  sim::End end{};
  std::vector<sim::World> unharmed{};

  Told(sim::Scenario scenario, std::vector<int> cents) : world{std::move(scenario)} {
    end = world.first_way_to(std::move(cents)).second;
    schedule = sim::shortest(world.system, end).value();
    auto player = sim::SchedulePlayer::from(world.system, schedule.initial_state);
    unharmed.push_back(player.world());
    for (const sim::Step& step : schedule.steps) {
      player.take(step);
      unharmed.push_back(player.world());
    }
    for (sim::World& each : unharmed) each.budget = sim::Budget{};
  }

  Turn turn(std::uint32_t worlds_max = FutureCounts::worlds_max_default) {
    FutureCounts counts{world.system, end, worlds_max};
    return sim::turn_of(world.system, schedule, counts);
  }
};

sim::Scenario three_tips(OnTip on_tip) {
  return scenario(on_tip, {tip("anna", 1), tip("boris", 2), tip("clara", 4)});
}

sim::Scenario with_faults() {
  sim::Scenario scenario = stories::scenario(loses_tips, two_tips);
  scenario.faults = {.duplicates_per_event_max = 1, .duplicates_max = 1, .crashes_max = 1};
  return scenario;
}

sim::Scenario with_time() {
  sim::Scenario scenario = stories::scenario(adds, {tip("anna", 200), {tip("boris", 150), 90s}});
  scenario.faults.time_races = true;
  return scenario;
}

TEST(Curve, CountsEverySchedule) {
  for (auto [scenario, cents] : {std::pair{lost_tip(), std::vector{150, 200}},
                                 {three_tips(loses_tips), {1, 2, 4}},
                                 {with_faults(), {150, 200}},
                                 {with_time(), {150, 350}}}) {
    Told told{scenario, cents};
    const Turn turn = told.turn();
    ASSERT_EQ(turn.otherwise.size(), told.unharmed.size());
    for (std::size_t i = 0; i < told.unharmed.size(); ++i) {
      const Futures naive = counted_one_by_one(told.world.system, told.unharmed[i], told.end);
      EXPECT_EQ(turn.otherwise[i], naive.share_otherwise()) << "after " << i << " steps";
    }
  }
}

/// The naive model checker has its own rules: it knows neither worlds nor what has been learnt.
TEST(Curve, CountsTheSchedulesThatTheNaiveModelCheckerPlays) {
  for (const auto on_tip : {loses_tips, adds}) {
    const sim::Scenario scenario = stories::scenario(on_tip, two_tips);
    const auto found =
        brute_force::play_every_schedule(scenario, brute_force::Deaths::after_a_change, 1'000'000);
    ASSERT_TRUE(found.is_exhausted);
    World world{scenario};
    std::multiset<std::uint64_t> counts, expected;
    while (world.explorer.next_end()) continue;
    for (const auto& [end, place] : world.explorer.ends()) {
      FutureCounts futures{world.system, end};
      const auto from_start = futures.from(world.system.initial_states()[0].world).value();
      counts.insert(std::uint64_t(from_start.alike));
      EXPECT_EQ(std::uint64_t(from_start.alike + from_start.otherwise), found.schedules);
    }
    for (const auto& [outcome, schedules] : found.schedules_to) expected.insert(schedules);
    EXPECT_EQ(counts, expected);
    EXPECT_GT(counts.size(), 1u);
  }
}

TEST(Curve, FallsToZeroAtTheTurn) {
  for (auto scenario : {lost_tip(), three_tips(loses_tips), three_tips(adds)}) {
    sim::OutcomeSearch search{scenario};
    (void)search.next();  // the calm schedule
    while (const auto found = search.next()) {
      const sim::Trace trace = found->trace();
      ASSERT_GE(trace.turn, 0);
      ASSERT_GT(trace.otherwise, 0);
      for (int i = 0; i < int(trace.steps.size()); ++i) {
        const std::optional<double> share = trace.steps[std::size_t(i)].otherwise;
        ASSERT_TRUE(share.has_value());
        EXPECT_EQ(*share == 0, i >= trace.turn) << "step " << i << " of " << to_text(trace);
      }
    }
  }
}

TEST(Curve, IsNeverGuessed) {
  Told told{three_tips(loses_tips), {1, 2, 4}};
  const Turn whole = told.turn();
  std::size_t unknown = 0, partly_known = 0;
  for (const std::uint32_t worlds_max : {0u, 5u, 20u, 60u, 200u}) {
    const Turn turn = told.turn(worlds_max);
    EXPECT_EQ(turn.step, whole.step) << "it is searched in another way then";
    bool is_known = false;  // not from some step on, backwards
    for (std::size_t i = 0; i < turn.otherwise.size(); ++i) {
      if (turn.otherwise[i]) EXPECT_EQ(turn.otherwise[i], whole.otherwise[i]);
      EXPECT_FALSE(is_known && !turn.otherwise[i]) << worlds_max;
      is_known = turn.otherwise[i].has_value();
      ++(is_known ? partly_known : unknown);
    }
  }
  EXPECT_GT(unknown, 0u);
  EXPECT_GT(partly_known, 0u);
}

TEST(Curve, IsZeroOrOneOnlyIfThatIsExact) {
  EXPECT_EQ((Futures{5, 0}.share_otherwise()), 0);
  EXPECT_EQ((Futures{0, 5}.share_otherwise()), 1);
  EXPECT_EQ((Futures{1, 1}.share_otherwise()), 0.5);
  EXPECT_GT((Futures{1e4000L, 1}.share_otherwise()), 0);
  EXPECT_LT((Futures{1, 1e4000L}.share_otherwise()), 1);
}

TEST(Curve, IsOneWhereOnlyAFaultLeadsToThisEnd) {
  sim::Scenario scenario = stories::scenario(
      +[](Event tip, Ports io) -> Task<> {
        const auto jar = co_await io.store.get<Jar>("jar");
        if (jar.exists()) co_return;
        (void)co_await io.store.put(jar);
        (void)co_await io.bus.publish(filled(tip.data.at("cents")));
      },
      {tip("anna", 7)});
  scenario.faults.crashes_max = 1;
  Told told{scenario, {}};
  const Turn turn = told.turn();
  ASSERT_EQ(turn.step, 1);
  EXPECT_EQ(turn.otherwise[1], 1) << "only the crash leads to this end";
  EXPECT_EQ(turn.otherwise[2], 0);
}

/// Text of a story whose first step has this share.
std::string text_with(double share) {
  sim::Trace trace = outcome_with({150, 200}, lost_tip()).trace();
  trace.steps[0].otherwise = share;
  return to_text(trace);
}

TEST(Curve, HasAColumnWithTheShares) {
  EXPECT_THAT(text_with(0.506), HasSubstr("\n   1  51%     0m  tip"));
  EXPECT_THAT(text_with(1e-9), HasSubstr("\n   1  <1%     0m  tip"));
  EXPECT_THAT(text_with(1 - 1e-9), HasSubstr("\n   1 >99%     0m  tip"));
  EXPECT_THAT(text_with(1), HasSubstr("\n   1 100%     0m  tip"));
  EXPECT_THAT(text_with(0), HasSubstr("\n   1   0%     0m  tip"));
}

TEST(Curve, HasNoColumnWhereNoShareIsKnown) {
  sim::Trace trace = outcome_with({150, 200}, lost_tip()).trace();
  trace.otherwise.reset();
  for (sim::TraceStep& step : trace.steps) step.otherwise.reset();
  EXPECT_THAT(to_text(trace), HasSubstr("\n   1     0m  tip"));
  EXPECT_THAT(to_text(trace), testing::Not(HasSubstr("%")));
}

TEST(Curve, LeavesRoomFor80Columns) {
  for (const auto& line :
       lines_of(to_text(outcome_with({1, 2, 4}, three_tips(loses_tips)).trace(), 80)))
    EXPECT_LE(columns(line), 80u) << line;
}

TEST(Curve, IsComparedWithThePassingSchedule) {
  sim::OutcomeSearch search{three_tips(loses_tips)};
  (void)search.next();
  const sim::Trace trace = search.next().value().trace();
  ASSERT_TRUE(trace.passing);
  EXPECT_EQ(trace.passing->steps.back().otherwise, 1);
  EXPECT_EQ(trace.passing->otherwise, trace.otherwise);
}

}  // namespace
