#include <gmock/gmock.h>

#include "queues_alone.hpp"

// Queues with a RetryPolicy: eda/delivery.hpp.
namespace {

using namespace alone;
using testing::ElementsAre, testing::IsEmpty;

constexpr bool fifo = true, standard = false;

TEST(RetryQueue, CountsTheDeliveriesOfAMessage) {
  QueuesAlone queue{letters(fifo)};
  queue.send("a", "a1");
  queue.dies(queue.lane());
  queue.dies(queue.lane());
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a1 2", "a1 3"));
  const Event& event = queue.tables.events.event(queue.deliveries.back().event);
  EXPECT_EQ(event.extensions.at("queue"), "letters");
}

TEST(RetryQueue, ForgetsAMessageWhoseHandlerEndsWithoutAWord) {
  QueuesAlone queue{letters(standard)};
  queue.send("a", "a1");
  queue.ends(queue.lane());
  EXPECT_EQ(queue.now.state, 0);
}

TEST(RetryQueue, DeliversAllMessagesOfAStandardQueueAtOnce) {
  QueuesAlone queue{letters(standard)};
  for (const char* id : {"a1", "a2", "a2"}) queue.send("a", id);
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a2 1", "a2 1"));
  EXPECT_NE(queue.lane(1), queue.lane(2)) << "the end of one must not acknowledge the other";
  queue.park(queue.lane(1), "one of two");
  EXPECT_EQ(queue.retry_after(queue.lane(2), 1min), "done");
}

TEST(RetryQueue, DeliversAMessageAgainAfterTheDelay) {
  QueuesAlone queue{letters(standard)};
  queue.send("a", "a1");
  EXPECT_EQ(queue.retry_after(queue.lane(), 90s), "done");
  queue.ends(queue.lane());
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1"));
  queue.pass_time();
  EXPECT_EQ(queue.now.now_ms, 90'000);
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a1 2"));
}

TEST(RetryQueue, LetsTheGroupWaitForAMessageThatWasPutOff) {
  QueuesAlone queue{letters(fifo)};
  for (const char* id : {"a1", "a2"}) queue.send("a", id);
  queue.send("b", "b1");
  queue.retry_after(queue.lane(0), 1min);
  queue.ends(queue.lane(0));
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "b1 1"));
  queue.pass_time();
  queue.ends(queue.lane());
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "b1 1", "a1 2", "a2 1"));
}

TEST(RetryQueue, LetsTheGroupGoOnWhenAMessageIsParked) {
  QueuesAlone queue{letters(fifo)};
  for (const char* id : {"a1", "a2"}) queue.send("a", id);
  queue.park(queue.lane(), "no such address");
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a2 1"));
  EXPECT_THAT(queue.dead(), ElementsAre("a1 no such address 1"));
}

TEST(RetryQueue, TakesTheFirstWordOfAHandlerOnly) {
  QueuesAlone queue{letters(fifo)};
  queue.send("a", "a1");
  const int lane = queue.lane();
  EXPECT_EQ(queue.park(lane, "first"), "done");
  EXPECT_EQ(queue.park(lane, "second"), "too late");
  EXPECT_EQ(queue.retry_after(lane, 1min), "too late");
  queue.ends(lane);
  EXPECT_THAT(queue.dead(), ElementsAre("a1 first 1"));
  EXPECT_THAT(queue.due, IsEmpty());
}

TEST(RetryQueue, DeliversNothingInPlaceOfAHandlerThatHasHadItsSay) {
  QueuesAlone queue{letters(fifo)};
  queue.send("a", "a1");
  queue.retry_after(queue.lane(), 1min);
  queue.dies(queue.lane());
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1"));
}

TEST(RetryQueue, ParksByItselfAfterAsManyDeliveriesAsItsPolicySays) {
  QueuesAlone queue{letters(fifo, 2)};
  for (const char* id : {"a1", "a2"}) queue.send("a", id);
  queue.retry_after(queue.lane(), 1min);
  queue.pass_time();
  queue.retry_after(queue.lane(), 1min);
  EXPECT_THAT(queue.dead(), IsEmpty()) << "as long as it is put off it is in the queue";
  queue.pass_time();
  EXPECT_THAT(queue.dead(), ElementsAre("a1  2"));
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a1 2", "a2 1"));
}

