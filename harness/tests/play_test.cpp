#include "check/play.hpp"

#include <gmock/gmock.h>

#include "check/check.hpp"
#include "check/named_schedule.hpp"
#include "eda/detail/random.hpp"
#include "sim/tell/replay.hpp"
#include "tests/counter.hpp"

/// check::play: what the entries of a schedule do, and which are refused.
namespace {

using namespace check;
using namespace counter;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Entries = std::vector<std::string>;

/// Numbers that the counter has published, in this order.
std::vector<int> counted(const Outcome& outcome) {
  std::vector<int> numbers;
  for (const sim::Published& one : outcome.published())
    if (one.by == "counter") numbers.push_back(one.event.data.at("n"));
  return numbers;
}

std::vector<int> counted_by(const Entries& entries) { return counted(play(scenario(), entries)); }

/// Returns the refusal of a schedule: "2: P has ended"; empty: it is played.
std::string refusal(const Entries& texts, Verbs verbs = Verbs::strict,
                    Scenario world = scenario()) {
  std::vector<Entry> entries;
  for (const std::string& text : texts) entries.push_back(entry_from(text));
  const auto refused =
      NamedSchedule{std::move(world), entries, verbs}.play([](const Scenario& staged) {
        return std::make_shared<sim::TransitionSystem>(staged, sim::in_process(staged));
      });
  if (!refused) return "";
  EXPECT_NE(refused->hint, "");
  return std::to_string(refused->entry + 1) + ": " + refused->why;
}

TEST(Play, RunsADeliveryToItsEnd) {
  EXPECT_THAT(counted_by({"run P"}), ElementsAre(1));
  EXPECT_THAT(counted_by({"run P", "run I"}), ElementsAre(1, 2));
}

TEST(Play, StepsOneRequestAtATime) {
  EXPECT_THAT(counted_by({"step P get", "step I get", "run P", "run I"}), ElementsAre(1, 1));
  EXPECT_THAT(counted_by({"step P", "step P", "step I", "run I"}), ElementsAre(2, 1));
}

TEST(Play, StartsNoEventThatIsNotNamed) {
  EXPECT_THAT(counted_by({}), IsEmpty());
  EXPECT_THAT(counted_by({"run I"}), ElementsAre(1));
}

TEST(Play, EndsThoseThatHaveBegunInTheOrderOfTheirBeginnings) {
  const Played played = play(scenario(), {"step P", "step I"});
  ASSERT_THAT(counted(played), ElementsAre(1, 1));
  EXPECT_EQ(played.published()[0].event.subject, "P");
  EXPECT_EQ(played.published()[1].event.subject, "I");
  EXPECT_TRUE(played.is_complete());
}

// The copies have asked the same, so a search does not tell them apart.
TEST(Play, LetsOneOfTwoEqualDeliveriesRunOn) {
  const Played played = play(scenario(), {"step P", "step P#2", "run P", "run P#2"});
  const Json trace = played.trace();
  std::vector<std::string> who;
  for (const Json& step : trace.at("steps")) who.push_back(step.at("who"));
  EXPECT_THAT(who, ElementsAre("payment.completed", "payment.completed (2nd copy)",
                               "payment.completed", "payment.completed",
                               "payment.completed (2nd copy)", "payment.completed (2nd copy)"));
  EXPECT_EQ(played.deliveries().at(0).ended_at, 4);
  EXPECT_EQ(played.deliveries().at(1).ended_at, 6);
}

TEST(Play, DeliversACopyUnderTheSecondName) {
  EXPECT_THAT(counted_by({"run P", "run P#2"}), ElementsAre(1, 2));
  EXPECT_THAT(counted_by({"step P#1", "step P#2"}), ElementsAre(1, 1));
  EXPECT_EQ(play(scenario(), {"run P", "run P#2"}).trace().at("faults"), 1);
}

TEST(Play, LetsAProcessDieWhereItWaits) {
  EXPECT_THAT(counted_by({"step P get", "step P put", "crash P", "run P#2"}), ElementsAre(2));
  EXPECT_THAT(counted_by({"step P get", "crash P", "run P#2"}), ElementsAre(1));
  const Played left = play(scenario(), {"step P get", "step P put", "step I", "crash P"});
  EXPECT_THAT(counted(left), ElementsAre(2));
  EXPECT_FALSE(left.is_complete());
}

TEST(Play, LetsAProcessDieAfterARequest) {
  EXPECT_THAT(counted_by({"step P get", "crash P after put", "run P#2"}), ElementsAre(2));
  EXPECT_THAT(counted_by({"crash P after get", "run P#2"}), ElementsAre(1));
  EXPECT_THAT(counted_by({"step P", "step P", "crash P after publish", "run P#2"}),
              ElementsAre(1, 2));
}

TEST(Play, DeliversADeadProcessesEventWithoutACopy) {
  const Played played = play(scenario(), {"step P", "step P", "crash P", "run P#2"});
  EXPECT_TRUE(played.is_complete());
  EXPECT_EQ(played.trace().at("faults"), 1);
  EXPECT_TRUE(played.deliveries().at(0).has_died);
  EXPECT_FALSE(played.deliveries().at(0).has_ended);
  EXPECT_TRUE(played.deliveries().at(1).has_ended);
}

TEST(Play, LetsAProcessDieThatWaitsForTime) {
  EXPECT_THAT(counted_by({"step N", "crash N", "run P"}), ElementsAre(1));
  EXPECT_THAT(counted_by({"crash N after wait", "run P"}), ElementsAre(1));
}

TEST(Play, LetsTimePassUnderAHandler) {
  const Played played = play(scenario(), {"step P get", "advance 31m", "advance 90s", "run P"});
  ASSERT_THAT(counted(played), ElementsAre(1));
  EXPECT_EQ(played.published()[0].at, 32min + 30s);
  EXPECT_EQ(played.deliveries().at(0).ended, 32min + 30s);
}

TEST(Play, WaitsInTheEndForThoseThatWaitForTime) {
  const Played played = play(scenario(), {"step N", "run P"});
  EXPECT_THAT(counted(played), ElementsAre(1, 2));
  EXPECT_EQ(played.published()[1].at, nap);
}

TEST(Play, SweepsWhenASweepIsNamed) {
  EXPECT_THAT(counted_by({"run sweep", "advance 1m", "run sweep#2", "run sweep#3", "run sweep#4"}),
              ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(counted_by({"step sweep", "step P", "run sweep"}), ElementsAre(1, 1));
  const Played late = play(scenario(), {"advance 2h", "run sweep"});
  EXPECT_EQ(late.published().at(0).at, 2h);
}

TEST(Play, RunsAllElseToItsEndAfterEachEntry) {
  const Played played = play(with_others(), {"run P", "advance 31m", "run I"});
  std::vector<std::string> told;
  for (const sim::Published& one : played.published()) told.push_back(one.event.type);
  // the other service hears P at once, and the timer fires at its own time
  EXPECT_THAT(told, ElementsAre("counter.counted", "other.heard", "other.rang", "counter.counted",
                                "other.heard"));
  EXPECT_EQ(played.published()[2].at, 30min);
}

TEST(Play, DeliversWhatMatchesAPattern) {
  Scenario world = scenario();
  eda::Subscription& first = world.services.front().subscriptions.front();
  first = eda::on_matching(Json::parse(R"({"type": [{"prefix": "test.inventory."}]})"), on_event);
  EXPECT_THAT(counted(play(world, {"run I"})), ElementsAre(1));
  EXPECT_EQ(refusal({"run P"}, Verbs::strict, world), "1: no service hears P");
}

TEST(Play, GivesOtherServicesACopyWhenItIsNamed) {
  const Played played = play(with_others(), {"run P", "run P#2"});
  EXPECT_EQ(played.published().size(), 4u);
  EXPECT_EQ(play(with_others(), {"step P", "crash P"}).published().size(), 1u);
}

TEST(Play, LooksAtNoVerbWhenItIsLoose) {
  EXPECT_THAT(counted_by({"step P publish", "run P"}), ElementsAre(1));
  EXPECT_EQ(refusal({"step P publish"}), "1: P asks for \"get row\" and not for \"publish\"");
  EXPECT_EQ(refusal({"step P get", "step P get"}), "2: P asks for \"put row\" and not for \"get\"");
  EXPECT_EQ(refusal({"crash P after put"}), "1: P asks for \"get row\" and not for \"put\"");
  EXPECT_EQ(refusal({"step P get", "step P put", "step P publish"}), "");
}

TEST(Play, PassesOverThoseThatHaveEndedWhenItIsLoose) {
  EXPECT_THAT(counted_by({"run P", "run P", "step P", "crash P", "run P#2"}), ElementsAre(1, 2));
  EXPECT_EQ(refusal({"run P", "run P"}), "2: P has ended");
  EXPECT_EQ(refusal({"run P", "step P"}), "2: P has ended");
  EXPECT_EQ(refusal({"run P", "crash P"}), "2: P has ended");
  EXPECT_EQ(refusal({"run P", "crash P after get"}), "2: P has ended");
}

TEST(Play, RefusesADeadProcess) {
  for (const char* more : {"run P", "step P", "crash P after put"})
    for (const Verbs verbs : {Verbs::strict, Verbs::loose})
      EXPECT_THAT(refusal({"step P", "crash P", more}, verbs),
                  testing::AnyOf("3: P has died", "3: this is the second crash"));
}

TEST(Play, RefusesMoreThanOneCrash) {
  EXPECT_EQ(refusal({"step P", "crash P", "step I", "crash I"}), "4: this is the second crash");
  EXPECT_EQ(refusal({"crash P after get", "crash I after get"}), "2: this is the second crash");
  EXPECT_EQ(refusal({"crash P after get", "step I", "crash I"}), "3: this is the second crash");
  EXPECT_EQ(refusal({"step P", "crash P", "crash P"}), "3: this is the second crash");
}

TEST(Play, RefusesACrashBeforeTheBeginning) {
  EXPECT_EQ(refusal({"crash P"}), "1: P has not begun");
  EXPECT_EQ(refusal({"step P", "crash I"}), "2: I has not begun");
}

TEST(Play, RefusesACrashWhenTheCopyIsUsed) {
  EXPECT_THAT(refusal({"step P", "run P#2", "crash P"}), HasSubstr("3: P#2 has begun"));
  EXPECT_THAT(refusal({"step P#2", "crash P#2"}), HasSubstr("2: P#2 has begun"));
}

TEST(Play, RefusesNamesThatAreNotThere) {
  EXPECT_EQ(refusal({"run P", "run K"}), "2: no one is called K");
  Scenario twins = scenario();
  twins.events.push_back(event("other.payment.failed", "twin"));
  EXPECT_EQ(refusal({"run P"}, Verbs::loose, twins), "1: P could be two events of this scenario");
  Scenario deaf = scenario();
  deaf.services[0].subscriptions.pop_back();
  EXPECT_EQ(refusal({"run sweep"}, Verbs::strict, deaf), "1: no service hears sweep");
  EXPECT_EQ(refusal({"run sweep"}, Verbs::loose, deaf), "");
}

TEST(Play, RefusesMoreThanTwelveHours) {
  EXPECT_EQ(refusal({"advance 12h"}), "");
  EXPECT_EQ(refusal({"advance 12h", "advance 1s"}), "2: more than 12 hours have passed then");
}

TEST(Play, RefusesEventsWithoutEnd) {
  Scenario endless = scenario();
  endless.services.push_back(echo());
  EXPECT_THAT(refusal({"run P"}, Verbs::loose, endless), HasSubstr("lead to further events"));
}

/// True if a search through the scenario of `played` finds its outcome.
bool is_found(const Played& played) {
  const auto told = [](const sim::Outcome& outcome) {
    std::vector<std::pair<Json, eda::Duration>> all;
    for (const sim::Published& one : outcome.published())
      all.emplace_back(eda::to_json(one.event), one.at);
    return all;
  };
  for (const Outcome& outcome : every_outcome_of(played.scenario()))
    if (told(outcome) == told(played)) return true;
  return false;
}

// Random schedules over all kinds of entries. Those that leave nothing to happen are among all.
TEST(Play, PlaysWhatTheExplorerFindsToo) {
  const Entries choices{"run P",      "step P",   "run P#2", "step P#2",          "step I",
                        "run I",      "crash P",  "step N",  "crash P after put", "advance 10m",
                        "step sweep", "run sweep"};
  std::uint64_t seed = 1;
  int found = 0;
  for (int i = 0; i < 300 && found < 15; ++i) {
    Entries entries;
    while (entries.size() < 5) {
      entries.push_back(choices[eda::detail::random_below(seed, choices.size())]);
      if (refusal(entries) != "") entries.pop_back();
    }
    const Played played = play(scenario(), entries, Verbs::strict);
    if (!played.is_complete()) continue;
    ++found;
    ASSERT_TRUE(is_found(played)) << played.story();
  }
  EXPECT_EQ(found, 15);
}

TEST(Play, CanBeReplayedByItsToken) {
  const Played played =
      play(scenario(), {"step P", "step I", "step P", "advance 5m", "crash P", "run P#2"});
  const std::string text = played.trace().at("replay");
  const auto [found, drift] =
      sim::replay(played.scenario(), sim::token_from(text), {.show = [](const std::string&) {}});
  EXPECT_EQ(drift, "");
  EXPECT_EQ(counted(Outcome{found, 0}), counted(played));
}

}  // namespace
