#include <gmock/gmock.h>

#include "check/check.hpp"
#include "sim/search/explorer.hpp"
#include "sim/tell/outcome_search.hpp"
#include "sim/tell/replay.hpp"
#include "sim/tell/trace.hpp"
#include "tests/tip_jar.hpp"

/// Handlers that wait: Clock::sleep, as every answer that comes later.
namespace {

using namespace check;
using namespace tip_jar;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

Event minute(const std::string& id, eda::Instant now) {
  Event event{jar_filled};
  event.source = "jar";
  event.id = id;
  const eda::Instant start{eda::Duration{1'768'298'400'000}};
  event.data["minute"] = (now - start) / 1min;
  return event;
}

/// Publishes the minute after its wait.
Task<> waits(Event tip, Ports io) {
  co_await io.clock.sleep(tip.data.at("cents").get<int>() * 1min);
  const Event fact = minute(tip.id, io.clock.now());
  (void)co_await io.bus.publish(fact);
}

/// Publishes the minute in which it started, after a wait of ten minutes.
Task<> waits_after_a_look_at_the_clock(Event tip, Ports io) {
  const Event fact = minute(tip.id, io.clock.now());
  co_await io.clock.sleep(10min);
  (void)co_await io.bus.publish(fact);
}

Scenario with(Task<> (*on_tip)(Event, Ports), std::vector<Arrival> tips, Faults faults = {},
              Overlap overlap = Overlap::full) {
  Scenario scenario = tip_jar::scenario(on_tip, std::move(tips));
  scenario.faults = std::move(faults);
  scenario.overlap = overlap;
  scenario.observed.order = true;
  return scenario;
}

std::string words(const sim::Outcome& outcome) {
  std::string words;
  for (const sim::Published& fact : outcome.published())
    words += (words.empty() ? "" : ", ") + fact.event.id + " " +
             std::to_string(fact.event.data.at("minute").get<int>());
  return words;
}

/// Facts of each outcome, in order: "anna 10, boris 20".
std::vector<std::string> outcomes(Scenario scenario) {
  std::vector<std::string> all;
  sim::OutcomeSearch search{std::move(scenario)};
  while (const auto found = search.next()) all.push_back(words(found->outcome));
  EXPECT_TRUE(search.is_exhausted());
  return all;
}

TEST(Wait, EndsAtItsMoment) {
  EXPECT_THAT(outcomes(with(waits, {tip("anna", 10)})), ElementsAre("anna 10"));
  EXPECT_THAT(outcomes(with(waits, {tip("anna", 0)})), ElementsAre("anna 0"));
}

TEST(Wait, LetsOthersRunMeanwhile) {
  const std::vector<Arrival> tips{tip("anna", 10), {tip("boris", 1), 2min}};
  EXPECT_THAT(outcomes(with(waits, tips)), ElementsAre("boris 3, anna 10"));
}

TEST(Wait, KeepsOthersBackWhereHandlersRunOneAfterAnother) {
  const std::vector<Arrival> tips{tip("anna", 10), {tip("boris", 1), 2min}};
  EXPECT_THAT(outcomes(with(waits, tips, {}, Overlap::none_any_order)),
              ElementsAre("anna 10, boris 11"));
  EXPECT_THAT(
      outcomes(with(waits, {tip("anna", 10), tip("boris", 1)}, {}, Overlap::none_any_order)),
      UnorderedElementsAre("anna 10, boris 11", "boris 1, anna 11"));
}

TEST(Wait, OfTwoThatEndAtOneMomentEndsInBothOrders) {
  EXPECT_THAT(outcomes(with(waits, {tip("anna", 10), tip("boris", 10)})),
              UnorderedElementsAre("anna 10, boris 10", "boris 10, anna 10"));
}

TEST(Wait, CostsNoFaults) {
  sim::OutcomeSearch search{with(waits, {tip("anna", 10), tip("boris", 1)})};
  const auto found = search.next();
  EXPECT_EQ(found->trace().faults, 0);
}

TEST(Wait, IsBegunAgainByAHandlerThatDiesInIt) {
  const std::vector<Arrival> tips{tip("anna", 10), {tip("boris", 0), 2min}};
  const auto all = outcomes(with(waits, tips, {.crashes_max = 1}));
  EXPECT_THAT(all, testing::Contains("boris 2, anna 10"));
  EXPECT_THAT(all, testing::Contains("boris 2, anna 12"));
}

TEST(Wait, IsLeftByADeathAtEveryMoment) {
  const std::vector<Arrival> tips{tip("anna"), {tip("boris"), 2min}, {tip("clara"), 20min}};
  const auto all = outcomes(with(waits_after_a_look_at_the_clock, tips, {.crashes_max = 1}));
  EXPECT_THAT(all, testing::Contains(HasSubstr("anna 0")));
  EXPECT_THAT(all, testing::Contains(HasSubstr("anna 2")));
}

TEST(Wait, MayBeOvertakenByNothingButTime) {
  Faults race;
  race.time_races_max = 1;
  const auto all = outcomes(with(waits, {tip("anna", 1), {tip("boris", 0), 1min}}, race));
  EXPECT_THAT(all, testing::Contains("boris 1, anna 1"));
  EXPECT_THAT(all, testing::Contains("anna 1, boris 1"));
}

TEST(Wait, TakesTheSameTimeInACalmSchedule) {
  EXPECT_EQ(words(run(with(waits, {tip("anna", 10), tip("boris", 1)}))), "boris 1, anna 10");
}

TEST(Wait, TakesTheSameTimeWhereEachStepIsWatched) {
  std::string shown;
  const sim::Watch watch{.show = [&](const std::string& text) { shown += text; }};
  const auto found = sim::run_watched(with(waits, {tip("anna", 10), tip("boris", 1)}), watch);
  EXPECT_EQ(words(found.outcome), "boris 1, anna 10");
  EXPECT_THAT(shown, HasSubstr("wait 600000 ms"));
}

TEST(Wait, IsShownInTheSchedule) {
  sim::OutcomeSearch search{with(waits, {tip("anna", 10)})};
  const sim::Trace trace = search.next()->trace();
  EXPECT_THAT(to_text(trace), HasSubstr("-> ok, 10m later"));
  EXPECT_THAT(to_text(trace), HasSubstr("tip.given gets its answer"));
  const Json steps = to_json(trace).at("steps");
  EXPECT_EQ(steps.at(0).at("answer_in_ms"), 600'000);
  EXPECT_EQ(steps.at(1).at("asides").at(0).at("what"), "told");
}

TEST(Wait, IsPlayedAgainByItsToken) {
  const Scenario scenario =
      with(waits, {tip("anna", 10), {tip("boris", 0), 2min}}, {.crashes_max = 1});
  sim::OutcomeSearch search{scenario};
  int replayed = 0;
  while (const auto found = search.next()) {
    const sim::Watch watch{.show = [](const std::string&) {}};
    const sim::Replayed again = sim::replay(scenario, found->trace().token, watch);
    EXPECT_EQ(again.drift, "");
    EXPECT_EQ(again.found.outcome.published().size(), found->outcome.published().size());
    ++replayed;
  }
  EXPECT_GE(replayed, 2);
  search.verify();
}

TEST(Wait, IsRefusedBelowZeroAndAbove24Days) {
  const auto failures = [](int minutes) {
    return sim::run_calmly(with(waits, {tip("anna", minutes)})).outcome.failures();
  };
  EXPECT_THAT(failures(-1).at(0).what,
              HasSubstr("clock wait: its duration is -60000 ms; it must be 0 to 24 days"));
  EXPECT_EQ(failures(24 * 24 * 60 + 1).size(), 1u);
  EXPECT_EQ(failures(24 * 24 * 60).size(), 0u);
}

}  // namespace
