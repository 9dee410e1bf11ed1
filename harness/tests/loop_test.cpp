#include <gmock/gmock.h>

#include "check/check.hpp"
#include "stories.hpp"
#include "this_program.hpp"
#include "verdict_on.hpp"

// Loops over outcomes that end early: by a function with an ASSERT, an overload, faults that cannot
// happen.
namespace {

using namespace check;
using namespace tip_jar;
using stories::two_tips;
using testing::AllOf;
using testing::HasSubstr;

/// Fails for each outcome, as a function with an ASSERT does that a loop calls.
void asserts_too_much(const Outcome& outcome) {
  ASSERT_EQ(outcome.published().size(), 7u) << "one outcome is told";
}

class JudgedByAFunction : public testing::Test {
 public:
  void TestBody() override {
    for (const Outcome& outcome : every_outcome_of(scenario(loses_tips, two_tips)))
      asserts_too_much(outcome);
    ADD_FAILURE() << "the loop has gone on";
  }
};

// registered by hand, so that ctest does not find it: it is run by the next test only
[[maybe_unused]] const bool is_registered = [] {
  testing::RegisterTest("Red", "DISABLED_loop", nullptr, nullptr, __FILE__, __LINE__,
                        []() -> JudgedByAFunction* { return new JudgedByAFunction; });
  return true;
}();

TEST(Loop, EndsTheTestWhereAFunctionThatItCallsHasFailed) {
  const Ran ran =
      run_this_program("--gtest_also_run_disabled_tests --gtest_filter=Red.DISABLED_loop");
  EXPECT_EQ(ran.exit_code, 1);
  const std::size_t first = ran.text.find("one outcome is told");
  EXPECT_NE(first, std::string::npos) << ran.text;
  EXPECT_EQ(ran.text.find("one outcome is told", first + 1), std::string::npos) << ran.text;
  EXPECT_THAT(ran.text, testing::Not(HasSubstr("the loop has gone on")));
}

Task<> starts_itself_twice(Event tip, Ports io) {
  std::vector<Event> two{filled(tip.data.at("cents").get<int>() + 1), filled(0)};
  two[1].id = tip.id + "-again";
  (void)co_await io.bus.publish(two);
}

TEST(Loop, TellsAnOverloadAsAStory) {
  Scenario loop = scenario(starts_itself_twice, {tip("anna")});
  loop.services[0].subscriptions[0].types.push_back(jar_filled);
  const Verdict all = verdict_on_all_of(loop);
  const Verdict one = verdict_on([&] { (void)run(loop); });
  for (const Verdict& verdict : {all, one}) {
    EXPECT_TRUE(verdict.has_ended);
    EXPECT_THAT(verdict.failures,
                AllOf(HasSubstr("Broken rule: Too many deliveries: a schedule has at most 48 "),
                      HasSubstr("publish jar.filled"),
                      testing::ContainsRegex("fails.*: a schedule has at most")));
  }
}

Task<> starts_itself(Event tip, Ports io) {
  (void)co_await io.bus.publish(filled(tip.data.at("cents").get<int>() + 1));
}

TEST(Loop, TellsTheBeginningOfAScheduleWithoutAnEnd) {
  Scenario loop = scenario(starts_itself, {tip("anna")});
  loop.services[0].subscriptions[0].types.push_back(jar_filled);
  const Verdict all = verdict_on_all_of(loop);
  const Verdict one = verdict_on([&] { (void)run(loop); });
  for (const Verdict& verdict : {all, one}) {
    EXPECT_TRUE(verdict.has_ended);
    EXPECT_THAT(verdict.failures, AllOf(HasSubstr("Broken rule: Too many deliveries: after 1000 "),
                                        HasSubstr("schedule that does it (40 steps, 0 faults)")));
  }
}

TEST(Loop, EndsTheTestWhereItsFaultsCannotHappen) {
  Scenario without = scenario(adds, two_tips);
  without.faults.duplicates_max = 1;
  EXPECT_THAT(verdict_on_all_of(without).failures,
              HasSubstr("duplicates_max has no effect, because duplicates_per_event_max is 0"));
  without.faults.duplicates_per_event_max = 1;
  EXPECT_EQ(verdict_on_all_of(without).failures, "");
}

}  // namespace
