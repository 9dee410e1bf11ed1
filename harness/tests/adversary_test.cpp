#include "check/adversary.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "check/check.hpp"
#include "check/session.hpp"
#include "play_scenarios.hpp"
#include "scratch.hpp"
#include "this_program.hpp"

// The page in which a reader plays the adversary, as a test program writes it with --adversary.
namespace {

using testing::AllOf, testing::Each, testing::EndsWith, testing::HasSubstr, testing::Not;
using namespace stories;
using namespace std::chrono_literals;
using eda::Json;

/// True in the program that the other tests run.
bool is_subject() { return check::session().plays_adversary() || check::session().replay_token(); }

const sim::Rule none_lost{.says = "no tip is lost", .hint = "Who reads what?"};

int cents_in(const check::Outcome& outcome) {
  int most = 0;
  for (const Event& fact : outcome.facts(jar_filled))
    most = std::max(most, fact.data.at("cents").get<int>());
  return most;
}

void keeps_both(const sim::Scenario& scenario) {
  for (const check::Outcome& outcome : check::every_outcome_of(scenario))
    ASSERT_EQ(cents_in(outcome), 350) << outcome.story(none_lost);
}

TEST(Subject, right) {
  if (is_subject()) keeps_both(scenario(adds, two_tips));
}

TEST(Subject, wrong) {
  if (!is_subject()) return;
  keeps_both(scenario(adds, two_tips));
  keeps_both(play_scenarios::tips({.duplicates_per_event_max = 1}, loses_tips));
  keeps_both(lost_tip());
}

/// Stops at the first of two outcomes, and would fail without the second.
TEST(Subject, sometimes) {
  if (!is_subject()) return;
  check::sometimes(lost_tip(), testing::Truly([](const check::Outcome& outcome) {
                     return cents_in(outcome) < 350;
                   }),
                   "a tip can be lost");
}

/// A house rule is broken before the test sees the outcome.
Task<> fails(Event tip, Ports io) {
  const auto jar = co_await io.store.get<Jar>("jar", eda::Read::strong);
  if (jar.exists()) throw std::runtime_error{"the jar is there"};
  (void)co_await io.store.put(jar);
  (void)tip;
}

TEST(Subject, house_rule) {
  if (!is_subject()) return;
  for (const check::Outcome& outcome : check::every_outcome_of(scenario(fails, two_tips)))
    EXPECT_THAT(outcome.failures(), testing::IsEmpty());
}

/// Has far more worlds than a page has room for, without faults far fewer.
TEST(Subject, many_faults) {
  if (!is_subject()) return;
  sim::Scenario many = play_scenarios::tips(
      {.duplicates_per_event_max = 3, .crashes_max = 3, .throttles_max = 3}, adds);
  keeps_both(many);
}

TEST(Subject, too_large) {
  if (!is_subject()) return;
  sim::Scenario large = scenario(adds, {});
  for (int i = 0; i < 9; ++i) large.events.push_back(tip("tip-" + std::to_string(i)));
  for (const check::Outcome& outcome : check::every_outcome_of(large))
    ASSERT_EQ(cents_in(outcome), 900);
}

Task<> counts_its_calls(Event, Ports io) {
  static int calls = 0;
  (void)co_await io.bus.publish(filled(++calls));
}

TEST(Subject, remembers) {
  if (is_subject()) keeps_both(scenario(counts_its_calls, two_tips));
}

TEST(Subject, no_search) {
  if (!is_subject()) return;
  EXPECT_EQ(check::run(scenario(adds, two_tips)).count(jar_filled), 2);
}

struct Played {
  Ran ran;
  Json page;
};

class Adversary : public testing::Test {
  void SetUp() override {
    if (check::session().plays_adversary()) GTEST_SKIP() << "these tests run this program";
  }
};

/// Runs one of the tests above under a name of its own. Pages are named after the program.
Played play(const std::string& test, const std::string& arguments = "--adversary") {
  const Scratch scratch;
  create_directories(scratch / "bin");
  const std::filesystem::path program = scratch / "bin" / "subject";
  std::filesystem::create_symlink(std::filesystem::absolute(this_program()), program);
  Played played;
  played.ran = run_this_program(arguments + " --gtest_filter=Subject." + test, program.string());
  const auto file = scratch / "pages" / "subject" / ("Subject." + test + ".play.html");
  if (!exists(file)) return played;
  std::ifstream input{file};
  for (std::string line; std::getline(input, line);) {
    const std::string start = R"(<script id="play" type="application/json">)";
    if (!line.starts_with(start)) continue;
    played.page = Json::parse(line.substr(start.size(), line.rfind('<') - start.size()));
  }
  EXPECT_LE(file_size(file), check::play_page_max);
  return played;
}

/// Verdicts of the ends of a page.
std::vector<bool> verdicts(const Json& page) {
  std::vector<bool> all;
  for (const Json& end : page.at("ends")) all.push_back(end.at("rejected").get<bool>());
  return all;
}

TEST_F(Adversary, TakesTheVerdictOfTheTestOnEachEnd) {
  const auto [ran, page] = play("wrong", "--adversary=3");
  EXPECT_EQ(ran.exit_code, 0) << ran.text;
  EXPECT_THAT(ran.text, AllOf(HasSubstr("Subject.wrong, scenario 3: "),
                              HasSubstr("broken in 2 steps"), HasSubstr(".play.html")));
  EXPECT_EQ(page.at("test"), "Subject.wrong");
  EXPECT_EQ(page.at("scenario"), 2);
  EXPECT_THAT(page.at("replay").get<std::string>(), EndsWith("/bin/subject --replay="));
  int rejected = 0;
  for (const Json& end : page.at("ends")) {
    const std::string lines = end.at("lines").dump();
    const bool is_lost = lines.find("350") == std::string::npos;
    EXPECT_EQ(end.at("rejected"), is_lost) << lines;
    EXPECT_EQ(end.at("rule"), is_lost ? none_lost.says : "");
    EXPECT_EQ(end.at("hint"), is_lost ? none_lost.hint : "");
    rejected += is_lost;
  }
  EXPECT_GT(rejected, 0);
  EXPECT_LT(rejected, int(page.at("ends").size()));
}

TEST_F(Adversary, PlaysTheSmallestScenarioThatCanBeBroken) {
  const auto [ran, page] = play("wrong");
  EXPECT_THAT(ran.text, AllOf(HasSubstr("scenario 1: "), HasSubstr("cannot be broken"),
                              HasSubstr("scenario 2: "), HasSubstr("Play scenario 3 of ")));
  EXPECT_EQ(page.at("scenario"), 2);
}

TEST_F(Adversary, PlaysARightAnswerToo) {
  const auto [ran, page] = play("right");
  EXPECT_THAT(ran.text, HasSubstr("0 rejected; cannot be broken"));
  EXPECT_THAT(verdicts(page), Each(false));
}

TEST_F(Adversary, ChoosesATestWhereAllMayBePlayed) {
  const Played played = play("*");
  EXPECT_THAT(played.ran.text, HasSubstr("There is nothing to play"))
      << "a pattern is not the name of a test";
  const Ran all = run_this_program("--adversary");
  EXPECT_EQ(all.exit_code, 0) << all.text;
  EXPECT_THAT(all.text, AllOf(HasSubstr("Play scenario 1 of Subject.house_rule"),
                              Not(HasSubstr("Adversary.")), HasSubstr("best of ")));
}

TEST_F(Adversary, DoesNotTakeATestOfAllOutcomesForAVerdictOnOne) {
  const auto [ran, page] = play("sometimes");
  EXPECT_GT(page.at("ends").size(), 1u);
  EXPECT_THAT(verdicts(page), Each(false));
}

TEST_F(Adversary, CountsAHouseRuleAsBroken) {
  const auto [ran, page] = play("house_rule");
  EXPECT_THAT(verdicts(page), testing::Contains(true));
  for (const Json& end : page.at("ends"))
    EXPECT_EQ(end.at("rule") == "", end.at("rejected") == false);
}

TEST_F(Adversary, OffersFewerFaultsWhereAllAreTooMany) {
  const auto [ran, page] = play("many_faults");
  EXPECT_EQ(ran.exit_code, 0) << ran.text;
  EXPECT_TRUE(page.at("faults_max").is_number());
  EXPECT_TRUE(play("right").page.at("faults_max").is_null());
}

TEST_F(Adversary, SaysWhyThereIsNothingToPlay) {
  const auto said = [](const std::string& test, const std::string& why) {
    const auto [ran, page] = play(test);
    EXPECT_EQ(ran.exit_code, 2) << test;
    EXPECT_THAT(ran.text, AllOf(HasSubstr("nothing to play"), HasSubstr(why)));
    EXPECT_TRUE(page.is_null());
  };
  said("too_large", "without a fault more than 60000 worlds");
  said("remembers", "A handler remembers nothing but what is in the store. This one");
  said("no_search", "no test that ran has come to a search of schedules");
}

TEST_F(Adversary, NumbersScenariosFromOne) {
  EXPECT_THAT(play("right", "--adversary=0").ran.text,
              HasSubstr("\"0\" is no number of a scenario: they begin with 1"));
  EXPECT_EQ(play("right", "--adversary=7").ran.exit_code, 2);
}

}  // namespace
