#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <sstream>

#include "checkout.hpp"
#include "results/progress.hpp"
#include "workshop/where.hpp"

namespace {

using results::Ending;
using testing::AllOf, testing::HasSubstr, testing::IsEmpty, testing::Not,
    testing::UnorderedElementsAre;

const std::string answer = "exercises/03_correlator/correlator.cpp";
const std::string order = "03.order.in_sequence", late = "03.order.late", crash = "03.crash.once";

std::string record(const std::string& test, bool passed) {
  return "1/1 Test: " + test + "\nCommand: \"x\"\nOutput:\n----\n" +
         (passed ? "" : "[  FAILED  ] it\n") + "<end of output>\nTest time =   0.01 sec\n----\n" +
         (passed ? "Test Passed.\n" : "Test Failed.\n");
}

class Progress : public testing::Test {
 protected:
  /// Saves, builds and runs the answer, with minutes in between.
  void run(const std::string& log) {
    at(answer, 1);
    kit.write("build/participant/bin/03_correlator", "");
    at("build/participant/bin/03_correlator", 2);
    kit.write("build/participant/Testing/Temporary/LastTest.log", log);
    at("build/participant/Testing/Temporary/LastTest.log", 3);
    results::note_build(kit.manifest, kit.manifest.activities[0]);
  }
  void at(const std::string& file, int minute) {
    last_write_time(kit / file, std::filesystem::file_time_type{} + std::chrono::minutes{minute});
  }
  void run_and_keep(const std::string& log) {
    run(log);
    results::keep_results(kit.manifest);
  }
  Ending ending_of(const std::string& test) {
    const results::Progress progress = results::read_progress(kit.manifest);
    const auto result = progress.results.find(test);
    return result == progress.results.end() ? Ending::not_run : result->second.ending;
  }
  results::Results results() { return results::read_progress(kit.manifest).results; }
  std::set<std::string> changed() { return results::read_progress(kit.manifest).changed; }

