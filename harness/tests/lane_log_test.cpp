#include "sim/model/ports/lane_log.hpp"

#include <gmock/gmock.h>

#include <deque>
#include <map>
#include <random>

namespace {

using sim::LaneLog;
using testing::ElementsAre, testing::IsEmpty;

std::vector<int> written(const LaneLog& log) {
  std::vector<int> ints;
  log.write(ints);
  return ints;
}

TEST(LaneLog, DeliversTheNextEventWhenTheOneBeforeItHasBeenHandled) {
  LaneLog log;
  EXPECT_THAT(log.append(1, 10, {0}), ElementsAre(0));
  EXPECT_THAT(log.append(1, 11, {0}), IsEmpty());
  EXPECT_THAT(log.append(2, 20, {0}), ElementsAre(0)) << "lanes do not wait for each other";
  EXPECT_EQ(log.handled(1, 0), 11);
  EXPECT_EQ(log.handled(1, 0), -1);
  EXPECT_EQ(log.handled(2, 0), -1);
  EXPECT_TRUE(log.empty());
}

TEST(LaneLog, LetsEachReaderGoAtItsOwnPace) {
  LaneLog log;
  EXPECT_THAT(log.append(1, 10, {3, 7}), ElementsAre(3, 7));
  EXPECT_EQ(log.handled(1, 3), -1);
  EXPECT_THAT(log.append(1, 11, {3, 7}), ElementsAre(3)) << "7 has not handled the first one";
  EXPECT_EQ(log.handled(1, 7), 11) << "kept for 7, although 3 is handling it, too";
  EXPECT_FALSE(log.is_free(1));
  EXPECT_EQ(log.handled(1, 7), -1);
  EXPECT_EQ(log.handled(1, 3), -1);
  EXPECT_TRUE(log.is_free(1));
}

TEST(LaneLog, KnowsWhatIsLeftToEachReader) {
  LaneLog log;
  for (const int event : {10, 11, 12}) log.append(1, event, {3, 7});
  log.append(2, 20, {3});
  log.handled(1, 3);
  EXPECT_THAT(log.left_to(3, 1), ElementsAre(11, 12));
  EXPECT_THAT(log.left_to(7, 1), ElementsAre(10, 11, 12));
  EXPECT_THAT(log.left_to(7, 2), IsEmpty()) << "not a reader of this lane";
  log.handled(2, 3);
  EXPECT_THAT(log.left_to(3, 2), IsEmpty());
}

TEST(LaneLog, IsQuietWhereNothingWaits) {
  LaneLog log;
  EXPECT_EQ(log.handled(5, 0), -1);
  EXPECT_THAT(log.append(5, 10, {}), IsEmpty());
  EXPECT_TRUE(log.empty()) << "an event without readers is not kept";
  log.append(5, 10, {0});
  EXPECT_EQ(log.handled(5, 1), -1) << "not a reader of this lane";
  EXPECT_FALSE(log.empty());
}

/// Each reader of each lane has a queue of its own.
TEST(LaneLog, IsAQueueForEachReaderOfEachLane) {
  std::mt19937 random{20'261'129};
  const auto below = [&](int limit) { return int(random() % unsigned(limit)); };
  std::map<int, std::vector<int>> readers{{0, {0}}, {1, {0, 1, 2}}, {2, {2, 5}}};
  std::map<std::pair<int, int>, std::deque<int>> queues;
  LaneLog log;
  for (int i = 0; i < 20'000; ++i) {
    const int lane = below(3);
    if (below(5) < 2) {
      std::vector<int> idle;
      for (int reader : readers[lane]) {
        std::deque<int>& queue = queues[{lane, reader}];
        if (queue.empty()) idle.push_back(reader);
        queue.push_back(i);
      }
      ASSERT_EQ(log.append(lane, i, readers[lane]), idle) << i;
    } else {
      const int reader = readers[lane][std::size_t(below(int(readers[lane].size())))];
      std::deque<int>& queue = queues[{lane, reader}];
      if (!queue.empty()) queue.pop_front();
      ASSERT_EQ(log.handled(lane, reader), queue.empty() ? -1 : queue.front()) << i;
    }
    const std::vector<int> ints = written(log);
    LaneLog again;
    const int* at = ints.data();
    again.read(at);
    ASSERT_EQ(at, ints.data() + ints.size());
    ASSERT_EQ(written(again), ints);
    log = again;
  }
}

TEST(LaneLog, IsTheSameValueInTheSameSituation) {
  LaneLog one, other;
  one.append(1, 10, {0, 1});
  one.append(1, 11, {0, 1});
  one.handled(1, 0);
  one.handled(1, 1);
  other.append(1, 11, {0, 1});
  EXPECT_EQ(written(one), written(other)) << "what all have handled leaves no trace";
}

}  // namespace
