#include "check/guard.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <future>
#include <memory>

#include "check/check.hpp"
#include "check/session.hpp"
#include "stories.hpp"
#include "this_program.hpp"

namespace {

using namespace check;
using namespace tip_jar;
using testing::ExitedWithCode;
using testing::HasSubstr;

/// Each ends the process in its own way, after one reply from its port.
Task<> crashes(Event, Ports io) {
  (void)co_await io.store.get<Jar>("jar");
  std::raise(SIGSEGV);
}
Task<> aborts(Event, Ports io) {
  (void)co_await io.store.get<Jar>("jar");
  std::abort();
}
Task<> exits(Event, Ports io) {
  (void)co_await io.store.get<Jar>("jar");
  std::exit(0);
}
Task<> exits_at_once(Event, Ports io) {
  (void)co_await io.store.get<Jar>("jar");
  std::_Exit(0);
}
Task<> waits(Event, Ports io) {
  (void)co_await io.store.get<Jar>("jar");
  std::promise<void>{}.get_future().wait();
}
Task<> loops(Event, Ports io) {
  (void)co_await io.store.get<Jar>("jar");
  for (volatile bool forever = true; forever;) continue;
}

/// Runs in another process, which runs this same test up to here.
void run_guarded(stories::OnTip on_tip) {
  guard_against_answers();
  (void)run(scenario(on_tip, {tip("anna")}));
}
void run_impatiently(stories::OnTip on_tip) {
  guard_against_answers({.step_s = 0.2, .idle_ticks = 3});
  (void)run(scenario(on_tip, {tip("anna")}));
}

const std::string while_it_handled =
    ".* while it handled com.bistro.tip.given .id anna., after 1 answer from its ports";

class Answer : public testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(Answer, IsNamedWhenItCrashes) {
  EXPECT_DEATH(run_guarded(crashes), "The answer crashed: " + while_it_handled);
}

TEST_F(Answer, IsNamedWhenItAborts) {
  EXPECT_DEATH(run_guarded(aborts), "The answer aborted: " + while_it_handled);
}

TEST_F(Answer, IsNamedAndFailsWhenItEndsTheProcess) {
  EXPECT_EXIT(run_guarded(exits), ExitedWithCode(1),
              "The answer ended the process" + while_it_handled);
}

#ifdef __linux__
TEST_F(Answer, IsNamedAndFailsWhenItEndsTheProcessWithoutItsHandlers) {
  EXPECT_EXIT(run_guarded(exits_at_once), ExitedWithCode(1),
              "The answer ended the process" + while_it_handled);
}
#endif

TEST_F(Answer, IsNamedAndFailsWhenItWaitsForSomethingElse) {
  EXPECT_EXIT(run_impatiently(waits), ExitedWithCode(1),
              "The answer did not come back: it waited for [0-9.]+ seconds" + while_it_handled);
}

/// Returns each time, but computes for a while first.
Task<> computes(Event, Ports io) {
  (void)co_await io.store.get<Jar>("jar");
  for (const std::clock_t begin = std::clock(); std::clock() - begin < CLOCKS_PER_SEC / 5;)
    continue;
}

TEST_F(Answer, IsNamedAndFailsWhenATestTakesTooMuchProcessorTime) {
  const auto run_for_long = [] {
    guard_against_answers({.test_s = 0.3});
    while (true) (void)run(scenario(computes, {tip("anna")}));
  };
  EXPECT_EXIT(run_for_long(), ExitedWithCode(1),
              "The answer did not come back in time: this test took 0.3 seconds");
}

TEST_F(Answer, IsNamedAndFailsWhenItDoesNotComeBack) {
  EXPECT_EXIT(run_impatiently(loops), ExitedWithCode(1),
              "The answer did not come back for 0.2 seconds" + while_it_handled);
}

TEST_F(Answer, IsNotBlamedForACrashOfTheTest) {
  EXPECT_DEATH(std::abort(), "The test program aborted");
}

TEST(Program, RunsAScheduleAgain) {
  std::string token;
  for (const Outcome& outcome : every_outcome_of(scenario(loses_tips, stories::two_tips)))
    token = outcome.trace().at("replay");
  // what runs again ends before this line
  const auto [exit_code, text] = run_this_program("--replay=" + token);
  EXPECT_EQ(exit_code, 0);
  EXPECT_THAT(text, HasSubstr("\n   6     0m  tip.given"));
  EXPECT_THAT(text, HasSubstr("This schedule does not break the test."));
}

/// Prints each reply on standard output, as a view of the running code.
Task<> talks(Event tip, Ports io) {
  auto jar = co_await io.store.get<Jar>("jar");
  std::printf("%s has read\n", tip.id.c_str());
  jar->cents += tip.data.at("cents").get<int>();
  (void)co_await io.store.put(jar);
  std::printf("%s has written\n", tip.id.c_str());
}

TEST(Program, StopsBeforeEachStepAndRunsTheCodeOnceInThatOrder) {
  std::string token;
  for (const Outcome& outcome : every_outcome_of(scenario(talks, stories::two_tips)))
    token = outcome.trace().at("replay");
  const auto [exit_code, text] = run_this_program(
      "--step --replay=" + token + " </dev/null");  // no Enter is needed: input has ended
  EXPECT_EQ(exit_code, 0);
  const std::string steps = text.substr(text.find("step by step"));
  EXPECT_THAT(
      steps,
      testing::ContainsRegex(
          "1     0m  tip.given ([a-z]+) .* get jar[^\n]*\n[a-z]+ has read\n"
          ".*2     0m .*\n.*has written\n.*3     0m .*has read\n.*4     0m .*has written\n"));
}

/// The same, and prints that it begins.
Task<> talks_from_the_start(Event tip, Ports io) {
  std::printf("%s has begun\n", tip.id.c_str());
  co_await talks(tip, io);
}

int times(const std::string& text, const std::string& words) {
  int count = 0;
  for (std::size_t at = 0; (at = text.find(words, at)) != text.npos; ++at) ++count;
  return count;
}

TEST(Program, RunsNothingButTheScheduleThatItReplays) {
  std::string token;
  for (const Outcome& outcome : every_outcome_of(scenario(talks_from_the_start, stories::two_tips)))
    token = outcome.trace().at("replay");
  const std::string text = run_this_program("--replay=" + token).text;
  const std::size_t first_step = text.find("\n   1     0m");
  ASSERT_NE(first_step, text.npos) << text;
  EXPECT_GT(text.find("has begun"), first_step) << "no code runs before its step is announced";
  for (const char* who : {"anna", "boris"})
    for (const char* what : {" has begun\n", " has read\n", " has written\n"})
      EXPECT_EQ(times(text, std::string{who} + what), 1) << text;
}

/// Counts a tip twice if its handler has crashed.
Task<> talks_and_publishes(Event tip, Ports io) {
  co_await talks_from_the_start(tip, io);
  const auto jar = co_await io.store.get<Jar>("jar", eda::Read::strong);
  (void)co_await io.bus.publish(filled(jar->cents));
}

TEST(Program, RunsACrashedHandlerAgainWhenItReplaysOne) {
  Scenario crashing = scenario(talks_and_publishes, {tip("anna")});
  crashing.faults.crashes_max = 1;
  std::string token;
  for (const Outcome& outcome : every_outcome_of(crashing)) {
    const Json trace = outcome.trace();
    if (trace.at("faults") == 1) token = trace.at("replay");
  }
  const std::string text = run_this_program("--replay=" + token).text;
  EXPECT_EQ(times(text, "anna has begun\n"), 2) << text;
  EXPECT_THAT(text, HasSubstr("This schedule does not break the test."));
}

const std::string step_by_step =
    "1     0m  tip.given anna .*begins\nanna has begun\n.*1     0m .* get jar.*anna has read\n"
    ".*2     0m .*put jar.*anna has written\n.*3     0m  tip.given boris .*begins\n";

TEST(Program, StepsThroughATestThatUsesRun) {
  const std::string filter = "--gtest_filter=Program.StepsThroughATestThatUsesRun";
  const Outcome calm = run(scenario(talks_from_the_start, stories::two_tips));
  ASSERT_EQ(calm.failures().size(), 0u);
  if (session().steps() || session().replay_token()) return;  // this is the program that runs below
  const std::string stepped = run_this_program("--step " + filter + " </dev/null").text;
  EXPECT_THAT(stepped, testing::ContainsRegex(step_by_step));
  const std::string token = calm.trace().at("replay");
  EXPECT_THAT(run_this_program("--replay=" + token).text, testing::ContainsRegex(step_by_step));
}

TEST(Program, FailsWhereAScheduleNoLongerFits) {
  const auto [exit_code, text] = run_this_program("--replay=Program.RunsAScheduleAgain/0-0-a9-");
  EXPECT_EQ(exit_code, 1);
  EXPECT_THAT(text, HasSubstr("Cannot replay: at step 4 the code no longer does what it did"));
}

#ifndef _WIN32
TEST(Program, HasAReplayCommandThatCanBePasted) {
  const auto command_of = [](std::string program) {
    Session session;
    int count = 1;
    char* arguments[]{program.data(), nullptr};
    session.read_arguments(count, arguments);
    return session.replay_command();
  };
  EXPECT_EQ(command_of("/kit/bin/03_correlator"), "/kit/bin/03_correlator --replay=");
  EXPECT_EQ(command_of("/it's my (kit)/03"), "'/it'\\''s my (kit)/03' --replay=");
}
#endif

TEST(Program, RefusesATokenThatMakesNoSense) {
  const auto [exit_code, text] = run_this_program("--replay=nonsense");
  EXPECT_EQ(exit_code, 2);
  EXPECT_THAT(text, HasSubstr("replay token \"nonsense\": it must begin with the name of a test"));
}

TEST(Program, RefusesAnArgumentThatItDoesNotKnow) {
  const auto [exit_code, text] = run_this_program("--fast");
  EXPECT_EQ(exit_code, 2);
  EXPECT_THAT(text, HasSubstr("unknown argument \"--fast\"; there are --replay=TOKEN"));
}

TEST(Program, SaysHowMuchWasCovered) {
  const auto [exit_code, text] =
      run_this_program("--coverage --gtest_filter=Program.RunsAScheduleAgain");
  EXPECT_EQ(exit_code, 0);
  EXPECT_THAT(text, testing::ContainsRegex("covered: [0-9]+ worlds, .* 3 outcomes, exhausted"));
}

}  // namespace
