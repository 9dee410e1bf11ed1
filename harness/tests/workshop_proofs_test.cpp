#include <gmock/gmock.h>

#include <sstream>

#include "checkout.hpp"
#include "tests/source_files.hpp"
#include "workshop/proofs.hpp"
#include "workshop/workshop.hpp"

/// `workshop checklist NN`: the lines that the tests of one activity prove.
namespace {

using results::Checklist, results::Ending;
using testing::AllOf, testing::ElementsAre, testing::HasSubstr, testing::Not;
using workshop::Covered;

const results::Results all_pass{{"03.order.in_sequence", {Ending::passed}},
                                {"03.order.late", {Ending::passed}},
                                {"03.crash.once", {Ending::passed}}};
const Covered much{.searched = 2,
                   .events_min = 3,
                   .events_max = 6,
                   .faults = {{"crashes_max", 1}, {"duplicates_per_event_max", 1}},
                   .worlds = 1234567,
                   .outcomes = 4};

struct Asked {
  std::vector<std::string> tests;
  std::vector<std::string> also{};
  bool hidden_tests_here = true;
};

std::string told(const Asked& asked, const results::Results& results = all_pass,
                 const workshop::Terminal& terminal = {}) {
  const Checkout kit;
  const std::vector<Checklist> lists{
      {"Finished when", {{"it holds", asked.tests, asked.also}, {"it is written", {}}}}};
  return workshop::checklist(
      {kit.manifest.activities[0],
       asked.hidden_tests_here,
       results,
       {{"03.crash.once", much}, {"03.order.late", {.calm = 1, .outcomes = 1}}}},
      lists, terminal);
}

TEST(Proofs, HaveScopeWorldsAndOutcomesOfEachTest) {
  EXPECT_EQ(told({{"03.crash.once", "04.order.x"}}),
            "Finished when                                                   worlds  outcomes\n"
            "  # it holds\n"
            "      03.crash.once                                          1,234,567         4\n"
            "        3 to 6 events; copies of an event 1, crashes 1; 2 scenarios\n"
            "  - it is written\n"
            "      not proved here\n"
            "\n1 of 2 lines are proved here by your answer to 03.\n");
}

TEST(Proofs, AreOneRowEachInAWideTerminal) {
  const std::string text = told({{"03.crash.once"}}, all_pass, {.columns = 160});
  std::istringstream lines{text};
  std::string head, line, row;
  std::getline(lines, head);
  std::getline(lines, line);
  std::getline(lines, row);
  EXPECT_THAT(row, AllOf(HasSubstr("03.crash.once  "), HasSubstr("crashes 1; 2 scenarios"),
                         testing::EndsWith("1,234,567         4")));
  EXPECT_EQ(row.size(), head.size());
  EXPECT_LE(row.size(), 160u);
}

TEST(Proofs, NameATestOnce) {
  const std::string text = told({{"03.order.*"}, {"03.order.late"}});
  EXPECT_EQ(text.find("03.order.late"), text.rfind("03.order.late"));
  EXPECT_THAT(text, HasSubstr("03.order.in_sequence"));
}

TEST(Proofs, NeedEachTestToPass) {
  results::Results results = all_pass;
  results["03.order.late"].ending = Ending::failed;
  const std::string text = told({{"03.order.*"}}, results);
  EXPECT_THAT(text, AllOf(HasSubstr("  . it holds"), HasSubstr("does not pass yet"),
                          HasSubstr("\n0 of 2 lines")));
  results.erase("03.order.late");
  EXPECT_THAT(told({{"03.order.*"}}, results), HasSubstr("\n0 of 2 lines"));
}

TEST(Proofs, SayWhichTestsAreHidden) {
  const auto hidden = HasSubstr("hidden here, and proved where the answer is graded: ");
  EXPECT_THAT(told({{"03.timeout.*"}, {}, false}),
              AllOf(HasSubstr("  . it holds"), hidden, HasSubstr(": 03.timeout.*\n")));
  EXPECT_THAT(told({{"03.order.*"}, {}, false}), AllOf(HasSubstr("  # it holds"), hidden));
  EXPECT_THAT(told({{"03.order.late"}, {}, false}), Not(hidden));
  EXPECT_THAT(told({{"03.timeout.*"}}), HasSubstr("  - it holds\n      not proved here\n"));
  EXPECT_THAT(told({{"04.timeout.*"}, {}, false}), HasSubstr("  - it holds"));
}

TEST(Proofs, SayWhatWasLookedAt) {
  EXPECT_EQ(workshop::scope_of({}), "") << "no schedule: a test of data";
  EXPECT_EQ(workshop::scope_of({.calm = 1, .events_min = 1, .events_max = 1}),
            "1 event; the calm schedule only");
  EXPECT_EQ(workshop::scope_of({.sampled = 1, .events_min = 9, .events_max = 9}),
            "9 events; a sample of schedules");
  EXPECT_EQ(workshop::scope_of({.searched = 1, .calm = 1, .events_min = 2, .events_max = 2}),
            "2 events; 2 scenarios");
}

TEST(Proofs, AreReadFromTheFilesOfTheTests) {
  const Scratch scratch;
  std::ofstream{scratch / "a.json"} << R"({"scenarios": [
    {"test": "03.a.b", "scenario": 0, "schedules": "all", "events": 3, "worlds": 10, "outcomes": 2,
     "faults": {"crashes_max": 1}},
    {"test": "03.a.b", "scenario": 1, "schedules": "all", "events": 2, "worlds": 5, "outcomes": 1,
     "faults": {"crashes_max": 2, "time_races": 15}},
    {"test": "03.a.b", "scenario": 2, "schedules": "calm", "events": 4, "worlds": 0, "outcomes": 1,
     "faults": {}}]})";
  const Covered covered = workshop::read_coverage(scratch / "a.json");
  EXPECT_EQ(covered.searched, 2);
  EXPECT_EQ(covered.calm, 1);
  EXPECT_EQ(covered.events_min, 2);
  EXPECT_EQ(covered.events_max, 4);
  EXPECT_EQ(covered.worlds, 15u);
  EXPECT_EQ(covered.outcomes, 4);
  EXPECT_EQ(covered.faults.at("crashes_max"), 2);
  EXPECT_EQ(workshop::scope_of(covered),
            "2 to 4 events; crashes 2, races with time 15; 3 scenarios");
  EXPECT_EQ(workshop::read_coverage(scratch / "none.json").searched, 0);
}

