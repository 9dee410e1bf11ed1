#include "check/check.hpp"

#include "sim/tell/outcome_search.hpp"
#include "stories.hpp"
#include "verdict_on.hpp"

namespace {

using namespace check;
using namespace tip_jar;
using stories::OnTip, stories::two_tips;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

Task<> throws(Event, Ports io) {
  auto jar = co_await io.store.get<Jar>("jar");
  throw std::runtime_error{"the jar is broken"};
}

Task<> changes_its_mind(Event tip, Ports io) {
  Event event = filled(100);
  event.data["cents"] = tip.data.at("cents");
  (void)co_await io.bus.publish(event);
}

Task<> speaks_for_the_till(Event, Ports io) { (void)co_await io.bus.publish(tip("anna")); }

bool remembers = false;
Task<> remembers_things(Event tip, Ports io) {
  if (!std::exchange(remembers, true)) co_return;
  co_await adds(tip, io);
}

TEST(EveryOutcome, IsGivenOnce) {
  std::set<std::string> outcomes;
  int count = 0;
  for (const Outcome& outcome : every_outcome_of(scenario(loses_tips, two_tips))) {
    std::string sums;
    for (const auto& one : outcome.published()) sums += one.event.id + " ";
    outcomes.insert(sums);
    ++count;
  }
  EXPECT_EQ(outcomes.size(), 3u);
  EXPECT_EQ(count, 3);
}

TEST(EveryOutcome, IsFineWhereEveryRuleIsKept) {
  const Verdict verdict = verdict_on_all_of(scenario(adds, two_tips));
  EXPECT_EQ(verdict.failures, "");
  EXPECT_FALSE(verdict.has_ended);
}

TEST(EveryOutcome, EndsTheTestWhereAHandlerFails) {
  const Verdict verdict = verdict_on_all_of(scenario(throws, two_tips));
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(
      verdict.failures,
      AllOf(HasSubstr("Broken rule: A handler returns normally. This one of jar did not, given "),
            HasSubstr("the jar is broken"), HasSubstr("get jar")));
}

Task<> writes_latin1(Event, Ports io) {
  auto jar = co_await io.store.get<Json>("jar");
  jar.value = "caf\xE9";
  (void)co_await io.store.put(jar);
}

Task<> throws_latin1(Event, Ports io) {
  io.log.info("caf\u00e9");
  auto jar = co_await io.store.get<Json>("jar");
  throw std::runtime_error{"caf\xE9"};
}

TEST(EveryOutcome, EndsTheTestWhereTextIsNotUtf8) {
  for (const OnTip handler : {OnTip{writes_latin1}, OnTip{throws_latin1}}) {
    const Verdict verdict = verdict_on_all_of(scenario(handler, two_tips));
    EXPECT_TRUE(verdict.has_ended);
    EXPECT_THAT(verdict.failures, AllOf(HasSubstr("This one of jar did not, given "),
                                        HasSubstr("xE9"), HasSubstr("get jar")));
  }
}

TEST(EveryOutcome, EndsTheTestWhereItsOwnEventIsNotUtf8) {
  Event event = tip("anna");
  event.data["note"] = "caf\xE9";
  const auto all = verdict_on_all_of(scenario(adds, {event}));
  const auto one = verdict_on([&] { (void)run(scenario(adds, {event})); });
  for (const Verdict& verdict : {all, one}) {
    EXPECT_TRUE(verdict.has_ended);
    EXPECT_THAT(verdict.failures, HasSubstr(R"(data at "/note" is not UTF-8: byte 4 is 0xE9)"));
  }
}

Task<> publishes_bytes(Event, Ports io) {
  Event event = filled(100);
  event.data = "foob";
  event.data_is_bytes = true;
  (void)co_await io.bus.publish(event);
}

Task<> expects_bytes(Event heard, Ports io) {
  if (heard.data != "foob" || not heard.data_is_bytes) throw std::runtime_error{"other data"};
  (void)co_await io.store.get<Json>("jar");
}

TEST(EveryOutcome, DeliversBytesAsTheyWerePublished) {
  Scenario bytes = scenario(publishes_bytes, {tip("anna")});
  bytes.services.push_back({"till", "com.bistro.till.", {eda::on({jar_filled}, expects_bytes)}});
  EXPECT_EQ(verdict_on_all_of(bytes).failures, "");
}

TEST(EveryOutcome, EndsTheTestWhereOneIdStandsForTwoFacts) {
  const Verdict verdict = verdict_on_all_of(scenario(changes_its_mind, two_tips));
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures, HasSubstr("Broken rule: One id, one fact: com.bistro.jar.filled"));
}

TEST(EveryOutcome, EndsTheTestWhereAServiceSpeaksForAnother) {
  const Verdict verdict = verdict_on_all_of(scenario(speaks_for_the_till, {tip("anna")}));
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures, HasSubstr("its own types begin with \"com.bistro.jar.\""));
}

TEST(EveryOutcome, EndsTheTestWhereTheSearchIsNotExhausted) {
  Scenario large = scenario(adds, two_tips);
  large.worlds_max = 10;
  const Verdict verdict = verdict_on_all_of(large);
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures,
              AllOf(HasSubstr("The search was stopped after 1"),
                    HasSubstr("which is the limit: not exhausted. It found nothing wrong")));
}

