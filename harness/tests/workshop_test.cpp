#include "workshop/workshop.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "scratch.hpp"

namespace {

using results::Ending;
using testing::AllOf, testing::HasSubstr, testing::Not, testing::StartsWith;
using workshop::BadUsage;

const results::Manifest manifest{
    .root = "/kit",
    .build = "/kit/build/participant",
    .answers = "exercises",
    .activities = {{"00_lost_update", {{"order", "one_tip", true}}},
                   {"03_correlator",
                    {{"order", "in_sequence", true}, {"duplicate", "after_completion"}}}},
    .here = "/kit"};
const workshop::Activities activities{
    {"00_lost_update",
     {.title = "The Tip Jar", .minutes = 10, .track = "pre-work", .hints = {"a", "b", "c"}}},
    {"03_correlator",
     {.title = "Three Tickets", .minutes = 30, .track = "core", .hints = {"who?", "one", "loop"}}}};

/// Returns results in which both activities were built and every test has that ending.
results::Results all(Ending ending) {
  results::Results results;
  for (const results::ManifestActivity& activity : manifest.activities) {
    results[activity.number() + ".builds"].ending = Ending::passed;
    for (const results::Test& test : activity.tests)
      results[activity.ctest_name(test)].ending = ending;
  }
  return results;
}

template <typename Call>
std::string complaint_of(const Call& call) {
  try {
    call();
  } catch (const BadUsage& bad) {
    return bad.what();
  }
  return "no complaint";
}

TEST(WorkshopList, SendsToTheFirstActivityThatDoesNotPass) {
  results::Results results = all(Ending::passed);
  results.at("03.duplicate.after_completion").ending = Ending::failed;
  EXPECT_THAT(workshop::list(manifest, activities, results),
              AllOf(HasSubstr("10  20/20\n"), HasSubstr("30  20/100\n"),
                    HasSubstr("Next: exercises/03_correlator/README.md, then: "
                              "build/participant/workshop test 03")));
}

TEST(WorkshopList, HasNoPointsForWhatDidNotTakePart) {
  EXPECT_THAT(workshop::list(manifest, activities, {}),
              AllOf(Not(HasSubstr("/100")), HasSubstr("Next: exercises/00_lost_update")));
}

TEST(WorkshopList, SaysWhenAllPass) {
  EXPECT_THAT(workshop::list(manifest, activities, all(Ending::passed)),
              AllOf(HasSubstr("All of them pass."), Not(HasSubstr("Next:"))));
}

TEST(WorkshopTest, RunsAllOneActivityOrOneFamily) {
  EXPECT_EQ(workshop::test_command(manifest, "", ""),
            "ctest --test-dir \"/kit/build/participant\" -j4 -Q --no-tests=error");
  EXPECT_THAT(workshop::test_command(manifest, "03", ""), testing::EndsWith(" -L \"^03$\""));
  EXPECT_THAT(workshop::test_command(manifest, "03", "duplicate"),
              testing::EndsWith(" -L \"^03$\" -L \"^duplicate$\""));
  EXPECT_EQ(workshop::test_command(manifest, "03_correlator", "order"),
            workshop::test_command(manifest, "03", "order"));
}

TEST(WorkshopTest, SaysWhatThereIsInsteadOfWhatIsNot) {
  EXPECT_EQ(complaint_of([] { (void)workshop::test_command(manifest, "04", ""); }),
            "there is no activity 04 yet; there are 00, 03");
  EXPECT_EQ(complaint_of([] { (void)workshop::test_command(manifest, "order", ""); }),
            "\"order\" is no number of an activity; there are 00, 03");
  EXPECT_EQ(complaint_of([] { (void)workshop::test_command(manifest, "03", "crash"); }),
            "activity 03 has no tests of the family \"crash\"; it has duplicate, order");
}

TEST(WorkshopTest, TellsRedFromNotBuilt) {
  results::Results results = all(Ending::passed);
  EXPECT_EQ(workshop::exit_code_of(manifest, "", "", results), 0);
  EXPECT_EQ(workshop::exit_code_of(manifest, "03_correlator", "", results), 0);
  results.at("03.order.in_sequence").ending = Ending::crashed;
  EXPECT_EQ(workshop::exit_code_of(manifest, "", "", results), 1);
  EXPECT_EQ(workshop::exit_code_of(manifest, "00", "", results), 0);
  EXPECT_EQ(workshop::exit_code_of(manifest, "03", "duplicate", results), 0);
  results.at("00.builds").ending = Ending::failed;
  EXPECT_EQ(workshop::exit_code_of(manifest, "", "", results), 3);
}

TEST(WorkshopTest, IsGreenOnlyWhereEveryTestRan) {
  EXPECT_EQ(workshop::exit_code_of(manifest, "03", "", {}), 1);
  EXPECT_EQ(workshop::exit_code_of(manifest, "04", "", all(Ending::passed)), 1);
  for (const Ending ending : {Ending::skipped, Ending::not_run}) {
    results::Results results = all(Ending::passed);
    results.at("03.order.in_sequence").ending = ending;
    EXPECT_EQ(workshop::exit_code_of(manifest, "03", "", results), 1);
    results.erase("03.order.in_sequence");
    EXPECT_EQ(workshop::exit_code_of(manifest, "03", "", results), 1);
  }
}

class WorkshopHint : public testing::Test {
 protected:
  std::string next(int level = 0) {
    return workshop::hint(manifest, activities, "03", level, opened);
  }
  Scratch folder;
  std::filesystem::path opened = folder / "hints.json";
};

TEST_F(WorkshopHint, ComesOneAfterTheOtherAndStaysAtTheLast) {
  EXPECT_EQ(
      next(),
      "Hint 1 of 3 for activity 03:\nwho?\nThe next one: build/participant/workshop hint 03\n");
  EXPECT_THAT(next(), HasSubstr("\none\n"));
  EXPECT_THAT(next(), HasSubstr("\nloop\nThat was the last one."));
  EXPECT_THAT(next(), HasSubstr("\nloop\nThat was the last one."));
  EXPECT_THAT(workshop::hint(manifest, activities, "00", 0, opened), HasSubstr("\na\n"));
}

TEST_F(WorkshopHint, MayBeAskedForByNumber) {
  EXPECT_THAT(next(2), HasSubstr("Hint 2 of 3"));
  EXPECT_THAT(next(1), HasSubstr("Hint 1 of 3"));
  EXPECT_THAT(next(), HasSubstr("Hint 3 of 3")) << "two have been read";
  EXPECT_EQ(complaint_of([this] { (void)next(4); }), "activity 03 has hints 1 to 3, not 4");
  EXPECT_EQ(complaint_of([this] { (void)next(-1); }), "activity 03 has hints 1 to 3, not -1");
}

TEST_F(WorkshopHint, KeepsTo80Columns) {
  workshop::Activities wordy = activities;
  for (int i = 0; i < 30; ++i) wordy.at("03_correlator").hints[0] += " a-word-of-it";
  std::istringstream text{workshop::hint(manifest, wordy, "03", 1, opened)};
  int words = 0;
  for (std::string line; std::getline(text, line);) {
    EXPECT_LE(line.size(), 80u);
    for (std::size_t at = 0; (at = line.find("a-word-of-it", at)) != line.npos; ++at) ++words;
  }
  EXPECT_EQ(words, 30);
}

TEST_F(WorkshopHint, DoesNotStumbleOverWhatItHasKept) {
  for (const char* kept : {"", "[1]", "{\"03\": \"two\"}", "{"}) {
    std::ofstream{opened} << kept;
    EXPECT_THAT(next(), HasSubstr("Hint 1 of 3")) << kept;
  }
}

}  // namespace
