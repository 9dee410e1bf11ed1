#include <gmock/gmock.h>

#include "log_alone.hpp"

namespace {

using namespace log_alone;

TEST(Watermark, IsTheLatestTimeOfACommittedRecord) {
  LogAlone log{1, {}, with_watermarks};
  log.ask(append("k", record("1", 40s)));
  const int lane = log.lane();
  EXPECT_EQ(log.watermark(20s), "") << "nothing is committed";
  log.commits(0, 1, lane);
  log.handled(lane);
  EXPECT_EQ(log.watermark(30s), "2026-01-13T10:00:40Z");
  EXPECT_EQ(log.watermark(40s), "") << "it has not grown";
  log.ask(append("k", record("2", 10s)));
  log.commits(0, 2, lane);
  log.handled(lane);
  EXPECT_EQ(log.watermark(50s), "") << "it never goes back";
  EXPECT_EQ(log.watermark(119s), "2026-01-13T10:00:59Z") << "the clock, less a minute";
}

TEST(Watermark, IsTheLeastOverThePartitionsThatAreNotIdle) {
  std::string other = "k";
  while (eda::partition_of(other, 2) == eda::partition_of("k", 2)) other += "k";
  LogAlone log{2, {}, with_watermarks};
  log.ask(append("k", record("1", 10s)));
  log.commits(eda::partition_of("k", 2), 1, log.lane());
  log.handled(log.lane());
  EXPECT_EQ(log.watermark(20s), "2026-01-13T10:00:10Z") << "the other one has been idle always";
  log.now.now_ms = 30'000;
  log.ask(append(other, record("2", 30s)));
  log.commits(eda::partition_of(other, 2), 1, log.lane());
  log.handled(log.lane());
  EXPECT_EQ(log.watermark(40s), "") << "the first holds it";
  EXPECT_EQ(log.watermark(70s), "2026-01-13T10:00:30Z") << "the first is idle";
}

TEST(Watermark, WaitsForRecordsThatAreNotCommitted) {
  LogAlone log{1, {Fault::redelivery}, with_watermarks};
  log.ask(append("k", record("1", 10s)));
  EXPECT_EQ(log.watermark(10min), "");
  log.commits(0, 1, log.lane());
  const auto effects =
      log.port.step(log.port.learn(sim::records_request("watermark"), -1), log.now);
  ASSERT_EQ(effects.size(), 2u);
  EXPECT_EQ(effects[0].deliveries.size(), 1u);
  EXPECT_EQ(effects[1].deliveries.size(), 2u) << "at least once";
}

}  // namespace
