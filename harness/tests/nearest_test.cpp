#include <gmock/gmock.h>

#include "sim/tell/outcome_search.hpp"
#include "stories.hpp"

// The passing schedule with which a failing one is compared: it has the longest common beginning.
namespace {

using namespace stories;

/// Number of steps at the beginning that two schedules have in common.
std::size_t shared(const sim::Schedule& a, const sim::Schedule& b) {
  std::size_t count = 0;
  while (count < a.steps.size() && count < b.steps.size() && a.steps[count] == b.steps[count])
    ++count;
  return count;
}

TEST(Nearest, GoesAlongAsFarAsAnyThatPasses) {
  World world{scenario(loses_tips, two_tips)};
  const auto [failing, lost] = world.first_way_to({150, 200});
  const auto passes = [lost = lost](sim::End end) { return end != lost; };
  const auto passing = sim::nearest(world.system, failing, passes);
  ASSERT_TRUE(passing);
  sim::SchedulePlayer player = sim::SchedulePlayer::from(world.system, passing->initial_state);
  for (const sim::Step& step : passing->steps) ASSERT_TRUE(player.take(step));
  EXPECT_TRUE(player.world().is_idle());
  EXPECT_TRUE(passes(world.system.end_of(player.world())));

  player = sim::SchedulePlayer::from(world.system, failing.initial_state);
  for (std::size_t i = 0; i <= shared(failing, *passing); ++i) player.take(failing.steps[i]);
  EXPECT_EQ(sim::can_reach(world.system, player.world(), passes), false)
      << "one more step would do";
}

TEST(Nearest, TakesTheFewestStepsFromThere) {
  World world{scenario(loses_tips, two_tips)};
  const auto [failing, lost] = world.first_way_to({150, 200});
  const auto passing =
      sim::nearest(world.system, failing, [lost = lost](sim::End end) { return end != lost; });
  ASSERT_TRUE(passing);
  EXPECT_EQ(passing->steps.size(), 6u) << "each of the two reads, writes and publishes once";
}

TEST(Nearest, IsNothingWhereNoScheduleIsGoodOrTheSearchIsTooLarge) {
  World world{scenario(loses_tips, two_tips)};
  const sim::Schedule failing = world.first_way_to({150, 200}).first;
  EXPECT_EQ(sim::nearest(world.system, failing, [](sim::End) { return false; }), std::nullopt);
  const auto any = [](sim::End) { return true; };
  EXPECT_EQ(sim::nearest(world.system, failing, any, 0), std::nullopt);
}

TEST(Nearest, IsOneThatTheTestHasLetPass) {
  sim::OutcomeSearch exploration{stories::scenario(loses_tips, two_tips)};
  std::vector<Json> ends;  // what the bus holds when each of the outcomes is over
  while (const auto found = exploration.next()) {
    const sim::Trace trace = found->trace();
    if (trace.passing == nullptr)
      EXPECT_TRUE(ends.empty()) << "only the first has none before it";
    else
      EXPECT_THAT(ends, testing::Contains(trace.passing->steps.back().ports.at("bus")));
    ends.push_back(trace.steps.back().ports.at("bus"));
  }
  EXPECT_EQ(ends.size(), 3u);
}

}  // namespace
