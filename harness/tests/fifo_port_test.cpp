#include "sim/model/ports/fifo_port.hpp"

#include <gmock/gmock.h>

#include "service_alone.hpp"

namespace {

using namespace alone;
using testing::ElementsAre;

/// Sends a fact whose id and deduplication id are both `id`.
auto send(std::string group, std::string id) {
  const Event event = fact("kitchen.order", id);
  return [=](eda::Fifo& fifo) { return fifo.send(group, id, event); };
}

auto send_to(std::string queue, std::string group, std::string id) {
  const Event event = fact("kitchen.order", id);
  return [=](eda::Fifo& fifo) { return fifo.send(queue, group, id, event); };
}

class FifoAlone : public PortAlone<sim::FifoProxy> {
 public:
  explicit FifoAlone(std::vector<sim::QueueListener> listeners = {7},
                     std::vector<sim::Queue> queues = {})
      : PortAlone{port}, port{tables, 2, std::move(listeners), std::move(queues)} {}

  sim::SharedTables tables;
  sim::FifoPort port;

  /// Deliveries so far, with the listener's number: "7: a1".
  std::vector<std::string> delivered() const {
    std::vector<std::string> words;
    for (const sim::Message& message : deliveries)
      words.push_back(std::to_string(message.handler) + ": " +
                      tables.events.event(message.event).id);
    return words;
  }
};

TEST(Fifo, DeliversTheFirstEventOfAGroupAtOnce) {
  FifoAlone fifo;
  EXPECT_EQ(fifo.told(send("a", "a1")), "accepted");
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1"));
}

TEST(Fifo, DeliversTheNextEventOfAGroupWhenTheOneBeforeItHasBeenHandled) {
  FifoAlone fifo;
  for (const char* id : {"a1", "a2", "a3"}) fifo.told(send("a", id));
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1"));
  fifo.handled(fifo.deliveries[0].lane);
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1", "7: a2"));
  fifo.handled(fifo.deliveries[0].lane);
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1", "7: a2", "7: a3"));
}

TEST(Fifo, DeliversDifferentGroupsSideBySide) {
  FifoAlone fifo;
  for (const char* id : {"1", "2"}) {
    fifo.told(send("a", std::string{"a"} + id));
    fifo.told(send("b", std::string{"b"} + id));
  }
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1", "7: b1"));
  fifo.handled(fifo.deliveries[1].lane);
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1", "7: b1", "7: b2"));
}

TEST(Fifo, DeliversToEachListenerInOrderButAtItsOwnPace) {
  FifoAlone fifo{{7, 8}};
  fifo.told(send("a", "a1"));
  fifo.told(send("a", "a2"));
  fifo.handled(fifo.deliveries[1].lane);
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1", "8: a1", "8: a2"));
}

TEST(Fifo, StartsAGroupAfreshWhenAllOfItHasBeenHandled) {
  FifoAlone fifo;
  fifo.told(send("a", "a1"));
  fifo.handled(fifo.deliveries[0].lane);
  fifo.told(send("a", "a2"));
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1", "7: a2"));
}

TEST(Fifo, DropsADeduplicationIdOfTheLastFiveMinutes) {
  FifoAlone fifo;
  fifo.told(send("a", "a1"));
  fifo.handled(fifo.deliveries[0].lane);
  fifo.now.now_ms = 5 * 60'000 - 1;
  EXPECT_EQ(fifo.told(send("a", "a1")), "accepted");
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1"));
}

TEST(Fifo, TakesADeduplicationIdAgainAfterFiveMinutes) {
  FifoAlone fifo;
  fifo.told(send("a", "a1"));
  fifo.handled(fifo.deliveries[0].lane);
  fifo.now.now_ms = 5 * 60'000;
  fifo.told(send("a", "a1"));
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1", "7: a1"));
}

TEST(Fifo, CountsTheFiveMinutesFromTheFirstCopy) {
  FifoAlone fifo;
  fifo.told(send("a", "a1"));
  fifo.handled(fifo.deliveries[0].lane);
  fifo.now.now_ms = 4 * 60'000;
  fifo.told(send("a", "a1"));
  fifo.now.now_ms = 6 * 60'000;
  fifo.told(send("a", "a1"));
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: a1", "7: a1"));
}

TEST(Fifo, DropsADeduplicationIdInWhateverGroupItComesAgain) {
  FifoAlone fifo;
  fifo.told(send("a", "1"));
  fifo.told(send("b", "1"));
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: 1"));
}

TEST(Fifo, TakesEventsThatNobodyListensTo) {
  FifoAlone fifo{{}};
  EXPECT_EQ(fifo.told(send("a", "a1")), "accepted");
  EXPECT_THAT(fifo.delivered(), testing::IsEmpty());
}

TEST(Fifo, SaysWhatIsSentToWhichGroup) {
  FifoAlone fifo;
  const int action = fifo.port.learn(action_of<sim::FifoProxy>(send("a", "a1")), 0);
  EXPECT_EQ(sim::request_words(fifo.port.request(action)), "send a kitchen.order id a1");
}

TEST(Queue, DeliversToItsOwnListeners) {
  FifoAlone fifo{{{7, "ovens"}, {8, "bikes"}, 9}};
  fifo.told(send_to("ovens", "a", "o1"));
  fifo.told(send_to("bikes", "a", "b1"));
  fifo.told(send("a", "u1"));
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: o1", "8: b1", "9: u1"));
}

TEST(Queue, KeepsTheOrderOfItsOwnGroupsOnly) {
  FifoAlone fifo{{{7, "ovens"}, {8, "bikes"}}};
  for (const char* queue : {"ovens", "bikes"})
    for (const char* id : {"1", "2"}) fifo.told(send_to(queue, "a", id));
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: 1", "8: 1"));
  fifo.handled(fifo.deliveries[1].lane);
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: 1", "8: 1", "8: 2"));
}

TEST(Queue, DropsOnlyWhatItHasSeenItself) {
  FifoAlone fifo{{{7, "ovens"}, {8, "bikes"}, 9}};
  for (const char* queue : {"ovens", "bikes", "ovens"}) fifo.told(send_to(queue, "a", "1"));
  fifo.told(send("a", "1"));
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: 1", "8: 1", "9: 1"));
}

TEST(Queue, IsNamedInTheEvent) {
  FifoAlone fifo{{{7, "ovens"}, 8}};
  fifo.told(send_to("ovens", "a", "1"));
  fifo.told(send("a", "2"));
  const auto event_of = [&](std::size_t delivery) {
    return fifo.tables.events.event(fifo.deliveries[delivery].event);
  };
  EXPECT_EQ(event_of(0).extensions.at("queue"), "ovens");
  EXPECT_FALSE(event_of(1).extensions.contains("queue"));
}

TEST(Queue, ThatIsNoFifoQueueDeliversAllAtOnce) {
  FifoAlone fifo{{{7, "ovens"}}, {{"ovens", false}}};
  for (const char* id : {"1", "2", "2"}) fifo.told(send_to("ovens", "a", id));
  EXPECT_THAT(fifo.delivered(), ElementsAre("7: 1", "7: 2", "7: 2"));
  for (int i = 0; i < 3; ++i) fifo.handled(fifo.deliveries[std::size_t(i)].lane);
  EXPECT_EQ(fifo.deliveries.size(), 3u);
  EXPECT_EQ(fifo.now.state, 0);
}

TEST(Queue, MustBeThere) {
  FifoAlone fifo{{{7, "ovens"}}};
  EXPECT_THROW(fifo.result(send_to("bikes", "a", "1")), eda::InvalidRequest);
  EXPECT_TRUE(fifo.delivered().empty());
}

TEST(Queue, HasItsSettingsOnce) {
  sim::SharedTables tables;
  EXPECT_THROW((sim::FifoPort{tables, 2, {}, {{"ovens", true}, {"ovens", false}}}),
               std::invalid_argument);
  EXPECT_THROW((sim::FifoPort{tables, 2, {}, {{"", true}}}), std::invalid_argument);
}

}  // namespace
