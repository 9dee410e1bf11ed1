#include <gmock/gmock.h>

#include <map>
#include <random>

#include "sim/learn/behaviour_trie.hpp"
#include "sim/search/explorer.hpp"
#include "sim/tell/outcome_search.hpp"
#include "tip_jar.hpp"

namespace {

using namespace tip_jar;
using sim::Arrival, sim::OutcomeSearch, sim::Outcome, sim::Scenario;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using OnTip = Task<> (*)(Event, Ports);
const std::vector<Arrival> three_tips{tip("anna"), tip("boris"), tip("clara")};

/// Memory of the handlers below outside the store, which breaks the rules.
struct Memory {
  std::map<std::string, eda::Row<Jar>> cache;
  std::set<std::string> announced;
  int calls = 0;
  bool is_locked = false;
} memory;

/// Message of the kit if `on_tip` remembers something outside the store; empty: it does not.
std::string surprise_by(OnTip on_tip, std::vector<Arrival> tips = three_tips) {
  memory = {};
  try {
    OutcomeSearch exploration{scenario(on_tip, std::move(tips))};
    while (exploration.next()) continue;
    exploration.verify();
    return "";
  } catch (const sim::HiddenState& surprise) {
    return surprise.what();
  }
}

/// True if there is no message without running the real coroutines side by side.
bool looks_innocent_alone(OnTip on_tip) {
  OutcomeSearch exploration{scenario(on_tip, three_tips)};
  while (exploration.next()) continue;
  return exploration.is_exhausted();
}

const auto shows_both_answers =
    AllOf(HasSubstr("given the same com.bistro.tip.given (id "), HasSubstr("it once asked for  {"),
          HasSubstr("and now asks for   "));

Task<> caches_the_jar(Event tip, Ports io) {
  auto jar = memory.cache["jar"];
  if (!jar.exists()) jar = co_await io.store.get<Jar>("jar");
  jar->cents += tip.data.at("cents").get<int>();
  const auto saved = co_await io.store.put_if_unchanged(jar);
  if (saved.ok()) ++jar.version;
  if (saved.ok()) memory.cache["jar"] = jar;
}

Task<> leaves_at_every_fiftieth_call(Event tip, Ports io) {
  if (++memory.calls % 50 == 0) co_return;
  co_await adds(tip, io);
}

Task<> leaves_at_the_hundredth_call(Event tip, Ports io) {
  if (++memory.calls == 100) co_return;
  co_await adds(tip, io);
}

Task<> knows_what_it_has_announced(Event tip, Ports io) {
  auto jar = co_await io.store.get<Jar>("jar");
  if (!memory.announced.insert(tip.id).second) co_return;
  (void)co_await io.bus.publish(filled(jar->cents));
}

Task<> rolls_dice_for_an_id(Event, Ports io) {
  static std::random_device dice;
  Event event = filled(100);
  event.id = std::to_string(dice()) + std::to_string(dice());
  (void)co_await io.bus.publish(event);
}

Task<> reads_the_real_clock(Event, Ports io) {
  Event event = filled(100);
  event.data["at"] = std::chrono::steady_clock::now().time_since_epoch().count();
  (void)co_await io.bus.publish(event);
}

/// Lock that is held during its lifetime.
struct Lock {
  explicit Lock(bool& is_held) : is_held_{is_held}, is_mine{!std::exchange(is_held, true)} {}
  Lock(const Lock&) = delete;
  ~Lock() {
    if (is_mine) is_held_ = false;
  }
  bool& is_held_;
  const bool is_mine;
};

Task<> locks_the_jar_in_memory(Event tip, Ports io) {
  const Lock lock{memory.is_locked};
  if (!lock.is_mine) co_return;
  co_await adds(tip, io);
}

Json announcement() {
  Json action{{"port", "bus"}, {"do", "publish"}};
  action["events"].push_back(eda::to_json(filled(0)));
  return action;
}

TEST(HiddenState, IsACacheOfWhatWasRead) {
  const std::string surprise = surprise_by(caches_the_jar);
  EXPECT_THAT(surprise, shows_both_answers);
  EXPECT_THAT(surprise, AllOf(HasSubstr(R"("do":"get")"), HasSubstr(R"("do":"write")")));
}

TEST(HiddenState, IsACountOfCalls) {
  EXPECT_THAT(surprise_by(leaves_at_every_fiftieth_call), shows_both_answers);
}

TEST(HiddenState, IsARandomNumber) {
  EXPECT_THAT(surprise_by(rolls_dice_for_an_id, {tip("anna")}), shows_both_answers);
}

TEST(HiddenState, IsTheRealClock) {
  EXPECT_THAT(surprise_by(reads_the_real_clock, {tip("anna")}), shows_both_answers);
}

TEST(HiddenState, IsALockThatAnotherHandlerHolds) {
  EXPECT_TRUE(looks_innocent_alone(locks_the_jar_in_memory));
  EXPECT_THAT(surprise_by(locks_the_jar_in_memory), shows_both_answers);
}

TEST(HiddenState, IsWhatShowsOnlyWhenRealHandlersRunALongSchedule) {
  EXPECT_THAT(surprise_by(leaves_at_the_hundredth_call),
              AllOf(HasSubstr("given the same event and the same answers"),
                    HasSubstr("alone it asks for         {"),
                    HasSubstr("among other runs it asks  {\"do\":\"done\"}")));
}

TEST(HiddenState, IsShownWithTheAnswersThatTheHandlerWasGiven) {
  EXPECT_EQ(surprise_by(knows_what_it_has_announced, {tip("anna")}),
            "given the same com.bistro.tip.given (id anna) and the same answers\n"
            "    told {\"version\":0}\n"
            "  it once asked for  " +
                announcement().dump() +
                "\n"
                "  and now asks for   {\"do\":\"done\"}");
}

TEST(HiddenState, IsNotFoundInAHandlerThatHasNone) { EXPECT_EQ(surprise_by(adds), ""); }

/// Outcomes of the scenario, as text.
std::vector<std::string> outcomes_of(Scenario scenario) {
  std::vector<std::string> all;
  OutcomeSearch exploration{std::move(scenario)};
  while (const auto outcome = exploration.next()) {
    std::string words;
    for (const auto& [event, by, at] : outcome->outcome.published())
      words += event.data.value("at", "");
    for (const auto& failure : outcome->outcome.failures())
      words += failure.service + ": " + failure.what;
    all.push_back(words);
  }
  exploration.verify();
  return all;
}

Event says_when(eda::Instant now) {
  Event event = filled(100);
  event.id = event.data["at"] = eda::to_rfc3339(now).substr(11, 5);
  return event;
}

Task<> reads_the_clock_first(Event, Ports io) {
  const eda::Instant now = io.clock.now();
  (void)co_await io.bus.publish(says_when(now));
}

Task<> reads_the_clock_later(Event, Ports io) {
  auto jar = co_await io.store.get<Jar>("jar");
  const eda::Instant now = io.clock.now();
  (void)co_await io.bus.publish(says_when(now));
}

/// Scenario with one tip now, and a sweep of another handler in five minutes.
Scenario with_a_moment_later(OnTip on_tip, bool time_races) {
  Scenario one_tip = scenario(on_tip, {tip("anna")});
  one_tip.services[0].subscriptions.push_back(
      eda::on_sweeps(+[](Event, Ports) -> Task<> { co_return; }));
  one_tip.sweeps = {5min};
  one_tip.faults.time_races = time_races;
  return one_tip;
}

TEST(Clock, TellsTheMomentOfTheDelivery) {
  for (OnTip on_tip : {reads_the_clock_first, reads_the_clock_later})
    EXPECT_THAT(outcomes_of(with_a_moment_later(on_tip, false)), ElementsAre("10:00"));
}

TEST(Clock, TellsALaterMomentWhereTimeRacesWithHandlers) {
  for (OnTip on_tip : {reads_the_clock_first, reads_the_clock_later})
    EXPECT_THAT(outcomes_of(with_a_moment_later(on_tip, true)), ElementsAre("10:00", "10:05"));
}

TEST(Clock, TellsEachDeliveryItsOwnMoment) {
  const auto later = scenario(reads_the_clock_first, {tip("anna"), {tip("boris"), 7min}});
  EXPECT_THAT(outcomes_of(later), ElementsAre("10:0010:07"));
}

TEST(Clock, MakesNoDifferenceToAHandlerThatDoesNotLook) {
  const auto histories = [](bool time_races) {
    Scenario scenario = with_a_moment_later(adds, time_races);
    sim::Explorer explorer{scenario, sim::in_process(scenario)};
    while (explorer.next_end()) continue;
    return explorer.system.behaviour.size();
  };
  EXPECT_EQ(histories(true), histories(false));
}

Task<> throws_after_reading(Event, Ports io) {
  auto jar = co_await io.store.get<Jar>("jar");
  throw std::runtime_error{"the jar is broken"};
}

Task<> throws_at_once(Event event, Ports) {
  if (event.id == "anna") throw 42;
  co_return;
}

Task<> spins(Event, Ports io) {
  while (true) (void)co_await io.store.get<Jar>("jar");
}

Task<> waits_for_something_else(Event, Ports) { co_await std::suspend_always{}; }

TEST(Failure, IsAnExceptionOfAHandler) {
  EXPECT_THAT(outcomes_of(scenario(throws_after_reading, {tip("anna")})),
              ElementsAre("jar: the jar is broken"));
}

TEST(Failure, IsAnythingThatAHandlerThrows) {
  EXPECT_THAT(outcomes_of(scenario(throws_at_once, {tip("anna"), tip("boris")})),
              ElementsAre("jar: something that is no std::exception"));
}

TEST(Failure, IsAWaitThatNoPortWillEnd) {
  EXPECT_THAT(outcomes_of(scenario(waits_for_something_else, {tip("anna")})),
              ElementsAre(testing::StartsWith(
                  "jar: it waits for something that no port will ever answer")));
}

template <int things, bool looks_at_the_clock>
Task<> asks_for(Event, Ports io) {
  if (looks_at_the_clock) (void)io.clock.now();
  for (int i = 0; i < things; ++i) (void)co_await io.store.get<Jar>("jar");
}

TEST(Failure, IsToAskForMoreThan64Things) {
  for (OnTip on_tip : {asks_for<64, false>, asks_for<64, true>})
    EXPECT_THAT(outcomes_of(scenario(on_tip, {tip("anna")})), ElementsAre(""));
  for (OnTip on_tip : {asks_for<65, false>, asks_for<65, true>})
    EXPECT_THAT(outcomes_of(scenario(on_tip, {tip("anna")})),
                ElementsAre(HasSubstr("asked for 64 things and still wants more")));
}

TEST(Failure, IsToSpinAndTheFirstThatIsTold) {
  OutcomeSearch exploration{scenario(spins, three_tips)};
  const Outcome first = exploration.next().value().outcome;
  EXPECT_EQ(exploration.worlds(), 0u) << "it is reported before any world is visited";
  ASSERT_FALSE(first.failures().empty());
  EXPECT_EQ(first.failures()[0].what,
            "it has asked for 64 things and still wants more: it never ends");
}

TEST(Failure, IsShownByTheHistoryOfTheHandlerThatSpins) {
  OutcomeSearch exploration{scenario(spins, {tip("anna")})};
  const sim::Trace trace = exploration.next().value().trace();
  ASSERT_EQ(trace.steps.size(), 64u);
  for (const sim::TraceStep& step : trace.steps) EXPECT_EQ(step.who, "tip.given");
  EXPECT_THAT(trace.steps.back().failure, HasSubstr("never ends"));
}

TEST(Failure, BreaksARuleOfTheHouse) {
  OutcomeSearch exploration{scenario(throws_after_reading, {tip("anna")})};
  EXPECT_THAT(exploration.next().value().outcome.broken_house_rule().says,
              testing::MatchesRegex("A handler returns normally. This one of jar did not, given "
                                    "com.bistro.tip.given .id anna., in behaviour_test.cpp:[0-9]+: "
                                    "the jar is broken"));
}

}  // namespace
