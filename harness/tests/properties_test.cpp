#include <gtest/gtest-spi.h>

#include "check/check.hpp"
#include "stories.hpp"

namespace {

using namespace check;
using namespace tip_jar;
using stories::two_tips;
using testing::HasSubstr;

/// Matches an outcome with that number of published facts.
MATCHER_P(publishes, facts, "publishes " + std::to_string(facts)) {
  *result_listener << "publishes " << arg.count(jar_filled);
  return arg.count(jar_filled) == facts;
}

const Rule both_count{.says = "both tips count", .hint = "Where is the other tip?"};

/// Message of the failure that `body` reports; "" if it reports none. Fails if the test would go on
/// after a failure, or end without one.
template <typename Body>
std::string failure_of(const Body& body) {
  testing::TestPartResultArray results;
  bool has_ended = false;
  {
    using Reporter = testing::ScopedFakeTestPartResultReporter;
    const Reporter reporter{Reporter::INTERCEPT_ONLY_CURRENT_THREAD, &results};
    try {
      body();
    } catch (const testing::AssertionException&) {
      has_ended = true;
    }
  }
  EXPECT_EQ(has_ended, results.size() > 0);
  EXPECT_LE(results.size(), 1);
  if (results.size() == 0) return "";
  EXPECT_STREQ(results.GetTestPartResult(0).file_name(), __FILE__);
  return results.GetTestPartResult(0).message();
}

TEST(Always, PassesWhereTheMatcherMatchesEachOutcome) {
  EXPECT_EQ(failure_of([] { always(scenario(adds, two_tips), publishes(2), both_count); }), "");
}

TEST(Always, EndsTheTestAtTheFirstOutcomeThatDoesNotMatch) {
  const std::string failure =
      failure_of([] { always(scenario(adds, two_tips), publishes(1), both_count); });
  EXPECT_THAT(failure, HasSubstr("Expected: an outcome that publishes 1\n"));
  EXPECT_THAT(failure, HasSubstr("Actual: one publishes 2\n"));
  EXPECT_THAT(failure, HasSubstr("Broken rule: both tips count"));
  EXPECT_THAT(failure, HasSubstr("Hint: Where is the other tip?"));
}

TEST(Sometimes, PassesWhereOneOutcomeMatches) {
  EXPECT_EQ(failure_of([] {
              sometimes(scenario(loses_tips, two_tips),
                        testing::ResultOf(
                            [](const Outcome& outcome) {
                              return outcome.facts(jar_filled).back().data.at("cents");
                            },
                            350),
                        "no jar is ever full");
            }),
            "");
}

TEST(Sometimes, EndsTheTestWhereNoOutcomeMatches) {
  EXPECT_THAT(failure_of([] {
                sometimes(scenario(adds, two_tips), publishes(3), "no third sum is ever said");
              }),
              HasSubstr("No outcome of this scenario publishes 3: no third sum is ever said"));
}

TEST(OneByOne, IsOneAMinute) {
  const std::vector<Arrival> arrivals = one_by_one({tip("anna"), tip("boris"), tip("clara")});
  ASSERT_EQ(arrivals.size(), 3u);
  EXPECT_EQ(arrivals[2].event.id, "clara");
  EXPECT_EQ(arrivals[2].at, eda::Duration{2min});
}

TEST(FirstAt, IsTheTimeOfTheFirstMatch) {
  for (const Outcome& outcome :
       every_outcome_of(timed(scenario(adds, one_by_one({tip("anna"), tip("boris")}))))) {
    EXPECT_EQ(first_at(outcome, has_type(jar_filled)), eda::Duration{0min});
    EXPECT_EQ(first_at(outcome, has_data("cents", 200)), eda::Duration{1min});
    EXPECT_EQ(first_at(outcome, has_type("com.bistro.jar.broken")), eda::Duration::max());
  }
}

TEST(Swept, HasTheSweepsGiven) {
  EXPECT_THAT(swept({1min, 3min}, scenario(adds, two_tips)).sweeps,
              testing::ElementsAre(1min, 3min));
}

}  // namespace
