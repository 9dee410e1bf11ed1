#include "tests/handout.hpp"

#include <gmock/gmock.h>

#include "checkout.hpp"
#include "results/table.hpp"

namespace {

using judging::judge_words, judging::Verdict, judging::Ran;
using results::Ending;
using testing::Contains, testing::ElementsAre, testing::HasSubstr;

class FirstRun : public testing::Test {
 protected:
  FirstRun() {
    kit.write("exercises/03_correlator/activity.json", R"({
  "title": "t", "idea": "i", "minutes": 1, "track": "core", "prerequisites": [], "size_lines": 1,
  "services": ["kitchen::service"],
  "points": {"visible": 20, "hidden": 80, "stretch": {"crash": 10}}, "hints": ["a", "b", "c"]})");
    for (const char* test : {"03.order.in_sequence", "03.order.late", "03.crash.once"})
      results[test] = {Ending::failed, "[  FAILED  ] it\n"};
    results["kit.builds"] = results["03.builds"] = {Ending::passed};
  }

  std::string table() {
    const auto about = results::read_activity(kit.manifest.root, "03_correlator");
    return results::closing_table(kit.manifest, {{"03_correlator", about}}, results, false);
  }
  Verdict judged(int status = 8, const std::string& after = "") {
    return judge_first_run(kit.manifest, results, Ran{status, "ninja\n" + table() + after});
  }

  Checkout kit;
  results::Results results;
};

TEST_F(FirstRun, IsAsMeantWhereEachTestFailsByAnAssertion) {
  EXPECT_THAT(judged().reasons, ElementsAre("red by assertions, without points"));
  EXPECT_TRUE(judged().as_meant);
}

TEST_F(FirstRun, MayNeitherCrashNorLeakNorBeEndless) {
  for (const auto& [ending, word] :
       std::map<Ending, std::string>{{Ending::crashed, "crashed or did not build"},
                                     {Ending::leaked, "leaked memory"},
                                     {Ending::endless, "did not end"},
                                     {Ending::not_run, "did not run"}}) {
    results["03.order.late"] = {ending};
    EXPECT_FALSE(judged().as_meant);
    EXPECT_THAT(judged().reasons, Contains("03.order.late " + word));
  }
}

TEST_F(FirstRun, IsWorthNoPoints) {
  results["03.crash.once"] = {Ending::passed};
  EXPECT_FALSE(judged().as_meant);
  EXPECT_THAT(judged().reasons, Contains("03_correlator: passes the whole family crash"));
}

TEST_F(FirstRun, BuildsTheKit) {
  results["kit.builds"] = {Ending::failed};
  EXPECT_THAT(judged().reasons, Contains(HasSubstr("kit.builds failed")));
}

TEST_F(FirstRun, EndsAsCtestDoesAfterFailedTests) {
  EXPECT_THAT(judged(0).reasons, ElementsAre("the workflow ended with exit code 0 instead of 8"));
}

TEST_F(FirstRun, EndsWithTheClosingTable) {
  EXPECT_THAT(judged(8, "Errors while running CTest\n").reasons,
              ElementsAre("the last of what the workflow printed is not the closing table"));
}

TEST(FirstContact, HasEachTextThatTheSampleNames) {
  const answers::Header sample = answers::read_header(
      {"// Says: The answer crashed", "// Says: in line 3", "// Base: a.cpp"}, "crash.diff");
  EXPECT_TRUE(judge_words(sample, {1, "The answer crashed\nin line 3\n"}).as_meant);
  EXPECT_THAT(judge_words(sample, {1, "The answer crashed\n"}).reasons,
              ElementsAre("crash.diff: nothing says \"in line 3\""));
  EXPECT_THAT(judge_words(sample, {139, "The answer crashed\nin line 3\n"}).reasons,
              ElementsAre("crash.diff: exit code 139"));
  const answers::Header silent = answers::read_header({"// Base: a.cpp"}, "crash.diff");
  EXPECT_FALSE(judge_words(silent, {1, ""}).as_meant);
}

class Pack : public testing::Test {
 protected:
  Pack() {
    for (const Checkout* each : {&kit, &pack}) each->write("README.md", "see `exercises/`\n");
    for (const char* hidden : {"solutions/a.cpp", "facilitator/b.md", "build/c", "slides/90.html",
                               "a/node_modules/d", "exercises/e.bak", ".git/HEAD"})
      kit.write(hidden, "");
  }
  std::vector<std::string> reasons() {
    return judging::judge_pack(kit.manifest.root, pack.manifest.root).reasons;
  }
  const Checkout kit, pack;
};

TEST_F(Pack, HoldsAllThatIsNotTheFacilitators) {
  EXPECT_TRUE(judging::judge_pack(kit.manifest.root, pack.manifest.root).as_meant)
      << testing::PrintToString(reasons());
}

TEST_F(Pack, LacksNothing) {
  kit.write(".vscode/tasks.json", "{}");
  EXPECT_THAT(reasons(), ElementsAre("the pack lacks .vscode/tasks.json"));
}

TEST_F(Pack, HoldsNothingElse) {
  pack.write("answers.txt", "");
  pack.write("solutions/a.cpp", "");
  EXPECT_THAT(reasons(),
              ElementsAre("should not be in the pack: answers.txt", "the pack has solutions/"));
}

TEST_F(Pack, HasAReadmeOfWhatIsInIt) {
  pack.write("README.md", "see `exercises/`, [notes](facilitator/notes.md)\n");
  EXPECT_THAT(reasons(),
              ElementsAre("README.md has \"facilitator/\"",
                          "README.md names facilitator/notes.md, which is not in the pack"));
}

}  // namespace
