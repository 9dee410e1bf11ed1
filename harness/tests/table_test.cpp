#include "results/table.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "results/score.hpp"
#include "scratch.hpp"

namespace {

using results::Ending, results::Results;
using testing::AllOf, testing::HasSubstr, testing::Not, testing::StartsWith;

results::ManifestActivity correlator() {
  return {"03_correlator",
          {{"order", "in_sequence", true},
           {"timeout", "two_of_three", true},
           {"reorder", "all_permutations"},
           {"duplicate", "after_completion"},
           {"duplicate", "overlapping_redelivery"},
           {"timeout", "one_of_three"},
           {"crash", "anywhere_once"}}};
}

const results::Points points{.visible = 20, .hidden = 80, .stretch = {{"crash", 10}}};

/// Everything built, and every test passed but `not_passed`.
Results all_passed_but(std::map<std::string, Ending> not_passed = {}) {
  Results results;
  results["03.builds"].ending = Ending::passed;
  for (const results::Test& test : correlator().tests) {
    results[correlator().ctest_name(test)].ending = Ending::passed;
  }
  for (const auto& [test, ending] : not_passed)
    results.at(test) = {ending, "what " + test + " said\n"};
  return results;
}

Results nothing_passed() {
  Results results = all_passed_but();
  for (auto& [test, result] : results) result.ending = Ending::failed;
  results.at("03.builds").ending = Ending::passed;
  return results;
}

std::string closing_table(const Results& results, bool colour = false,
                          const std::filesystem::path& root = "/kit") {
  const results::Manifest manifest{.root = root,
                                   .build = root / "build/participant",
                                   .answers = "exercises",
                                   .activities = {correlator()},
                                   .here = "/kit"};
  return results::closing_table(
      manifest, {{"03_correlator", {.title = "Three Tickets, One Pizza", .points = points}}},
      results, colour);
}

TEST(Score, IsAHundredAndTheBonusWhenEverythingPasses) {
  const results::Score score = results::score(correlator(), points, all_passed_but());
  EXPECT_EQ(score.points, 100);
  EXPECT_EQ(score.points_max, 100);
  EXPECT_EQ(score.bonus, 10);
}

TEST(Score, IsNothingForAFamilyThatPassesInPart) {
  const Results results = all_passed_but({{"03.duplicate.overlapping_redelivery", Ending::failed}});
  EXPECT_EQ(results::score(correlator(), points, results).points, 20 + 80 * 2 / 3);
}

TEST(Score, IsTheSumOfWhatItsFamiliesAreWorth) {
  const results::Score score = results::score(correlator(), points, all_passed_but());
  int sum = 0, least = 100, most = 0;
  for (const results::Family& family : score.families) {
    if (family.stretch) continue;
    sum += family.points;
    if (family.name == "visible") continue;
    least = std::min(least, family.points);
    most = std::max(most, family.points);
  }
  EXPECT_EQ(sum, 100) << "80 points do not divide by three families";
  EXPECT_LE(most - least, 1);
}

TEST(Score, CountsAllVisibleTestsAsOneFamily) {
  const Results results = all_passed_but({{"03.timeout.two_of_three", Ending::failed}});
  EXPECT_EQ(results::score(correlator(), points, results).points, 80);
}

TEST(Score, LosesNothingButTheBonusForAStretchFamily) {
  const Results results = all_passed_but({{"03.crash.anywhere_once", Ending::crashed}});
  const results::Score score = results::score(correlator(), points, results);
  EXPECT_EQ(score.points, 100);
  EXPECT_EQ(score.bonus, 0);
}

TEST(Score, IsOutOfTheVisiblePointsWhereTheHiddenTestsAreElsewhere) {
  results::ManifestActivity activity = correlator();
  std::erase_if(activity.tests, [](const results::Test& test) { return !test.visible; });
  const results::Score score = results::score(activity, points, all_passed_but());
  EXPECT_EQ(score.points, 20);
  EXPECT_EQ(score.points_max, 20);
}

TEST(ClosingTable, SaysWhoseAnswersItJudged) {
  EXPECT_THAT(closing_table(all_passed_but()), HasSubstr("Judged: the answers in exercises/\n"));
}

TEST(ClosingTable, HasARowForEachActivity) {
  EXPECT_THAT(closing_table(all_passed_but()),
              HasSubstr("03  Three Tickets, One Pizza  100/100 +10  visible ok · reorder ok · "
                        "duplicate ok · timeout ok ·\n"
                        "                                           crash ok (bonus)\n"));
}

TEST(ClosingTable, TellsPassingInPartFromNotAtAll) {
  EXPECT_THAT(closing_table(all_passed_but({{"03.duplicate.after_completion", Ending::failed},
                                            {"03.timeout.one_of_three", Ending::failed}})),
              AllOf(HasSubstr("duplicate 1/2"), HasSubstr("timeout 0/"), HasSubstr(" 47/100 ")));
}

TEST(ClosingTable, GivesTheCommandThatShowsTheFirstFailure) {
  EXPECT_THAT(closing_table(all_passed_but({{"03.timeout.one_of_three", Ending::failed}})),
              HasSubstr("\n    see why: build/participant/workshop test 03 timeout\n"));
}

TEST(ClosingTable, NamesThePageThatDrawsTheFirstFailure) {
  const Scratch kit;
  const Results results = all_passed_but({{"03.reorder.all_permutations", Ending::failed}});
  EXPECT_THAT(closing_table(results, false, kit.folder), Not(HasSubstr("drawn:")));
  const std::string pages = "build/participant/pages/03_correlator/";
  std::filesystem::create_directories(kit / pages);
  std::ofstream{kit / (pages + "03.reorder.all_permutations.html")} << "a page";
  EXPECT_THAT(closing_table(results, false, kit.folder),
              AllOf(HasSubstr("\n    drawn: "),
                    HasSubstr("/" + pages + "03.reorder.all_permutations.html\n")));
}

TEST(ClosingTable, SendsWhoHasNotBegunToTheReadme) {
  EXPECT_THAT(closing_table(nothing_passed()),
              HasSubstr("start with exercises/03_correlator/README.md, then:\n"
                        "    build/participant/workshop test 03\n"));
}

TEST(ClosingTable, NamesACrashALeakAndAnEndlessLoop) {
  const std::string test = "03.timeout.one_of_three";
  EXPECT_THAT(closing_table(all_passed_but({{test, Ending::crashed}})),
              HasSubstr("crashes: build"));
  EXPECT_THAT(closing_table(all_passed_but({{test, Ending::leaked}})), HasSubstr("leaks: build"));
  EXPECT_THAT(closing_table(all_passed_but({{test, Ending::endless}})),
              HasSubstr("never ends: build"));
}

TEST(ClosingTable, ShowsHowToSeeTheCompilersMessageOfAnAnswerThatIsNotBuilt) {
  Results results;
  results["03.builds"] = {Ending::failed, "correlator.cpp:3: error: expected ';'\n"};
  EXPECT_THAT(closing_table(results),
              AllOf(HasSubstr("correlator.cpp:3: error: expected ';'\n"),
                    HasSubstr("03  Three Tickets, One Pizza  NOT BUILT\n"
                              "    to see the compiler's errors: cmake --build build/participant "
                              "--target 03_correlator\n")));
}

TEST(ClosingTable, GivesNoPointsForPartOfTheTests) {
  Results results = all_passed_but();
  results.erase("03.duplicate.after_completion");
  EXPECT_THAT(closing_table(results),
              AllOf(HasSubstr("One Pizza  -  "), HasSubstr("duplicate 1/2, 1 did not run")));
}

TEST(ClosingTable, SaysThatNothingRanAndWhatThereIs) {
  EXPECT_EQ(closing_table({}), "\nNo test of an activity ran. The activities are 03.\n");
}

TEST(ClosingTable, ShowsWarningsOfTheCompiler) {
  Results results = all_passed_but();
  results.at("03.builds").output =
      "[1/2] Building\n/kit/a.cpp: In function 'f':\n/kit/a.cpp:3:1: warning: unused function\n"
      "    3 | void f();\n[2/2] Linking\n";
  EXPECT_THAT(closing_table(results),
              StartsWith("\nThe compiler warns:\n/kit/a.cpp: In function 'f':\n"
                         "/kit/a.cpp:3:1: warning: unused function\n    3 | void f();\n\nJudged:"));
}

TEST(ClosingTable, ShowsWhyTheKitDoesNotBuild) {
  Results results;
  results["kit.builds"] = {Ending::failed, "[1/2] Linking\nFAILED: x\ncc -c x\nld: disk full\n"};
  results["03.builds"].ending = Ending::not_run;
  EXPECT_THAT(closing_table(results),
              AllOf(StartsWith("\nkit.builds:\nld: disk full\n\n"),
                    HasSubstr("not built; the error is not in the answer: cmake --build")));
}

TEST(ClosingTable, BeginsWithTheFirstFailureOfASingleActivity) {
  EXPECT_THAT(closing_table(all_passed_but({{"03.timeout.one_of_three", Ending::failed}})),
              StartsWith("\n03.timeout.one_of_three:\nwhat 03.timeout.one_of_three said\n\n"));
}

TEST(ClosingTable, NamesTheOtherFailuresAndHowToSeeEach) {
  EXPECT_THAT(closing_table(all_passed_but({{"03.timeout.one_of_three", Ending::failed}})),
              Not(HasSubstr("fail, too")));
  EXPECT_THAT(closing_table(all_passed_but({{"03.timeout.one_of_three", Ending::failed},
                                            {"03.duplicate.after_completion", Ending::failed}})),
              HasSubstr("1 other test fails, too. To see it:\n"
                        "    build/participant/bin/03_correlator "
                        "--gtest_filter=timeout.one_of_three\n\nJudged:"));
  EXPECT_THAT(closing_table(nothing_passed()),
              AllOf(HasSubstr("6 other tests fail, too. To see each of them:\n"),
                    HasSubstr("--gtest_filter=crash.anywhere_once\n")));
}

TEST(ClosingTable, KeepsTo100ColumnsAndHasNoColourUnlessAsked) {
  EXPECT_THAT(closing_table(nothing_passed(), true), HasSubstr("\x1b[31m0/"));
  std::istringstream plain{closing_table(nothing_passed())};
  for (std::string line; std::getline(plain, line);) {
    EXPECT_LE(line.size(), 100 + 7) << line;  // a "·" is two bytes
    EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  }
}

TEST(Results, AreReadFromTheLogOfCtest) {
  std::istringstream log{R"(Start testing: Nov 21 09:55 UTC
----------------------------------------------------------
 1/12 Testing: 03.builds
 1/12 Test: 03.builds
Command: "/usr/bin/cmake" "--build" "."
Directory: /kit/build
"03.builds" start time: Nov 21 09:55 UTC
Output:
----------------------------------------------------------
ninja: no work to do.
<end of output>
Test time =   0.05 sec
----------------------------------------------------------
Test Passed.
"03.builds" end time: Nov 21 09:55 UTC
----------------------------------------------------------

 2/12 Testing: 03.order.in_sequence
 2/12 Test: 03.order.in_sequence
Command: "/kit/build/bin/03_correlator" "--gtest_filter=order.in_sequence"
Output:
----------------------------------------------------------
[  FAILED  ] order.in_sequence (0 ms)
<end of output>
Test time =   0.01 sec
----------------------------------------------------------
Test Failed.
"03.order.in_sequence" end time: Nov 21 09:55 UTC

Failed test dependencies: 00.builds
10/12 Testing: 00.order.two_tips
10/12 Test: 00.order.two_tips
Command: ""
Output:
----------------------------------------------------------
<end of output>
Test time =   0.00 sec
----------------------------------------------------------
Test Passed.
)"};
  const Results results = results::read_results(log);
  ASSERT_EQ(results.size(), 3u);
  EXPECT_EQ(results.at("03.builds").ending, Ending::passed);
  EXPECT_EQ(results.at("03.order.in_sequence").ending, Ending::failed);
  EXPECT_EQ(results.at("03.order.in_sequence").output, "[  FAILED  ] order.in_sequence (0 ms)\n");
  EXPECT_EQ(results.at("00.order.two_tips").ending, Ending::not_run);
}

}  // namespace
