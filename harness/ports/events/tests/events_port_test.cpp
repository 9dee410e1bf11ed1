#include "ports/events/events_port.hpp"

#include <gmock/gmock.h>

#include "tests/service_alone.hpp"

namespace {

using namespace alone;
using eda::Events, eda::Read;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

const Event created = fact("order.created"), paid = fact("order.paid", "2"),
            shipped = fact("order.shipped", "3");

auto append(std::string stream, int expected, std::vector<Event> events) {
  return [=](Events& store) { return store.append(stream, expected, events); };
}
auto read(std::string stream, int from = 1, int at_most = 100, Read read = Read::strong) {
  return [=](Events& store) { return store.read(stream, from, at_most, read); };
}
auto read_all(int after = 0, int at_most = 100) {
  return [=](Events& store) { return store.read_all(after, at_most); };
}

/// An event store with two subscribers, whose handlers have the numbers 5 and 6.
class StoreAlone : public PortAlone<sim::EventsProxy> {
 public:
  explicit StoreAlone(std::vector<Fault> possible = {})
      : PortAlone{port}, port{tables, 9, {"com.pizzaco.order."}, {{5, "board"}, {6, "mail"}}} {
    for (const Fault fault : possible) now.faults = now.faults + Budget::one(fault);
  }
  sim::SharedTables tables;
  sim::EventsPort port;

