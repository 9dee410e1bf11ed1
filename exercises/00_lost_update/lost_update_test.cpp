#include "lost_update.hpp"

#include "check/check.hpp"
#include "fixtures/tips.hpp"

using namespace check;
using testing::ElementsAre;

namespace {

constexpr auto counted = "com.bistro.jar.counted";

/// Returns the tips, which reach the bus all at once, and the end of the shift an hour later.
Scenario evening_with(std::vector<Arrival> tips) {
  tips.emplace_back(bistro::shift_ended(), 1h);
  return {.services = {tip_jar::service}, .events = std::move(tips)};
}

const Event anna = bistro::given({.tip_id = "anna-1", .cents = 200});
const Event boris = bistro::given({.tip_id = "boris-1", .cents = 150});

}  // namespace

TEST(order, one_tip) {
  const Outcome evening = run(evening_with({anna}));
  ASSERT_THAT(evening.facts(counted), ElementsAre(has_data("cents", 200))) << evening.story();
}

TEST(order, two_tips_one_after_the_other) {
  const Outcome evening = run(evening_with({anna, boris}));
  ASSERT_THAT(evening.facts(counted), ElementsAre(has_data("cents", 350))) << evening.story();
}

// The tests above run your handlers once, in order. This one runs them with every overlap of two
// handlers, and shows the shortest schedule that goes wrong.
TEST(concurrency, two_waiters) {
  const Rule both_tips_count{
      .says = "what two waiters put into the jar at the same time is all in the jar",
      .hint =
          "Both waiters read the jar before either wrote. Ask the store to refuse an old sum, "
          "and when it has refused, read again."};
  for (const Outcome& evening : every_outcome_of(evening_with({anna, boris})))
    ASSERT_THAT(evening.facts(counted), ElementsAre(has_data("cents", 350)))
        << evening.story(both_tips_count);
}
