#include "sim/tell/gallery.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "check/check.hpp"
#include "check/session.hpp"
#include "scratch.hpp"
#include "sim/tell/outcome_text.hpp"
#include "stories.hpp"
#include "this_program.hpp"

namespace {

using namespace stories;
using testing::AllOf, testing::ElementsAre, testing::HasSubstr, testing::Not;

sim::Scenario with_crashes() {
  sim::Scenario scenario = stories::scenario(loses_tips, two_tips);
  scenario.faults.crashes_max = 1;
  return scenario;
}

TEST(Gallery, HasEveryEndOnce) {
  for (const sim::Scenario& scenario : {lost_tip(), with_crashes()}) {
    const sim::Gallery gallery = sim::gallery_of(scenario);
    sim::OutcomeSearch search{scenario};
    std::set<Json> found, shown;
    while (const auto outcome = search.next()) found.insert(to_json(outcome->outcome, {}));
    for (const sim::DistinctEnd& end : gallery.ends)
      EXPECT_TRUE(shown.insert(to_json(end.found.outcome, {})).second);
    EXPECT_EQ(shown, found);
    EXPECT_TRUE(gallery.is_exhausted);
    EXPECT_GT(shown.size(), 1u);
  }
}

/// The schedules of this scenario cannot be reduced: all handlers use the same row.
TEST(Gallery, CountsTheSchedulesToEachEnd) {
  const auto on_tip = +[](Event tip, Ports io) -> Task<> {
    auto jar = co_await io.store.get<Jar>("jar", eda::Read::strong);
    jar->cents = jar->cents * 2 + tip.data.at("cents").get<int>();
    jar->tips.insert(tip.id);
    (void)co_await io.store.put(jar);
    jar = co_await io.store.get<Jar>("jar", eda::Read::strong);
    (void)co_await io.bus.publish(filled(jar->cents));
  };
  const sim::Scenario scenario = stories::scenario(on_tip, two_tips);
  const sim::Gallery gallery = sim::gallery_of(scenario);
  long double schedules = 0;
  std::uint32_t worlds = 0;
  for (const sim::DistinctEnd& end : gallery.ends) {
    EXPECT_GE(end.schedules, end.worlds);
    schedules += end.schedules;
    worlds += end.worlds;
  }
  sim::Explorer explorer{scenario, sim::in_process(scenario)};
  while (explorer.next_end()) continue;
  EXPECT_EQ(schedules, explorer.schedules());
  EXPECT_EQ(schedules, gallery.schedules());
  EXPECT_LT(worlds, gallery.worlds);
  EXPECT_GE(worlds, gallery.ends.size());
}

TEST(Gallery, BeginsWithTheCalmestSchedule) {
  const sim::Gallery gallery = sim::gallery_of(with_crashes());
  int faults = 0, steps = 0;
  for (const sim::DistinctEnd& end : gallery.ends) {
    const sim::Trace trace = end.found.trace();
    EXPECT_EQ(trace.faults, end.faults);
    EXPECT_EQ(int(trace.steps.size()), end.steps);
    EXPECT_TRUE(end.is_calmest);
    EXPECT_LE(std::tuple(faults, steps), std::tuple(end.faults, end.steps));
    std::tie(faults, steps) = std::tuple(end.faults, end.steps);
  }
  EXPECT_EQ(gallery.ends.front().faults, 0);
  EXPECT_EQ(gallery.ends.back().faults, 1);
}

TEST(Gallery, SaysWhenItIsNotComplete) {
  sim::Scenario scenario = with_crashes();
  scenario.worlds_max = 5;
  const sim::Gallery gallery = sim::gallery_of(scenario);
  EXPECT_FALSE(gallery.is_exhausted);
  EXPECT_EQ(gallery.schedules(), 0);
}

sim::Outcome outcome(std::vector<int> cents, std::string by = "jar") {
  std::vector<sim::Published> published;
  for (const int each : cents) published.push_back({filled(each), by, 90s});
  return {published, {}};
}

TEST(OutcomeLines, SayOnceWhatIsInEachOutcome) {
  const sim::OutcomeLines lines = sim::lines_of({outcome({1, 2}), outcome({3, 1})}, {});
  EXPECT_THAT(lines.common, ElementsAre("jar.filled {\"cents\":1} id filled-1"));
  EXPECT_THAT(lines.own, ElementsAre(ElementsAre("jar.filled {\"cents\":2} id filled-2"),
                                     ElementsAre("jar.filled {\"cents\":3} id filled-3")));
}

TEST(OutcomeLines, LeaveOutPortsThatHoldNothing) {
  const Json held{{"desk", {{"book", Json::array()}}}, {"post", {{"letters", {"one"}}}}};
  EXPECT_THAT(sim::lines_of({sim::Outcome{{}, {}, held}}, {}).own.front(),
              ElementsAre("post holds {\"letters\":[\"one\"]}"));
}

TEST(OutcomeLines, TellApartWhatLooksAlike) {
  const sim::OutcomeLines lines = sim::lines_of({outcome({1}), outcome({1}, "bank")}, {});
  EXPECT_THAT(lines.own[0], ElementsAre(testing::EndsWith(" by jar")));
  EXPECT_THAT(lines.own[1], ElementsAre(testing::EndsWith(" by bank")));
}

TEST(OutcomeLines, KeepTheOrderThatATestLooksAt) {
  const std::vector both{outcome({2, 1}), outcome({1, 2})};
  const sim::OutcomeLines lines = sim::lines_of(both, {.order = true, .time = true});
  EXPECT_THAT(lines.common, ElementsAre());
  EXPECT_THAT(lines.own[0], ElementsAre(HasSubstr("filled-2 at 1m30s"), HasSubstr("filled-1")));
  EXPECT_NE(to_json(both[0], {.order = true}), to_json(both[1], {.order = true}));
  EXPECT_EQ(to_json(both[0], {}), to_json(both[1], {}));
}

/// Accepts all outcomes but that in which a tip is lost.
TEST(Outcomes, OfThisTest) {
  if (!check::session().shows_outcomes()) return;  // this is for the program that runs below
  for (const check::Outcome& outcome : check::every_outcome_of(scenario(adds, two_tips)))
    EXPECT_EQ(outcome.count(jar_filled), 2);
  for (const check::Outcome& outcome : check::every_outcome_of(lost_tip()))
    ASSERT_THAT(outcome.facts(jar_filled).back().data.at("cents"), 350) << outcome.story();
}

TEST(Outcomes, AreListedWithTheVerdictOfTheTest) {
  const auto [exit_code, text] =
      run_this_program("--outcomes --gtest_brief=1 --gtest_filter=Outcomes.OfThisTest");
  EXPECT_EQ(exit_code, 1) << "the second scenario fails";
  EXPECT_THAT(text,
              AllOf(HasSubstr("Scenario 1: 2 outcomes of "), HasSubstr("Scenario 2: "),
                    HasSubstr("\n   1  accepted; calmest schedule: 6 steps, 0 faults\n"),
                    HasSubstr("  rejected; calmest schedule: 6 steps, 0 faults\n"),
                    testing::ContainsRegex("\n      [0-9]+ schedules? in [0-9]+ last worlds?\n"),
                    HasSubstr("      jar.filled {\"cents\":350} id filled-350\n")));
  for (const std::string& line : lines_of(text)) EXPECT_LE(columns(line), 100u);
}

TEST(Outcomes, AreDrawnOnRequest) {
  const std::string filter = " --gtest_brief=1 --gtest_filter=Outcomes.OfThisTest";
  const std::string second = run_this_program("--outcomes=2" + filter).text;
  EXPECT_THAT(second, AllOf(HasSubstr("The shortest schedule that does it (6 steps, 0 faults):"),
                            HasSubstr("Outcomes.OfThisTest/0-"), Not(HasSubstr("Scenario 1"))));
  const auto [exit_code, text] = run_this_program("--outcomes=99" + filter);
  EXPECT_EQ(exit_code, 2);
  EXPECT_THAT(text, HasSubstr("there is no outcome 99; the test has "));
  EXPECT_THAT(run_this_program("--outcomes=none" + filter).text,
              HasSubstr("\"none\" is no number of an outcome"));
}

/// Runs this program with --ends=FILE and returns what it has written.
Json ends_of(const std::string& arguments) {
  const Scratch scratch;
  const std::string file = (scratch.folder / "ends.json").string();
  const auto [exit_code, text] = run_this_program("--ends=" + file + " " + arguments);
  EXPECT_EQ(text, "") << "what the rules of a test say does not matter here";
  return Json::parse(std::ifstream{file});
}

/// The rules of this test do not stop it: its second scenario is met.
TEST(Ends, OfThisTest) {
  if (!check::session().writes_ends()) return;
  ASSERT_EQ(check::run(scenario(adds, {tip("anna")})).count(jar_filled), 1);
  for (const check::Outcome& outcome : check::every_outcome_of(lost_tip()))
    FAIL() << "no outcome gets here " << outcome.count(jar_filled);
  check::sometimes(lost_tip(), testing::Truly([](const check::Outcome&) { return false; }), "");
  EXPECT_TRUE(false);
  for (const check::Outcome& outcome : check::outcomes_of_walks(lost_tip(), 3, 1))
    FAIL() << outcome.count(jar_filled);
  (void)check::every_outcome_of(scenario(adds, two_tips)).begin();
}

TEST(Ends, AreThoseOfEachScenario) {
  const Json ends = ends_of("--gtest_filter=Ends.OfThisTest");
  EXPECT_EQ(ends.at("samples"), 1);
  std::vector<std::size_t> sizes;
  for (const Json& scenario : ends.at("scenarios")) {
    EXPECT_EQ(scenario.at("test"), "Ends.OfThisTest");
    EXPECT_EQ(scenario.at("exhausted"), true);
    sizes.push_back(scenario.at("ends").size());
  }
  const std::size_t losing = sim::gallery_of(lost_tip()).ends.size();
  EXPECT_THAT(sizes, ElementsAre(1, losing, losing, 2));
  EXPECT_FALSE(ends.at("scenarios")[1].at("ends")[0].contains("steps"));
}

Task<> says_it_twice(Event, Ports io) {
  const Event fact = filled(5);
  (void)co_await io.bus.publish(fact);
  (void)co_await io.bus.publish(fact);
}

TEST(Ends, OfACalmRun) {
  if (!check::session().writes_ends()) return;
  ASSERT_EQ(check::run(scenario(says_it_twice, {tip("anna")})).count(jar_filled), 1);
}

TEST(Ends, OfACalmRunHaveNeitherCopiesNorTimes) {
  const Json ends = ends_of("--gtest_filter=Ends.OfACalmRun");
  const Json facts = ends.at("scenarios").at(0).at("ends").at(0).at("outcome").at("published");
  ASSERT_EQ(facts.size(), 1u) << "answers that differ in copies only behave the same";
  EXPECT_FALSE(facts.at(0).contains("at_ms"));
}

/// The scenarios of this test, and their scopes.
TEST(Coverage, OfThisTest) {
  if (check::session().coverage_file().empty()) return;
  (void)check::run(scenario(adds, {tip("anna")}));
  for (const check::Outcome& outcome : check::every_outcome_of(scenario(adds, two_tips)))
    ASSERT_EQ(outcome.count(jar_filled), 2);
  sim::Scenario crashing = scenario(adds, two_tips);
  crashing.faults.crashes_max = 1;
  for (const check::Outcome& outcome : check::outcomes_of_walks(crashing, 3, 1))
    ASSERT_GT(outcome.count(jar_filled), 0);
  for (const check::Outcome& outcome : check::every_outcome_of(scenario(adds, two_tips)))
    ASSERT_EQ(outcome.count(jar_filled), 3) << "a search that stops here has covered nothing";
}

TEST(Coverage, IsThatOfEachScenarioWhoseSearchHasEnded) {
  const Scratch scratch;
  const std::string file = (scratch.folder / "coverage.json").string();
  (void)run_this_program("--coverage=" + file + " --gtest_filter=Coverage.OfThisTest");
  const Json scenarios = Json::parse(std::ifstream{file}).at("scenarios");
  ASSERT_EQ(scenarios.size(), 3u);
  EXPECT_EQ(scenarios[0].at("schedules"), "calm");
  EXPECT_EQ(scenarios[0].at("events"), 1);
  EXPECT_EQ(scenarios[1].at("schedules"), "all");
  EXPECT_EQ(scenarios[1].at("test"), "Coverage.OfThisTest");
  EXPECT_EQ(scenarios[1].at("events"), 2);
  EXPECT_EQ(scenarios[1].at("faults"), Json::object());
  EXPECT_EQ(scenarios[1].at("outcomes"), sim::gallery_of(scenario(adds, two_tips)).ends.size());
  EXPECT_EQ(scenarios[1].at("worlds"), sim::gallery_of(scenario(adds, two_tips)).worlds);
  EXPECT_EQ(scenarios[2].at("schedules"), "sample");
  EXPECT_EQ(scenarios[2].at("faults").at("crashes_max"), 1);
}

TEST(Coverage, IsOfASampleWithWalks) {
  const Scratch scratch;
  const std::string file = (scratch.folder / "coverage.json").string();
  const std::string arguments = " --gtest_filter=Coverage.OfThisTest --coverage=" + file;
  (void)run_this_program("--walks=5,2" + arguments);
  const Json scenarios = Json::parse(std::ifstream{file}).at("scenarios");
  EXPECT_EQ(scenarios.at(1).at("schedules"), "sample") << "the search of the same test is not";
  for (const char* wrong : {"--walks=0", "--walks=5,", "--walks=5,x", "--walks=,2"})
    EXPECT_EQ(run_this_program(wrong + arguments).exit_code, 2) << wrong;
}

TEST(Ends, HaveTheirCalmestSchedules) {
  const Json ends = ends_of("--outcomes --gtest_filter=Ends.OfThisTest");
  std::vector<int> numbers;
  for (const Json& scenario : ends.at("scenarios"))
    for (const Json& end : scenario.at("ends")) {
      numbers.push_back(end.at("number"));
      EXPECT_GT(end.at("steps"), 0);
      EXPECT_GT(end.at("lines").size(), 0u);
    }
  EXPECT_GT(numbers.size(), 5u);
  for (std::size_t i = 0; i < numbers.size(); ++i) EXPECT_EQ(numbers[i], int(i) + 1);
}

TEST(Outcomes, OfATestWithoutAScenario) {
  const auto [exit_code, text] =
      run_this_program("--outcomes --gtest_filter=OutcomeLines.TellApartWhatLooksAlike");
  EXPECT_EQ(exit_code, 2);
  EXPECT_THAT(text, HasSubstr("no outcomes to show: the test searches no scenario"));
}

}  // namespace