TEST(EveryOutcome, EndsTheTestWhereAHandlerRemembersSomething) {
  remembers = false;
  const Verdict verdict = verdict_on_all_of(scenario(remembers_things, two_tips));
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures,
              AllOf(HasSubstr("A handler remembers nothing but what is in the store. This one"),
                    HasSubstr("it once asked for"), HasSubstr("Every delivery is a cold")));
}

TEST(EveryOutcome, CarriesTheNameOfItsTestAndTheNumberOfItsScenario) {
  std::vector<std::string> replays;
  for (int i = 0; i < 2; ++i)
    for (const Outcome& outcome : every_outcome_of(scenario(adds, {tip("anna")})))
      replays.push_back(outcome.trace().at("replay"));
  const std::string name = "EveryOutcome.CarriesTheNameOfItsTestAndTheNumberOfItsScenario";
  EXPECT_THAT(replays,
              testing::ElementsAre(StartsWith(name + "/0-0-"), StartsWith(name + "/1-0-")));
}

/// Ids that `walks` random schedules publish in all.
std::set<std::string> ids_seen_in(int walks, std::uint64_t seed) {
  std::set<std::string> ids;
  for (const Outcome& outcome : outcomes_of_walks(scenario(loses_tips, two_tips), walks, seed))
    for (const auto& one : outcome.published()) ids.insert(one.event.id);
  return ids;
}

TEST(OutcomesOfWalks, AreASampleAndSaySo) {
  sim::Sample sample{scenario(loses_tips, two_tips), 50, 7};
  while (sample.next()) continue;
  EXPECT_EQ(sample.coverage(), "a sample of 50 random schedules, 3 outcomes: not exhausted");
}

TEST(OutcomesOfWalks, AreTheSameForTheSameSeed) {
  for (std::uint64_t seed : {1, 2, 3}) EXPECT_EQ(ids_seen_in(1, seed), ids_seen_in(1, seed));
}

TEST(OutcomesOfWalks, EndTheTestWhereAHandlerFails) {
  const Verdict verdict = verdict_on([] {
    for ([[maybe_unused]] const Outcome& outcome :
         outcomes_of_walks(scenario(throws, two_tips), 1, 1))
      FAIL() << "an outcome that breaks a rule of every test is not returned";
  });
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures, HasSubstr("the jar is broken"));
}

int calls = 0;
Task<> counts_its_calls(Event tip, Ports io) {
  ++calls;
  co_await adds(tip, io);
}

TEST(Run, RunsTheRealCodeOnceForEachDelivery) {
  calls = 0;
  const Outcome outcome = run(scenario(counts_its_calls, two_tips));
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(outcome.count(jar_filled), 2);
}

TEST(Story, IsToldTwiceAndRunsNothingTheSecondTime) {
  calls = 0;
  for (const Outcome& outcome : every_outcome_of(scenario(counts_its_calls, {tip("anna")}))) {
    const std::string story = outcome.story({.says = "a rule", .hint = "a hint"});
    const int before = calls;
    EXPECT_EQ(outcome.story({.says = "a rule", .hint = "a hint"}), story);
    EXPECT_EQ(outcome.trace().at("steps").size(), 3u);
    EXPECT_EQ(calls, before);
  }
}

Task<> throws_at_once(Event, Ports) {
  throw std::runtime_error{"no jar"};
  co_return;
}

TEST(EveryOutcome, NamesAHandlerThatFailsBeforeItAsksForAnything) {
  const Verdict verdict = verdict_on_all_of(scenario(throws_at_once, {tip("anna")}));
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures,
              AllOf(testing::ContainsRegex("This one of jar did not, given com.bistro.tip.given "
                                           ".id[ \n]+anna., in check_test.cpp:[0-9]+: no jar"),
                    testing::ContainsRegex("\n             . tip.given fails before it asks for "
                                           "anything, in check_test.cpp:[0-9]+: no jar\n")));
}

Event filled_at(eda::Duration at) {
  Event event = filled(100);
  event.time = Scenario{}.start + at;
  return event;
}
Task<> tells_two_times(Event tip, Ports io) {
  (void)co_await io.bus.publish(filled_at(tip.id == "anna" ? 30min : 31min));
}

TEST(EveryOutcome, SaysInWhichAttributeTwoVersionsOfOneFactDiffer) {
  EXPECT_THAT(verdict_on_all_of(scenario(changes_its_mind, two_tips)).failures,
              HasSubstr("They differ in data.cents: 200 and 150."));
  const std::string failures = verdict_on_all_of(scenario(tells_two_times, two_tips)).failures;
  EXPECT_THAT(failures, testing::ContainsRegex("differ in\n? *time: 10:3[01]:00 and 10:3[01]:00."));
  EXPECT_THAT(failures.substr(0, failures.find("Hint:")), testing::Not(HasSubstr("{\"data")));
}

TEST(Run, TakesDeliveriesInTheOrderInWhichTheyAreSent) {
  const Outcome outcome = run(scenario(adds, two_tips));
  EXPECT_THAT(outcome.facts(jar_filled),
              testing::ElementsAre(has_data("cents", 200), has_data("cents", 350)));
}

TEST(Run, EndsTheTestWhereAHandlerFails) {
  const Verdict verdict = verdict_on([] { (void)run(scenario(throws, two_tips)); });
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures, HasSubstr("the jar is broken"));
}

}  // namespace
