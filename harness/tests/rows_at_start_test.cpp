#include <gmock/gmock.h>

#include "check/check.hpp"
#include "sim/tell/outcome_search.hpp"
#include "sim/tell/trace.hpp"
#include "tests/tip_jar.hpp"

/// Scenario::rows: the store at the start.
namespace {

using namespace check;
using namespace tip_jar;
using testing::UnorderedElementsAre;

eda::Item jar_of(int cents) {
  const Json jar{{"cents", cents}, {"tips", Json::array()}};
  return {"jar", jar};
}

Scenario with(std::vector<eda::Item> rows, Task<> (*on_tip)(Event, Ports), Faults faults = {}) {
  Scenario scenario = tip_jar::scenario(on_tip, {tip("anna")});
  scenario.rows = std::move(rows);
  scenario.faults = std::move(faults);
  return scenario;
}

/// The cents of each fact of each outcome.
std::vector<int> sums(Scenario scenario) {
  std::vector<int> sums;
  for (const Outcome& outcome : every_outcome_of(std::move(scenario)))
    for (const Event& fact : outcome.facts(jar_filled)) sums.push_back(fact.data.at("cents"));
  return sums;
}

/// Publishes the version of the jar.
Task<> tells_the_version(Event, Ports io) {
  const auto jar = co_await io.store.get<Jar>("jar");
  (void)co_await io.bus.publish(filled(jar.version));
}

/// Publishes the sum if the write of a new jar is refused.
Task<> makes_a_new_jar(Event, Ports io) {
  const eda::Row<Jar> none{"jar", Jar{}};
  const auto made = co_await io.store.put(none, eda::Condition::absent());
  if (made.refused()) (void)co_await io.bus.publish(filled(1));
}

TEST(RowsAtStart, AreThereWhenTheFirstEventComes) {
  EXPECT_THAT(sums(with({jar_of(900)}, adds)), UnorderedElementsAre(1000));
  EXPECT_THAT(sums(with({}, adds)), UnorderedElementsAre(100));
}

TEST(RowsAtStart, HaveVersion1) {
  eda::Item jar = jar_of(900);
  EXPECT_THAT(sums(with({jar}, tells_the_version)), UnorderedElementsAre(1));
  jar.version = 7;
  EXPECT_THAT(sums(with({jar}, tells_the_version)), UnorderedElementsAre(1));
  EXPECT_THAT(sums(with({jar}, makes_a_new_jar)), UnorderedElementsAre(1));
}

TEST(RowsAtStart, AreNotMissedByAStaleRead) {
  const Faults stale{.stale_reads_max = 1};
  EXPECT_THAT(sums(with({jar_of(900)}, tells_the_version, stale)), UnorderedElementsAre(1));
}

TEST(RowsAtStart, AreThereInACalmSchedule) {
  EXPECT_EQ(run(with({jar_of(900)}, adds)).facts(jar_filled).at(0).data.at("cents"), 1000);
}

TEST(RowsAtStart, ExpireAtTheirMoment) {
  eda::Item jar = jar_of(900);
  Scenario scenario = with({jar}, tells_the_version);
  jar.expires_at = scenario.start + 1h;
  scenario.rows = {jar};
  scenario.events.front().at = 2h;
  EXPECT_THAT(sums(scenario), UnorderedElementsAre(0, 1));
  scenario.events.front().at = 50h;
  EXPECT_THAT(sums(scenario), UnorderedElementsAre(0));
}

TEST(RowsAtStart, AreInTheStoreOfTheFirstStep) {
  sim::OutcomeSearch search{with({jar_of(900)}, adds)};
  const Json steps = to_json(search.next()->trace()).at("steps");
  EXPECT_THAT(steps.front().at("ports").at("store").dump(), testing::HasSubstr("900"));
}

std::string error(std::vector<eda::Item> rows) {
  try {
    (void)run(with(std::move(rows), adds));
    return "";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

TEST(RowsAtStart, MustBeRowsThatTheStoreTakes) {
  EXPECT_THAT(error({{"", Json::object()}}),
              testing::AllOf(testing::StartsWith("Scenario::rows: put \"\""),
                             testing::HasSubstr("partition")));
  EXPECT_THAT(error({{"jar", Json{}}}), testing::HasSubstr("Scenario::rows: put \"jar\""));
  EXPECT_EQ(error({jar_of(1), jar_of(2)}), "Scenario::rows has two rows with the key jar");
}

}  // namespace
