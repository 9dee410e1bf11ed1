#include <gmock/gmock.h>

#include "queues_alone.hpp"

// eda/dead_letters.hpp.
namespace {

using namespace alone;
using testing::ElementsAre, testing::IsEmpty;

/// Queue whose messages of these ids, one after another, are parked.
struct Parked : QueuesAlone {
  explicit Parked(std::vector<std::string> ids, bool is_fifo = true)
      : QueuesAlone{letters(is_fifo)} {
    for (const std::string& id : ids) {
      send("a", id);
      park(lane(), "no such address");
      ends(lane());
    }
  }
};

TEST(DeadLetters, HaveTheEventAsItWasSent) {
  Parked queue{{"a1"}};
  const std::vector<eda::DeadLetter> found = queue.look();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].event, fact("letter.posted", "a1"));
  EXPECT_EQ(found[0].reason, "no such address");
  EXPECT_EQ(found[0].count, 1);
  EXPECT_EQ(found[0].queue, "letters");
}

TEST(DeadLetters, AreInTheOrderOfTheirIdsHoweverTheyWereParked) {
  Parked queue{{"a2", "a3", "a1"}}, other{{"a1", "a2", "a3"}};
  EXPECT_EQ(queue.dead(), other.dead());
  EXPECT_EQ(queue.look(2).size(), 2u);
  EXPECT_EQ(queue.look(2)[0].event.id, "a1");
  EXPECT_EQ(queue.look(2)[0].receipt, other.look(1)[0].receipt);
}

TEST(DeadLetters, ComeBackAtTheEndOfTheirGroupAndAreCountedFromOne) {
  Parked queue{{"a1"}};
  queue.send("a", "a2");
  queue.send("a", "a3");
  EXPECT_EQ(queue.redrive(queue.look()[0].receipt), "moved");
  EXPECT_THAT(queue.dead(), IsEmpty());
  queue.ends(queue.lane());
  queue.ends(queue.lane());
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a2 1", "a3 1", "a1 1"));
}

TEST(DeadLetters, AreRedrivenOnceHoweverOftenOneAsks) {
  Parked queue{{"a1"}, false};
  const std::string receipt = queue.look()[0].receipt;
  EXPECT_EQ(queue.redrive(receipt), "moved");
  EXPECT_EQ(queue.redrive(receipt), "gone");
  EXPECT_EQ(queue.drop(receipt), "gone");
  EXPECT_THAT(queue.delivered(), ElementsAre("a1 1", "a1 1"));
}

TEST(DeadLetters, GetAnotherReceiptWhenTheyAreParkedAgain) {
  Parked queue{{"a1"}};
  const std::string receipt = queue.look()[0].receipt;
  queue.redrive(receipt);
  queue.park(queue.lane(), "no such address");
  EXPECT_NE(queue.look()[0].receipt, receipt);
  EXPECT_EQ(queue.redrive(receipt), "gone");
  EXPECT_THAT(queue.dead(), ElementsAre("a1 no such address 1"));
}

TEST(DeadLetters, HaveReceiptsOfTheirOwnAlthoughTheirEventsAreEqual) {
  Parked queue{{"a1", "a1"}, false};
  const std::vector<eda::DeadLetter> found = queue.look();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_NE(found[0].receipt, found[1].receipt);
  EXPECT_EQ(queue.drop(found[0].receipt), "dropped");
  EXPECT_EQ(queue.redrive(found[1].receipt), "moved");
  EXPECT_THAT(queue.dead(), IsEmpty());
}

TEST(DeadLetters, KnowToWhichGroupAnEventBelongs) {
  QueuesAlone queue{letters(true)};
  const Event event = fact("letter.posted", "1");
  for (const char* group : {"a", "b"}) {
    queue.send(group, group, event);
    queue.park(queue.lane(), group);
  }
  queue.send("b", "2");
  queue.redrive(queue.look()[1].receipt);  // of group b
  EXPECT_EQ(queue.deliveries.size(), 3u) << "it waits for the one before it";
  queue.redrive(queue.look()[0].receipt);
  EXPECT_EQ(queue.deliveries.size(), 4u);
}

TEST(DeadLetters, MustBeAskedForByOneToTen) {
  Parked queue{{"a1"}};
  EXPECT_THROW(queue.look(0), eda::InvalidRequest);
  EXPECT_THROW(queue.look(11), eda::InvalidRequest);
  EXPECT_EQ(queue.look(1).size(), 1u);
}

}  // namespace