TEST(RetryQueue, LosesWhatItWouldParkIfItHasNoDeadLetters) {
  QueuesAlone queue{letters(standard, 1, false)};
  queue.send("a", "a1");
  queue.dies(queue.lane());
  EXPECT_EQ(queue.now.state, 0);
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1"));
}

TEST(RetryQueue, MayDeliverAMessageOnceMoreAlthoughItWasAcknowledged) {
  QueuesAlone queue{letters(fifo)};
  queue.allow(Fault::redelivery);
  EXPECT_EQ(queue.send("a", "a1", 1), 2u);
  queue.ends(queue.lane());
  queue.ends(queue.lane());
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a1 2"));
}

TEST(RetryQueue, MayDeliverAgainWhenTheVisibilityTimeoutPasses) {
  QueuesAlone queue{letters(fifo), true};
  queue.send("a", "a1");
  queue.send("a", "a2");
  const int lane = queue.lane();
  queue.allow(Fault::expiry);
  EXPECT_EQ(queue.pass_time(1), 2u);
  EXPECT_EQ(queue.now.now_ms, 30'000);
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a1 2"));
  EXPECT_EQ(queue.park(lane, "late"), "too late");
  queue.ends(lane);
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a1 2")) << "it still has the group";
  queue.ends(queue.lane());
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a1 2", "a2 1"));
}

TEST(RetryQueue, HasNoTimeoutOfAMessageThatIsInNoHand) {
  for (const char* how : {"ends", "dies", "is parked", "is put off"}) {
    QueuesAlone queue{letters(fifo), true};
    queue.send("a", "a1");
    const std::string word = how;
    if (word == "ends") queue.ends(queue.lane());
    if (word == "dies") queue.dies(queue.lane());
    if (word == "is parked") queue.park(queue.lane(), "");
    if (word == "is put off") queue.retry_after(queue.lane(), 1min);
    EXPECT_EQ(queue.due.size(), word == "dies" || word == "is put off" ? 1u : 0u) << how;
  }
}

// A simulation does not take back what a port has scheduled.
TEST(RetryQueue, TakesNoNoticeOfATimeoutThatItHasCancelled) {
  QueuesAlone queue{letters(fifo), true};
  const Event event = fact("letter.posted", "a1");
  for (const char* dedup_id : {"first", "second"}) queue.send("a", dedup_id, event);
  const sim::Scheduled timeout = queue.due.front();
  queue.now.now_ms = 10'000;
  queue.ends(queue.lane());
  ASSERT_EQ(queue.lane(0), queue.lane(1)) << "the next message is equal";
  queue.allow(Fault::expiry);
  queue.due.insert(queue.due.begin(), timeout);
  EXPECT_EQ(queue.pass_time(), 1u);
  EXPECT_EQ(queue.pass_time(), 2u);
  EXPECT_EQ(queue.now.now_ms, 40'000);
}

TEST(RetryQueue, DropsACopyWithinFiveMinutesOnlyIfItIsAFifoQueue) {
  for (const bool is_fifo : {fifo, standard}) {
    QueuesAlone queue{letters(is_fifo)};
    for (int copy = 0; copy < 2; ++copy) {
      queue.send("a", "a1");
      queue.ends(queue.lane());
    }
    EXPECT_EQ(queue.delivered().size(), is_fifo ? 1u : 2u);
  }
}

TEST(RetryQueue, HasAPolicyThatMakesSense) {
  const auto make = [](sim::RetryPolicy policy, std::vector<sim::QueueListener> listeners = {}) {
    sim::SharedTables tables;
    sim::FifoPort{tables, 4, std::move(listeners), {{"letters", true, policy}}};
  };
  EXPECT_NO_THROW(make({1, 1ms, false, 0ms}, {{7, "letters"}}));
  EXPECT_NO_THROW(make({1, 12h, false}));
  EXPECT_THROW(make({0, 30s, true}), std::invalid_argument);
  EXPECT_THROW(make({1, 0ms, true}), std::invalid_argument);
  EXPECT_THROW(make({1, 12h + 1ms, true}), std::invalid_argument);
  EXPECT_THROW(make({1, 30s, true, -1ms}), std::invalid_argument);
  EXPECT_THROW(make({1, 30s, true, 12h + 1ms}), std::invalid_argument);
  EXPECT_THROW(make({1, 30s, true}, {{7, "letters"}, {8, "letters"}}), std::invalid_argument);
}

}  // namespace