  Checkout kit;
};

TEST_F(Progress, IsNothingBeforeTheFirstRun) {
  results::keep_results(kit.manifest);
  EXPECT_THAT(results(), IsEmpty());
  EXPECT_THAT(changed(), IsEmpty());
}

TEST_F(Progress, AddsEachRunToThoseBefore) {
  run_and_keep(record(order, true) + record(late, false));
  run_and_keep(record(crash, true));
  EXPECT_EQ(ending_of(order), Ending::passed);
  EXPECT_EQ(ending_of(late), Ending::failed);
  EXPECT_EQ(ending_of(crash), Ending::passed);
}

TEST_F(Progress, IsTheLatestEndingOfATest) {
  run_and_keep(record(order, true));
  run_and_keep(record(order, false));
  EXPECT_EQ(ending_of(order), Ending::failed);
  run_and_keep(record(order, true));
  EXPECT_EQ(ending_of(order), Ending::passed);
}

TEST_F(Progress, CountsForNothingOnceTheAnswerHasChanged) {
  run_and_keep(record(order, true) + record(late, false));
  kit.write(answer, "skeletoN\n");
  EXPECT_THAT(results(), IsEmpty());
  EXPECT_THAT(changed(), UnorderedElementsAre(order, late));
  kit.write(answer, "skeleton\n");
  EXPECT_EQ(ending_of(order), Ending::passed) << "the edit has been undone";
  EXPECT_THAT(changed(), IsEmpty());
}

TEST_F(Progress, CountsForNothingWithoutTheAnswer) {
  run_and_keep(record(order, true));
  remove(kit / answer);
  EXPECT_THAT(changed(), UnorderedElementsAre(order));
}

TEST_F(Progress, DoesNotBelieveARunOfAnAnswerThatWasSavedAfterItWasBuilt) {
  run(record(order, true) + record(late, false));
  kit.write(answer, "saved while the tests ran\n");
  results::keep_results(kit.manifest);
  EXPECT_THAT(changed(), UnorderedElementsAre(order));
  EXPECT_EQ(ending_of(late), Ending::failed) << "that it failed is no reason to celebrate";
}

TEST_F(Progress, DoesNotGoByTheTimeAtWhichTheAnswerWasSaved) {
  for (const int minute : {-1'000'000, 4, 1'000'000'000}) {
    run(record(order, true));
    at(answer, minute);
    results::keep_results(kit.manifest);
    EXPECT_EQ(ending_of(order), Ending::passed) << minute;
    std::filesystem::remove(kit.manifest.build / "results.json");
  }
}

TEST_F(Progress, BuildsAnswerAgainWhereAnOlderTextIsPutBack) {
  run(record(order, true));
  const auto program = last_write_time(kit / "build/participant/bin/03_correlator");
  at(answer, 1);
  results::note_build(kit.manifest, kit.manifest.activities[0]);
  EXPECT_LT(last_write_time(kit / answer), program) << "nothing has changed";
  kit.write(answer, "of yesterday\n");
  at(answer, 1);
  EXPECT_FALSE(results::is_as_built(kit.manifest, kit.manifest.activities[0]));
  results::note_build(kit.manifest, kit.manifest.activities[0]);
  EXPECT_GT(last_write_time(kit / answer), program);
  EXPECT_TRUE(results::is_as_built(kit.manifest, kit.manifest.activities[0]));
}

TEST_F(Progress, DoesNotBelieveALogThatIsOlderThanTheProgram) {
  run(record(order, true));
  at("build/participant/bin/03_correlator", 4);
  results::keep_results(kit.manifest);
  EXPECT_THAT(changed(), UnorderedElementsAre(order));
}

TEST_F(Progress, IsNothingWhereTheFileIsDamaged) {
  run_and_keep(record(order, true));
  const std::string good = kit.read("build/participant/results.json");
  ASSERT_THAT(good, HasSubstr("\"passed\""));
  for (const std::string& bad :
       {good.substr(0, good.size() / 2), std::string{}, std::string{"[]"}, std::string{"\xff\xfe"},
        std::string{R"({"03.order.in_sequence": "passed"})"},
        std::string{R"({"03.order.in_sequence": {"ending": "passed"}})"},
        std::string{R"({"03.order.in_sequence": {"ending": "passed", "answer": 1}})"},
        std::string{R"({"03.order.in_sequence": {"ending": "great", "answer": ""}})"}}) {
    kit.write("build/participant/results.json", bad);
    EXPECT_THAT(results(), IsEmpty()) << bad;
  }
  results::keep_results(kit.manifest);
  EXPECT_EQ(ending_of(order), Ending::passed) << "and the next run repairs it";
}

TEST_F(Progress, LearnsNothingFromAKitThatDoesNotBuild) {
  const auto not_run = [](const std::string& test) {
    return "1/1 Test: " + test + "\nCommand: \"\"\nOutput:\n----\n<end of output>\nTest Passed.\n";
  };
  run_and_keep(record("03.builds", true) + record(order, true));
  run_and_keep(not_run("03.builds") + not_run(order));
  EXPECT_EQ(ending_of("03.builds"), Ending::passed);
  EXPECT_EQ(ending_of(order), Ending::passed);
  run_and_keep(record("03.builds", false) + not_run(order));
  EXPECT_EQ(ending_of(order), Ending::not_run) << "but the answer has to build";
}

TEST_F(Progress, TakesNothingFromALogThatIsNone) {
  run_and_keep(record(order, true));
  run_and_keep("Test time\n1/1 Test: 03.order.late\nTest time = soon\n");
  EXPECT_EQ(ending_of(order), Ending::passed);
  EXPECT_EQ(ending_of(late), Ending::not_run);
}

class Where : public Progress {
 protected:
  void SetUp() override { kit.write(answer, "mine\n"); }
  std::string where(const workshop::Terminal& terminal = {}) {
    return where_of(kit.manifest, terminal);
  }
  std::string where_of(const results::Manifest& manifest, const workshop::Terminal& terminal) {
    const workshop::Activities activities{{"03_correlator",
                                           {.title = "Three Tickets",
                                            .minutes = 30,
                                            .track = "core",
                                            .points = {.stretch = {{"crash", 10}}}}}};
    return workshop::where(manifest, activities, results::read_progress(manifest), {}, {},
                           terminal);
  }
};

TEST_F(Where, SendsWhoHasNotBegunToTheReadme) {
  EXPECT_THAT(where(),
              AllOf(HasSubstr("\ncore\n  03  Three Tickets "), HasSubstr("30 min  . 0/2\n"),
                    HasSubstr("Next: read exercises/03_correlator/README.md, then:\n"
                              "      build/participant/workshop test 03\n")));
}

TEST_F(Where, TakesRunningASkeletonForNoBeginning) {
  kit.write(answer, "skeleton\n");
  run_and_keep(record(order, false));
  EXPECT_THAT(where(), AllOf(HasSubstr(". 0/2\n"), HasSubstr("Next: read exercises/03_")));
}

TEST_F(Where, CountsAVisibleTestOfAFamilyWhoseHiddenTestsAreABonus) {
  run_and_keep(record(order, true) + record(late, true));
  results::Manifest manifest = kit.manifest;
  for (results::Test& test : manifest.activities[0].tests)
    if (test.family == "crash") test.visible = true;
  EXPECT_THAT(where_of(manifest, {}), AllOf(HasSubstr("#. 2/3"), Not(HasSubstr("passes"))));
}

TEST_F(Where, HasABarOfFamiliesAndCountsTestsAsTheClosingTableDoes) {
  run_and_keep(record(order, true));
  EXPECT_THAT(where(), HasSubstr(". 1/2"));
  run_and_keep(record(late, true));
  EXPECT_THAT(where(),
              AllOf(HasSubstr("# 2/2"), HasSubstr(" passes\n"), HasSubstr("All of them pass.\n")));
}

TEST_F(Where, NamesTheFamilyThatFails) {
  run_and_keep(record(order, false));
  EXPECT_THAT(where(), AllOf(HasSubstr("next: order\n"),
                             HasSubstr("Next: build/participant/workshop test 03 order\n")));
}

TEST_F(Where, KeepsTheBonusOutOfTheBar) {
  run_and_keep(record(order, true) + record(late, true) + record(crash, true));
  EXPECT_THAT(where(), HasSubstr("# 2/2             passes, +bonus\n"));
}

TEST_F(Where, TakesNoPassFromAnAnswerThatHasChanged) {
  run_and_keep(record(order, true) + record(late, true));
  kit.write(answer, "better\n");
  EXPECT_THAT(where(), AllOf(HasSubstr(". 0/2"), HasSubstr("changed since\n"),
                             HasSubstr("\n      build/participant/workshop test 03\n"),
                             Not(HasSubstr("All of them"))));
}

TEST_F(Where, SaysHowToSeeWhyAnAnswerDoesNotBuild) {
  run_and_keep(record("03.builds", false));
  EXPECT_THAT(where(), AllOf(HasSubstr("does not build\n"),
                             HasSubstr("cmake --build build/participant --target 03_correlator")));
}

TEST_F(Where, DrawsWithWhatTheTerminalCanShow) {
  run_and_keep(record(order, true) + record(late, true));
  EXPECT_THAT(where({.unicode = true}), AllOf(HasSubstr("■ 2/2"), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(where({.unicode = true, .colour = true}), HasSubstr("\x1b[32m■\x1b[0m 2/2"));
  for (const char c : where()) EXPECT_GE(c, 0) << "not ASCII";
}

TEST_F(Where, KeepsTo80ColumnsWithLongTitlesAndAllFamilies) {
  const char* const families[]{"concurrency", "order", "reorder", "duplicate", "timeout", "crash",
                               "failure",     "stale", "poison",  "lint",      "sim"};
  results::Manifest manifest = kit.manifest;
  for (const char* family : families) manifest.activities[0].tests.push_back({family, "twice"});
  results::Progress progress;
  for (const Ending ending : {Ending::failed, Ending::passed}) {
    progress.results["03.concurrency.twice"].ending = ending;
    const workshop::Activities activities{
        {"03_correlator", {.title = std::string(90, 'x'), .minutes = 120, .track = "core"}}};
    std::istringstream text{
        workshop::where(manifest, activities, progress, {}, {}, {.unicode = true})};
    std::size_t widest = 0;
    for (std::string line; std::getline(text, line);)
      widest = std::max(widest, workshop::columns(line));
    EXPECT_GT(widest, 70u);
    EXPECT_LE(widest, 80u);
  }
}

}  // namespace
