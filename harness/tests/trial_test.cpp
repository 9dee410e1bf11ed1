#include "check/trial.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

/// Verdict of a trial, given the results of its runs.
namespace {

using check::Candidate, check::SuiteRun, check::Trial;
using testing::AllOf, testing::ElementsAre, testing::HasSubstr, testing::IsEmpty, testing::Not;
using testing::SizeIs, testing::UnorderedElementsAre;

Candidate candidate(Candidate::Kind kind, int number, const std::string& name) {
  return {.kind = kind,
          .number = number,
          .name = name,
          .style = "is " + name,
          .service = {name, "com.test.", {}}};
}

const std::vector<Candidate> all{
    candidate(Candidate::Kind::right, 1, "plain"), candidate(Candidate::Kind::right, 2, "fancy"),
    candidate(Candidate::Kind::wrong, 1, "loses"), candidate(Candidate::Kind::wrong, 2, "doubles"),
    candidate(Candidate::Kind::caricature, 1, "silent")};

/// Tests that fail: "SERVICE TEST", in every run, or "SERVICE TEST SEED".
using Failing = std::set<std::string>;

Trial judged(const Failing& failing, const std::string& without_end = "") {
  const auto runner = [=](const eda::Service& service, int seed) -> SuiteRun {
    if (service.name == without_end) return {.trouble = "it slept"};
    SuiteRun run;
    for (const std::string test : {"Suite.a", "Suite.b"}) {
      const std::string always = service.name + " " + test;
      const bool failed =
          failing.contains(always) || failing.contains(always + " " + std::to_string(seed));
      run.tests[test] = {.failed = failed,
                         .message = failed ? "because of " + service.name : "",
                         .drives_calm_world = test == "Suite.b"};
    }
    return run;
  };
  Trial trial{all, runner};
  trial.judge_all();
  return trial;
}

TEST(Trial, RunsEachCandidateWithEachSeedOnce) {
  std::multiset<std::string> runs;
  Trial trial{all, [&](const eda::Service& service, int seed) {
                runs.insert(service.name + std::to_string(seed));
                return SuiteRun{};
              }};
  trial.judge({"loses"});
  EXPECT_THAT(runs, UnorderedElementsAre("plain1", "plain2", "plain3", "fancy1", "fancy2", "fancy3",
                                         "loses1", "loses2", "loses3"));
  trial.judge({"loses"});
  EXPECT_THAT(runs, SizeIs(9));
  trial.judge_all();
  EXPECT_THAT(runs, SizeIs(15));
}

TEST(Trial, ConvictsByATestThatFailsInAllRuns) {
  const Trial trial = judged({"loses Suite.a", "doubles Suite.a 1", "doubles Suite.a 2"});
  EXPECT_THAT(trial.convicting("loses"), ElementsAre("Suite.a"));
  EXPECT_TRUE(trial.is_accepted("doubles"));
  EXPECT_THAT(trial.struck_out(), IsEmpty());
}

TEST(Trial, DoesNotConvictByDifferentTestsInTurn) {
  const Trial trial = judged({"loses Suite.a 1", "loses Suite.a 2", "loses Suite.b 3"});
  EXPECT_TRUE(trial.is_accepted("loses"));
}

TEST(Trial, StrikesOutATestThatFailsOnceWithARightOne) {
  const Trial trial = judged({"loses Suite.a", "fancy Suite.a 2"});
  EXPECT_TRUE(trial.is_accepted("loses"));
  ASSERT_THAT(trial.struck_out(), SizeIs(1));
  const Trial::StruckOut one = trial.struck_out().front();
  EXPECT_EQ(one.test, "Suite.a");
  EXPECT_EQ(one.failed_on.front()->name, "fancy");
  EXPECT_EQ(one.message, "because of fancy");
  EXPECT_TRUE(one.is_unsteady);
  EXPECT_FALSE(one.fails_on_all);
  EXPECT_THAT(trial.table(false), HasSubstr("struck out by the right one that is fancy"));
}

TEST(Trial, KnowsATestThatEveryRightOneFails) {
  const Trial trial = judged({"plain Suite.a", "fancy Suite.a"});
  EXPECT_TRUE(trial.struck_out().at(0).fails_on_all);
  EXPECT_FALSE(trial.struck_out().at(0).is_unsteady);
}

TEST(Trial, StopsAtARunWithARightOneThatDoesNotEnd) {
  const Trial trial = judged({"loses Suite.a"}, "plain");
  EXPECT_EQ(trial.trouble(), "A run with the right one that is plain did not end: it slept.");
  EXPECT_TRUE(trial.is_accepted("loses"));
}

TEST(Trial, ConvictsNobodyByARunThatDoesNotEnd) {
  const Trial trial = judged({"doubles Suite.a"}, "loses");
  EXPECT_EQ(trial.trouble(), "");
  EXPECT_TRUE(trial.is_accepted("loses"));
  EXPECT_FALSE(trial.is_accepted("doubles"));
  EXPECT_THAT(trial.table(false), AllOf(HasSubstr("wrong 1 did not end: it slept"),
                                        HasSubstr("Suite.a: convicts wrong 2\n")));
}

TEST(Trial, CallsATestDeadThatNothingWrongFails) {
  EXPECT_THAT(judged({"loses Suite.a"}).dead(), ElementsAre("Suite.b"));
  EXPECT_THAT(judged({"loses Suite.a", "silent Suite.b 3"}).dead(), IsEmpty());
  // a right one is no reason to live
  EXPECT_THAT(judged({"loses Suite.a", "plain Suite.b"}).dead(), ElementsAre("Suite.b"));
}

TEST(Trial, KnowsTheTestsThatDriveACalmWorld) {
  const Trial trial = judged({});
  EXPECT_TRUE(trial.drives_calm_world({"Suite.a", "Suite.b"}));
  EXPECT_FALSE(trial.drives_calm_world({"Suite.a"}));
}

TEST(Trial, NamesWrongOnesOnRequestOnly) {
  const Trial trial = judged({"loses Suite.a"});
  EXPECT_THAT(trial.table(false), AllOf(HasSubstr("Suite.a: convicts wrong 1\n"),
                                        HasSubstr("wrong 2 is accepted"), Not(HasSubstr("loses"))));
  EXPECT_THAT(trial.table(true), HasSubstr("wrong 1 (loses)"));
  EXPECT_THROW((void)trial.candidate("unknown"), std::invalid_argument);
}

TEST(Trial, RefusesTooManyTests) {
  Trial trial{all, [](const eda::Service&, int) {
                SuiteRun run;
                for (int i = 0; i <= Trial::tests_max; ++i)
                  run.tests["Suite." + std::to_string(i)] = {};
                return run;
              }};
  trial.judge_all();
  EXPECT_EQ(trial.trouble(), "The suite has 41 tests; a suite has at most 40.");
}

}  // namespace