  /// "order/1 v1 @1 order.created"
  std::vector<std::string> all() { return words(result(read_all())); }
  static std::vector<std::string> words(const std::vector<Event>& events) {
    std::vector<std::string> words;
    for (const Event& event : events) {
      const auto extension = [&](const char* name) { return event.extensions.at(name).dump(); };
      words.push_back(event.extensions.at("stream").get<std::string>() + " v" +
                      extension("version") + " @" + extension("position") + " " +
                      sim::short_type(event.type));
    }
    return words;
  }
  /// Handler and type of each delivery so far.
  std::vector<std::pair<int, std::string>> delivered() const {
    std::vector<std::pair<int, std::string>> all;
    for (const sim::Message& message : deliveries)
      all.emplace_back(message.handler, sim::short_type(tables.events.event(message.event).type));
    return all;
  }
};

TEST(Append, NumbersEventsInTheirStreamAndInTheStore) {
  StoreAlone store;
  const eda::AppendResult first = store.result(append("order/1", 0, {created, paid}));
  EXPECT_TRUE(first.appended());
  EXPECT_EQ(first.version(), 2);
  EXPECT_EQ(first.position(), 2);
  EXPECT_EQ(store.result(append("order/2", 0, {created})).position(), 3);
  EXPECT_EQ(store.result(append("order/1", 2, {shipped})).version(), 3);
  EXPECT_THAT(store.all(),
              ElementsAre("order/1 v1 @1 order.created", "order/1 v2 @2 order.paid",
                          "order/2 v1 @3 order.created", "order/1 v3 @4 order.shipped"));
}

TEST(Append, IsAConflictAtAnotherLength) {
  StoreAlone store;
  store.ask(append("order/1", 0, {created}));
  for (const int expected : {0, 2}) {
    const eda::AppendResult result = store.result(append("order/1", expected, {paid}));
    EXPECT_TRUE(result.conflict()) << expected;
    EXPECT_EQ(result.version(), 1);
    EXPECT_EQ(result.position(), 0);
  }
  EXPECT_THAT(store.all(), ElementsAre("order/1 v1 @1 order.created"));
}

TEST(Append, WorksOrNotWhenNoAnswerComesBack) {
  StoreAlone done{{Fault::unknown}}, not_done{{Fault::unknown}};
  EXPECT_THAT(done.may_tell(append("order/1", 0, {created})),
              ElementsAre("written v1", "unknown (unknown)", "unknown (unknown)"));
  const eda::AppendResult result = done.result(append("order/1", 0, {created}), 1);
  EXPECT_TRUE(result.unknown());
  EXPECT_EQ(result.version(), 0);
  EXPECT_EQ(done.all().size(), 1u);
  EXPECT_THAT(done.may_tell(append("order/1", 0, {created})),
              ElementsAre("refused v1", "unknown (unknown)"));
  not_done.ask(append("order/1", 0, {created}), 2);
  EXPECT_THAT(not_done.all(), IsEmpty());
}

TEST(Append, RefusesAllWhereOneIsNotOfTheService) {
  StoreAlone store;
  EXPECT_THAT(
      [&] {
        (void)store.result(append("order/1", 0, {created, fact("kitchen.ready")}));
      },
      testing::ThrowsMessage<eda::InvalidEvent>(HasSubstr("is not this service's to say")));
  Event nameless = created;
  nameless.id.clear();
  EXPECT_THROW((void)store.result(append("order/1", 0, {nameless})), eda::InvalidEvent);
  EXPECT_THAT(store.all(), IsEmpty());
}

TEST(Drawing, ShowsTheEventsByPosition) {
  StoreAlone store;
  EXPECT_EQ(store.port.show(store.now.state), eda::Json::object());
  store.ask(append("order/1", 0, {created}));
  store.ask(append("order/2", 0, {created}));
  store.ask(append("order/1", 1, {paid}));
  const eda::Json log = store.port.show(store.now.state).at("log");
  EXPECT_EQ(log.size(), 3u);
  EXPECT_EQ(log.at("2").at("stream"), "order/2");
  EXPECT_EQ(log.at("3").at("version"), 2);
}

TEST(Drawing, ShowsWhatEachReaderHasNotHandled) {
  StoreAlone store;
  store.ask(append("order/1", 0, {created, paid, shipped}));
  const int mail = store.deliveries.back().lane, board = store.deliveries.front().lane;
  store.ask(append("order/2", 0, {created}));
  const auto shows = [&](const char* reader) {
    return store.port.show(store.now.state).at("readers").at(reader).dump();
  };
  EXPECT_EQ(shows("board"), R"({"told":[1,4],"waiting":[2,3]})") << "one of each stream";
  store.handled(mail);
  EXPECT_EQ(shows("mail"), R"({"told":[2,4],"waiting":[3]})");
  EXPECT_EQ(shows("board"), R"({"told":[1,4],"waiting":[2,3]})");
  for (int i = 0; i < 3; ++i) store.handled(board);
  EXPECT_EQ(shows("board"), R"({"told":[4],"waiting":[]})");
}

TEST(Drawing, ShowsARepeatedEventUntilTheSecondTimeIsHandled) {
  StoreAlone store{{Fault::redelivery}};
  store.ask(append("order/1", 0, {created}), 1);
  const auto told = [&] {
    return store.port.show(store.now.state).at("readers").at("board").at("told").dump();
  };
  const int lane = store.deliveries.front().lane;
  EXPECT_EQ(told(), "[1]");
  store.handled(lane);
  EXPECT_EQ(told(), "[1]");
  store.handled(lane);
  EXPECT_EQ(told(), "[]");
}

TEST(ReadStream, GivesAPage) {
  StoreAlone store;
  store.ask(append("order/1", 0, {created, paid, shipped}));
  store.ask(append("order/2", 0, {created}));
  EXPECT_THAT(StoreAlone::words(store.result(read("order/1", 2, 1))),
              ElementsAre("order/1 v2 @2 order.paid"));
  EXPECT_EQ(store.result(read("order/1", 2, 9)).size(), 2u);
  EXPECT_THAT(store.result(read("order/1", 4, 9)), IsEmpty());
  EXPECT_THAT(store.result(read("order/9")), IsEmpty());
}

TEST(ReadStream, MayMissTheLatestEventsButNoneBeforeThem) {
  StoreAlone store{{Fault::stale}};
  store.ask(append("order/1", 0, {created, paid, shipped}));
  const auto eventual = read("order/1", 2, 9, Read::eventual);
  const auto seen = [&](std::size_t which) { return store.result(eventual, which).size(); };
  ASSERT_EQ(store.may_tell(eventual).size(), 3u);
  EXPECT_EQ(seen(0), 2u);
  EXPECT_EQ(seen(1), 1u);
  EXPECT_EQ(seen(2), 0u);
  EXPECT_EQ(store.may_tell(read("order/1")).size(), 1u) << "a strong read";
  EXPECT_EQ(store.may_tell(read_all()).size(), 1u);
}

TEST(ReadAll, GoesOnAfterAPosition) {
  StoreAlone store;
  store.ask(append("order/1", 0, {created}));
  store.ask(append("order/2", 0, {created, paid}));
  EXPECT_THAT(StoreAlone::words(store.result(read_all(1, 1))),
              ElementsAre("order/2 v1 @2 order.created"));
  EXPECT_THAT(store.result(read_all(3, 9)), IsEmpty());
}

TEST(Subscription, GetsTheEventsOfAStreamOneByOne) {
  StoreAlone store;
  store.ask(append("order/1", 0, {created, paid}));
  EXPECT_THAT(store.delivered(), ElementsAre(Pair(5, "order.created"), Pair(6, "order.created")));
  store.handled(store.deliveries.back().lane);
  EXPECT_THAT(store.delivered().back(), Pair(6, "order.paid"));
  store.handled(store.deliveries.back().lane);
  EXPECT_EQ(store.deliveries.size(), 3u) << "that subscriber has handled both";
}

TEST(Subscription, GetsOtherStreamsMeanwhile) {
  StoreAlone store;
  store.ask(append("order/1", 0, {created}));
  store.ask(append("order/2", 0, {created}));
  EXPECT_EQ(store.deliveries.size(), 4u);
}

TEST(Redelivery, TellsOneSubscriberOfOneEventAgain) {
  StoreAlone store{{Fault::redelivery}};
  EXPECT_EQ(store.may_tell(append("order/1", 0, {created, paid})).size(), 1u + 2 * 2);
  store.ask(append("order/1", 0, {created, paid}), 2);  // the first event, for the second one
  const int lane = store.deliveries.back().lane;
  store.handled(lane);
  EXPECT_THAT(store.delivered().back(), Pair(6, "order.created"));
  store.handled(lane);
  EXPECT_THAT(store.delivered().back(), Pair(6, "order.paid"));
  EXPECT_EQ(store.all().size(), 2u);
}

TEST(Redelivery, MayFollowAnAppendWhoseAnswerIsLost) {
  StoreAlone store{{Fault::redelivery, Fault::unknown}};
  EXPECT_THAT(store.may_tell(append("order/1", 0, {created})),
              testing::Contains("unknown (unknown) (duplicate)").Times(2));
}

TEST(EventsWords, SayWhatIsAppendedAndRead) {
  StoreAlone store;
  const auto asks = [&](const auto& call) {
    const int action = store.port.learn(action_of<sim::EventsProxy>(call), 0);
    return sim::request_words(store.port.request(action));
  };
  EXPECT_EQ(asks(append("order/1", 0, {created})), "append order/1 if absent order.created id 1");
  EXPECT_EQ(asks(append("order/1", 3, {created})), "append order/1 if v3 order.created id 1");
  EXPECT_EQ(asks(read("order/1", 2)), "read order/1 from 2");
  EXPECT_EQ(asks(read("order/1", 1, 9, Read::eventual)), "read order/1 from 1 (eventual)");
  EXPECT_EQ(asks(read_all(3)), "read_all after 3");
  store.ask(append("order/1", 0, {created}));
  EXPECT_EQ(store.told(read("order/1")), R"(1 row order/1={"order.created":null})");
}

}  // namespace
