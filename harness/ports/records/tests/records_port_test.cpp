#include "ports/records/records_port.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>

#include "log_alone.hpp"

namespace {

using namespace log_alone;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(PartitionOf, SpreadsKeysAndIsTheSameEverywhere) {
  EXPECT_EQ(eda::partition_of("anything", 1), 0);
  std::vector<int> counts(8);
  for (int i = 0; i < 8'000; ++i)
    ++counts[std::size_t(eda::partition_of("order-" + std::to_string(i), 8))];
  for (const int count : counts) EXPECT_NEAR(count, 1'000, 150);
  EXPECT_EQ(eda::partition_of("order-1", 1'000), 51);
}

TEST(AppendRecord, NumbersTheRecordsOfAPartition) {
  LogAlone log{2};
  std::set<std::string> places;
  for (const char* key : {"a", "b", "c", "d", "e"}) {
    const Offset place = log.result(append(key, record("1")));
    EXPECT_EQ(place.partition, eda::partition_of(key, 2));
    places.insert(fmt::format("{}/{}", place.partition, place.number));
  }
  EXPECT_EQ(places.size(), 5u);
  EXPECT_TRUE(places.contains("0/0") && places.contains("1/0"));
}

TEST(AppendRecord, TellsTheReaderItsPlaceAndKey) {
  LogAlone log;
  log.ask(append("order-1", record("1")));
  EXPECT_EQ(log.latest().extensions.at("partition"), 0);
  EXPECT_EQ(log.latest().extensions.at("offset"), 0);
  EXPECT_EQ(log.latest().extensions.at("partitionkey"), "order-1");
}

TEST(Reader, GetsTheRecordsOfAPartitionOneByOne) {
  LogAlone log;
  for (const char* id : {"1", "2"}) log.ask(append("k", record(id)));
  EXPECT_THAT(log.delivered(), ElementsAre("order.placed 1"));
  log.handled(log.lane());
  EXPECT_THAT(log.delivered(), ElementsAre("order.placed 1", "order.placed 2"));
  log.handled(log.lane());
  EXPECT_EQ(log.delivered().size(), 2u);
  log.ask(append("k", record("3")));
  EXPECT_EQ(log.delivered().back(), "order.placed 3");
}

TEST(Reader, GetsTheRecordsOfItsOwnPartition) {
  std::string other = "k";
  while (eda::partition_of(other, 2) == eda::partition_of("k", 2)) other += "k";
  LogAlone log{2};
  for (const char* id : {"1", "2", "3"}) log.ask(append("k", record(id)));
  const int lane = log.lane();
  for (const char* id : {"4", "5"}) log.ask(append(other, record(id)));
  log.handled(log.lane());
  log.handled(lane);
  EXPECT_THAT(log.delivered(),
              ElementsAre("order.placed 1", "order.placed 4", "order.placed 5", "order.placed 2"));
}

TEST(Reader, GetsOtherPartitionsMeanwhile) {
  LogAlone log{2};
  for (const char* key : {"a", "b", "c", "d", "e"}) log.ask(append(key, record(key)));
  EXPECT_EQ(log.deliveries.size(), 2u);
}

TEST(Reader, BeginsAgainAtTheLastCommitWhenItCrashes) {
  LogAlone log;
  for (const char* id : {"1", "2", "3"}) log.ask(append("k", record(id)));
  log.handled(log.lane());  // not committed
  log.dies(log.lane());
  EXPECT_EQ(log.delivered().back(), "order.placed 1");
  EXPECT_EQ(log.commits(0, 1, log.lane()), "committed");
  log.dies(log.lane());
  EXPECT_EQ(log.delivered().back(), "order.placed 2");
}

TEST(Reader, MayReadARecordTwice) {
  LogAlone log{1, {Fault::redelivery}};
  log.ask(append("k", record("1")), 1);
  log.ask(append("k", record("2")));
  for (int i = 0; i < 3; ++i) log.handled(log.lane());
  EXPECT_THAT(log.delivered(), ElementsAre("order.placed 1", "order.placed 1", "order.placed 2"));
}

TEST(Commit, MayBeUnknown) {
  LogAlone log{1, {Fault::unknown}};
  log.ask(append("k", record("1")));
  const int lane = log.lane();
  EXPECT_EQ(log.ways_of_commit(0, 1, lane), 3u);
  EXPECT_EQ(log.commits(0, 1, lane, 2), "unknown");
  log.dies(lane);
  EXPECT_EQ(log.deliveries.size(), 2u) << "it was not carried out";
  EXPECT_EQ(log.commits(0, 1, lane, 1), "unknown");
  log.dies(lane);
  EXPECT_EQ(log.deliveries.size(), 2u) << "it was carried out";
}

TEST(Commit, IsForTheRecordInHand) {
  LogAlone log{2};
  EXPECT_THROW((void)log.result(commit(0, 0)), eda::InvalidRequest);
  EXPECT_THAT(log.told(commit(0, 0)), HasSubstr("this handler has no record in hand"));
  log.ask(append("k", record("1")));
  const int partition = eda::partition_of("k", 2);
  EXPECT_THAT(log.commits(1 - partition, 1, log.lane()), HasSubstr("the record in hand is in"));
  EXPECT_THAT(log.commits(partition, 2, log.lane()), HasSubstr("is at most 1, and not 2"));
}

TEST(Rebalance, GivesThePartitionToAReaderThatBeginsAtTheLastCommit) {
  LogAlone log{1, {Fault::rebalance}};
  EXPECT_EQ(log.ways_of_rebalance(), 1u) << "nothing has been read";
  for (const char* id : {"1", "2"}) log.ask(append("k", record(id)));
  const int old_lane = log.lane();
  ASSERT_EQ(log.ways_of_rebalance(), 2u);
  EXPECT_EQ(log.rebalances(0), "kept");
  EXPECT_EQ(log.rebalances(1), "partition 0 of gauge has a new owner");
  EXPECT_THAT(log.delivered(), ElementsAre("order.placed 1", "order.placed 1"));
  EXPECT_NE(log.lane(), old_lane);
  EXPECT_EQ(log.commits(0, 1, old_lane), R"(refused "fenced")");
  log.handled(old_lane);
  log.dies(old_lane);
  EXPECT_EQ(log.deliveries.size(), 2u) << "the old owner gets nothing more";
  EXPECT_EQ(log.commits(0, 1, log.lane()), "committed");
  log.handled(log.lane());
  EXPECT_EQ(log.delivered().back(), "order.placed 2");
}

TEST(Rebalance, TellsOldAndNewOwner) {
  LogAlone log{1, {Fault::rebalance}, with_partitions};
  log.ask(append("k", record("1")));
  log.rebalances(1);
  EXPECT_THAT(log.delivered(), ElementsAre("order.placed 1", "partitions.revoked revoked-gauge-0-0",
                                           "partitions.assigned assigned-gauge-0-1"));
  EXPECT_EQ(log.latest().data.dump(), R"({"offset":0,"partition":0})");
  const int lane = log.lane();
  log.dies(lane);
  EXPECT_EQ(log.delivered().back(), "partitions.assigned assigned-gauge-0-1");
  log.handled(lane);
  EXPECT_EQ(log.delivered().back(), "order.placed 1") << "after it has handled the assignment";
}

TEST(Repartition, LeavesRecordsWhereTheyAreAndThenLetsReadersBegin) {
  std::string key = "k";  // one that moves
  while (eda::partition_of(key, 3) == eda::partition_of(key, 4)) key += "k";
  LogAlone log{{3, 4}};
  const Offset before = log.result(append(key, record("1")));
  EXPECT_THAT(log.delivered(), IsEmpty());
  EXPECT_EQ(log.rebalances(), "4 partitions from now on");
  EXPECT_THAT(log.delivered(), ElementsAre("order.placed 1"));
  const Offset after = log.result(append(key, record("2")));
  EXPECT_EQ(before, Offset(eda::partition_of(key, 3), 0));
  EXPECT_EQ(after, Offset(eda::partition_of(key, 4), 0));
  EXPECT_EQ(log.deliveries.size(), 2u) << "both are read at the same time";
  EXPECT_EQ(log.rebalances(), "kept");
}

TEST(Scenario, IsRefusedWhereItsLogCannotBe) {
  sim::SharedTables tables;
  const auto begins = [&](sim::RecordsPort::Setting setting) {
    sim::RecordsPort{tables, setting, one_reader}.at_start();
  };
  EXPECT_THROW(begins({.partitions = 0}), std::invalid_argument);
  EXPECT_THROW(begins({.partitions = {2, 3}}), std::invalid_argument);
  EXPECT_THROW(begins({.rebalances_max = 1}), std::invalid_argument);
  EXPECT_NO_THROW(begins({.partitions = {2, 3}, .has_rebalances = true, .rebalances_max = 1}));
  sim::Scenario scenario{
      .services = {{"gauge",
                    "com.gauge.",
                    {eda::on_records("a", nothing), eda::on_records("b", nothing),
                     eda::on_partitions(nothing)}}}};
  EXPECT_EQ(sim::readers_of(scenario).groups.at(1).told_of_partitions, 2);
  scenario.services.push_back({"other", "com.other.", {eda::on_records("a", nothing)}});
  EXPECT_THROW(sim::readers_of(scenario), std::invalid_argument);
  scenario.services.back().subscriptions = {eda::on_partitions(nothing),
                                            eda::on_partitions(nothing)};
  EXPECT_THROW(sim::readers_of(scenario), std::invalid_argument);
}

TEST(RecordsDrawing, ShowsTheLogAndItsReaders) {
  LogAlone log{1, {Fault::rebalance}};
  EXPECT_EQ(log.port.show(log.now.state), Json::object());
  for (const char* id : {"1", "2", "3"}) log.ask(append("k", record(id)));
  log.commits(0, 1, log.lane());
  log.handled(log.lane());
  const Json shown = log.port.show(log.now.state);
  EXPECT_EQ(shown.at("log").at("3").at("stream"), "partition 0");
  EXPECT_EQ(shown.at("log").at("3").at("version"), 3);
  EXPECT_EQ(shown.at("readers").at("gauge").dump(), R"({"told":[2],"waiting":[3]})");
}

TEST(RecordsWords, SayWhatIsAppendedAndCommitted) {
  LogAlone log;
  const auto asks = [&](const auto& call) {
    const int action = log.port.learn(action_of<sim::RecordsProxy>(call), 0);
    return sim::request_words(log.port.request(action));
  };
  EXPECT_EQ(asks(append("order-1", record("1"))), "append order-1 order.placed id 1");
  EXPECT_EQ(asks(commit(0, 3)), "commit partition 0 up to 3");
  EXPECT_EQ(log.told(append("k", record("1"))), "partition 0 offset 0");
}

}  // namespace
