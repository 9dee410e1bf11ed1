#include "tests/judge.hpp"

#include <gmock/gmock.h>

namespace {

using answers::WrongAnswer;
using judging::Verdict, judging::TestRun;
using results::Json;
using testing::Contains, testing::ElementsAre, testing::HasSubstr;

const results::ManifestActivity correlator{"03_correlator",
                                           {{"order", "in_sequence", true},
                                            {"timeout", "two_of_three", true},
                                            {"duplicate", "overlapping_redelivery"},
                                            {"crash", "anywhere_once"}}};
const results::Points points{.visible = 20, .hidden = 80, .stretch = {{"crash", 10}}};

const WrongAnswer looks_then_writes{
    .name = "looks_then_writes",
    .mistake = "looks first and writes later",
    .finding = "S03",
    .rejected_by = "duplicate.overlapping_redelivery",
    .hint = "Two copies both asked \"seen it?\" before either said \"yes\"."};

/// TestRun in which every test passed except those that failed with the given messages.
TestRun run(std::map<std::string, std::string> failures, int status) {
  Json suites = Json::array();
  for (const results::Test& test : correlator.tests) {
    Json result{{"name", test.name}, {"status", "RUN"}, {"result", "COMPLETED"}};
    const auto failure = failures.find(test.family + "." + test.name);
    if (failure != failures.end())
      result["failures"] = {{{"failure", failure->second}, {"type", ""}}};
    suites.push_back({{"name", test.family}, {"testsuite", {result}}});
  }
  return judging::read_test_run({{"testsuites", suites}}, status);
}

TestRun rejected_with(const std::string& words) {
  return run({{"duplicate.overlapping_redelivery", words}}, 1);
}

const TestRun all_failed = run({{"order.in_sequence", "is 0"},
                                {"timeout.two_of_three", "is 0"},
                                {"duplicate.overlapping_redelivery", "is 0"},
                                {"crash.anywhere_once", "is 0"}},
                               1);

TEST(Judge, TakesARightAnswerThatPassesEverything) {
  EXPECT_TRUE(judge_right(correlator, run({}, 0)).as_meant);
}

TEST(Judge, TurnsDownARightAnswerThatATestRejects) {
  const Verdict verdict = judge_right(correlator, run({{"crash.anywhere_once", "torn apart"}}, 1));
  EXPECT_FALSE(verdict.as_meant);
  EXPECT_THAT(verdict.reasons, ElementsAre("crash.anywhere_once rejects it"));
}

TEST(Judge, TurnsDownARightAnswerThatLeaks) {
  EXPECT_THAT(judge_right(correlator, run({}, 99)).reasons,
              ElementsAre(HasSubstr("status 99 instead of 0")));
}

TEST(Judge, TurnsDownARightAnswerThatLeavesATestOut) {
  TestRun without = run({}, 0);
  without.tests.erase("crash.anywhere_once");
  EXPECT_THAT(judge_right(correlator, without).reasons,
              ElementsAre("crash.anywhere_once did not run to its end"));
  without.skipped = {"crash.anywhere_once"};
  EXPECT_THAT(judge_right(correlator, without).reasons,
              ElementsAre("crash.anywhere_once was skipped"));
}

TEST(Judge, TakesASkeletonThatFailsAll) {
  EXPECT_TRUE(judge_skeleton(correlator, points, all_failed).as_meant);
}

TEST(Judge, TakesASkeletonThatPassesPartOfAFamily) {
  TestRun most_failed = all_failed;
  most_failed.tests["order.in_sequence"].clear();
  EXPECT_TRUE(judge_skeleton(correlator, points, most_failed).as_meant);
}

TEST(Judge, TurnsDownASkeletonThatPassesAFamily) {
  TestRun most_failed = all_failed;
  most_failed.tests["crash.anywhere_once"].clear();
  EXPECT_THAT(judge_skeleton(correlator, points, most_failed).reasons,
              ElementsAre("passes the whole family crash", "is worth 10 points"));
}

TEST(Judge, TurnsDownASkeletonThatCrashes) {
  const Verdict verdict = judge_skeleton(correlator, points, judging::read_test_run(nullptr, 139));
  EXPECT_FALSE(verdict.as_meant);
  EXPECT_THAT(verdict.reasons, Contains(HasSubstr("did not run to its end")));
}

TEST(Judge, TurnsDownASkeletonThatThrows) {
  TestRun throws = all_failed;
  throws.tests["order.in_sequence"] = {
      "C++ exception with description \"at\" thrown in the test body."};
  EXPECT_THAT(judge_skeleton(correlator, points, throws).reasons,
              ElementsAre(HasSubstr("order.in_sequence ends with an exception")));
}

TEST(Judge, TakesAWrongAnswerThatItsTestRejectsWithItsHint) {
  const Verdict verdict = judge_wrong(correlator, looks_then_writes,
                                      rejected_with("1 deliver\nHint: Two copies both asked \"seen "
                                                    "it?\"\n      before either said \"yes\"."));
  EXPECT_TRUE(verdict.as_meant);
  EXPECT_THAT(verdict.reasons,
              ElementsAre(HasSubstr("rejected by duplicate.overlapping_redelivery")));
}

TEST(Judge, TurnsDownAnotherHint) {
  EXPECT_THAT(judge_wrong(correlator, looks_then_writes, rejected_with("Hint: no.")).reasons,
              ElementsAre(HasSubstr("does not give the hint")));
}

TEST(Judge, TurnsDownAWrongAnswerThatItsTestLetsPass) {
  EXPECT_THAT(judge_wrong(correlator, looks_then_writes, run({}, 0)).reasons,
              ElementsAre("duplicate.overlapping_redelivery does not reject it"));
}

TEST(Judge, TurnsDownAWrongAnswerThatCrashes) {
  EXPECT_FALSE(
      judge_wrong(correlator, looks_then_writes, judging::read_test_run(nullptr, 134)).as_meant);
}

TEST(Judge, TurnsDownAWrongAnswerThatNamesNoTest) {
  WrongAnswer wrong = looks_then_writes;
  wrong.rejected_by = "duplicate.no_such_test";
  EXPECT_THAT(judge_wrong(correlator, wrong, run({}, 0)).reasons,
              ElementsAre("names duplicate.no_such_test, which is no test of 03_correlator"));
}

TEST(Judge, WantsTheVisibleOrderTestsToPassUnlessTheHeaderSaysOtherwise) {
  const TestRun both = run(
      {{"order.in_sequence", "is 0"}, {"duplicate.overlapping_redelivery", looks_then_writes.hint}},
      1);
  EXPECT_THAT(judge_wrong(correlator, looks_then_writes, both).reasons,
              Contains(HasSubstr("without saying \"Visible: fails\"")));
  const WrongAnswer wrong{.mistake = "counts nothing",
                          .passes_visible_order_tests = false,
                          .rejected_by = "order.in_sequence",
                          .hint = "is 0"};
  EXPECT_TRUE(judge_wrong(correlator, wrong, both).as_meant);
}

TEST(Judge, TurnsDownAWrongAnswerThatAnotherTestRejectsFirst) {
  const TestRun both = run({{"timeout.two_of_three", "is 0"},
                            {"duplicate.overlapping_redelivery", looks_then_writes.hint}},
                           1);
  EXPECT_THAT(judge_wrong(correlator, looks_then_writes, both).reasons,
              ElementsAre(HasSubstr("is rejected by timeout.two_of_three before duplicate.")));
}

TEST(Judge, RunsTheTestsUpToTheOneThatRejectsAndTheVisibleOnes) {
  EXPECT_EQ(judging::filter_for(correlator, looks_then_writes),
            "order.in_sequence:timeout.two_of_three:duplicate.overlapping_redelivery");
  EXPECT_EQ(judging::filter_for(correlator, WrongAnswer{.rejected_by = "timeout.two_of_three"}),
            "order.in_sequence:timeout.two_of_three");
}

}  // namespace