TEST(Proofs, RunTheTestsThatALineNames) {
  const Checkout kit;
  const auto names = [&](const std::vector<std::string>& tests) {
    std::vector<std::string> all;
    for (const results::Test& test : workshop::proving_tests(
             kit.manifest.activities[0], {{"", {{"a", tests, {"03.crash.*"}}}}}))
      all.push_back(test.name);
    return all;
  };
  EXPECT_THAT(names({"03.order.late", "04.order.in_sequence"}), ElementsAre("late", "once"));
  EXPECT_THROW(
      (void)workshop::proving_tests(kit.manifest.activities[0], {{"", {{"a", {"04.order.*"}}}}}),
      workshop::BadUsage);
}

TEST(Proofs, OfEachActivityWithHandlersFillTheListsOfTheKitIn80Columns) {
  const std::vector<Checklist> lists = results::read_checklists(tidy::root());
  const results::Manifest manifest = results::read_manifest(OOO_MANIFEST);
  for (const results::ManifestActivity& activity : manifest.activities) {
    results::Results results;
    for (const results::Test& test : activity.tests)
      results[activity.ctest_name(test)].ending = Ending::passed;
    const bool has_code = std::ranges::any_of(
        activity.answer_files(), [](const std::string& file) { return file.ends_with(".cpp"); });
    if (!has_code || activity.number() == "08") continue;  // a suite has no handlers
    EXPECT_FALSE(workshop::proving_tests(activity, lists).empty());
    for (const bool hidden_tests_here : {true, false}) {
      std::istringstream text{
          workshop::checklist({activity, hidden_tests_here, results}, lists, {})};
      for (std::string line; std::getline(text, line);) EXPECT_LE(workshop::columns(line), 80u);
    }
  }
}

}  // namespace
