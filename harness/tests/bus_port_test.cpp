#include <gmock/gmock.h>

#include "bus_alone.hpp"

namespace {

using namespace bus_alone;
using eda::EntryResult;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Publish, TakesEveryEntryWhenNothingGoesWrong) {
  BusAlone bus;
  EXPECT_THAT(bus.may_tell(publish({ready, burnt})), ElementsAre("accepted, accepted"));
  const eda::PublishResult result = bus.result(publish({ready, burnt}));
  EXPECT_TRUE(result.ok());
  EXPECT_THAT(result.entries(), ElementsAre(EntryResult::accepted, EntryResult::accepted));
}

TEST(Publish, MayFailForAnyOneEntry) {
  BusAlone bus{Fault::partial};
  EXPECT_THAT(bus.may_tell(publish({ready, burnt})),
              ElementsAre("accepted, accepted", "failed, accepted (partial)",
                          "accepted, failed (partial)"));
}

TEST(Publish, DeliversAndRecordsOnlyTheEntriesThatWereTaken) {
  BusAlone bus{Fault::partial};
  const eda::PublishResult result = bus.result(publish({ready, burnt}), 1);
  EXPECT_FALSE(result.ok());
  EXPECT_THAT(result.entries(), ElementsAre(EntryResult::failed, EntryResult::accepted));
  EXPECT_THAT(bus.published(), ElementsAre("kitchen.burnt"));
  EXPECT_EQ(bus.deliveries.size(), 1u);
}

TEST(Publish, FailsForEveryEntryWhenItIsThrottled) {
  BusAlone bus{Fault::throttle};
  EXPECT_THAT(bus.may_tell(publish({ready, burnt})),
              ElementsAre("accepted, accepted", "failed, failed (throttled)"));
  EXPECT_FALSE(bus.result(publish({ready, burnt}), 1).ok());
  EXPECT_THAT(bus.published(), IsEmpty());
}

TEST(Publish, WorksOrNotWhenNoAnswerComesBack) {
  BusAlone bus{Fault::unknown};
  EXPECT_THAT(bus.may_tell(publish(ready)),
              ElementsAre("accepted", "unknown (unknown)", "unknown (unknown)"));
  EXPECT_THAT(bus.result(publish(ready), 2).entries(), ElementsAre(EntryResult::unknown));
  EXPECT_THAT(bus.published(), IsEmpty());
  EXPECT_FALSE(bus.result(publish(ready), 1).ok());
  EXPECT_THAT(bus.published(), ElementsAre("kitchen.ready"));
}

TEST(Publish, TakesTenEntries) {
  BusAlone bus{Fault::throttle};
  const auto many = publish(std::vector(10, ready));
  EXPECT_TRUE(bus.result(many).ok());
  EXPECT_THAT(bus.result(many, 1).entries(), testing::Each(EntryResult::failed));
}

TEST(Publish, RefusesATypeOfAnotherDomain) {
  BusAlone bus;
  EXPECT_THAT([&] { (void)bus.result(publish(fact("waiter.served"))); },
              testing::ThrowsMessage<eda::InvalidEvent>(
                  "published event: \"com.pizzaco.waiter.served\" is not this service's to say; "
                  "its own types begin with \"com.pizzaco.kitchen.\""));
  EXPECT_THAT(bus.published(), IsEmpty());
}

TEST(Publish, RefusesWhatIsNoCloudEvent) {
  BusAlone bus;
  Event nameless = ready;
  nameless.id = "";
  EXPECT_THAT([&] { (void)bus.result(publish(nameless)); },
              testing::ThrowsMessage<eda::InvalidEvent>(
                  testing::AllOf(HasSubstr("published event"), HasSubstr("id"))));
}

TEST(Publish, RefusesAllEntriesWhereOneIsInvalid) {
  BusAlone bus;
  EXPECT_THROW((void)bus.result(publish({ready, fact("waiter.served")})), eda::InvalidEvent);
  EXPECT_THAT(bus.published(), IsEmpty());
  EXPECT_THAT(bus.deliveries, IsEmpty());
}

TEST(Publish, RefusesTheSameWordsFromAnotherServiceOnly) {
  BusAlone bus;
  EXPECT_TRUE(bus.result(publish(ready)).ok());
  bus.service = 1;
  EXPECT_THROW((void)bus.result(publish(ready)), eda::InvalidEvent);
}

TEST(Bus, DeliversToEveryListenerOfTheType) {
  BusAlone bus;
  bus.told(publish(ready));
  ASSERT_EQ(bus.deliveries.size(), 2u);
  EXPECT_EQ(bus.deliveries[0].handler, 1);
  EXPECT_EQ(bus.deliveries[1].handler, 2);
  EXPECT_EQ(bus.tables.events.event(bus.deliveries[0].event), ready);
}

TEST(Bus, DeliversATypeThatNobodyListensToToNobody) {
  BusAlone bus;
  bus.told(publish(fact("kitchen.cleaned")));
  EXPECT_THAT(bus.deliveries, IsEmpty());
  EXPECT_THAT(bus.published(), ElementsAre("kitchen.cleaned"));
}

TEST(Bus, DeliversEachCopyThatIsPublished) {
  BusAlone bus;
  bus.told(publish({burnt, burnt}));
  EXPECT_EQ(bus.deliveries.size(), 2u);
}

TEST(Observed, IsASetUnlessCopiesCount) {
  BusAlone as_set, as_bag{{}, {.observed = {.copies = true}}};
  as_set.told(publish({ready, ready}));
  as_bag.told(publish({ready, ready}));
  EXPECT_THAT(as_set.published(), ElementsAre("kitchen.ready"));
  EXPECT_THAT(as_bag.published(), ElementsAre("kitchen.ready", "kitchen.ready"));
}

TEST(Observed, KeepsTwoVersionsOfOneIdApart) {
  BusAlone bus;
  Event changed = ready;
  changed.data["at"] = "noon";
  bus.told(publish({ready, changed}));
  EXPECT_EQ(bus.published().size(), 2u);
}

TEST(Observed, IsTheSameInAnyOrderUnlessOrderCounts) {
  BusAlone one, other;
  one.told(publish({ready, burnt}));
  other.told(publish({ready, burnt}));  // numbers of events follow their first mention
  const int state = std::exchange(other.now.state, 0);
  other.told(publish({burnt, ready}));
  EXPECT_EQ(other.now.state, state);
}

TEST(Observed, KeepsTheOrderWhereItCounts) {
  BusAlone bus{{}, {.observed = {.order = true}}};
  bus.told(publish(burnt));
  bus.told(publish(ready));
  EXPECT_THAT(bus.published(), ElementsAre("kitchen.burnt", "kitchen.ready"));
}

TEST(Observed, KeepsTheTimeOnlyWhereItCounts) {
  BusAlone timed{{}, {.observed = {.time = true}}}, untimed;
  for (BusAlone* bus : {&timed, &untimed}) {
    bus->now.now_ms = 60'000;
    bus->told(publish(ready));
  }
  EXPECT_EQ(timed.port.taken(timed.now.state)[0].at_ms, 60'000);
  EXPECT_EQ(untimed.port.taken(untimed.now.state)[0].at_ms, 0);
}

TEST(SettledPublication, IsOneThatNobodyHears) {
  BusAlone bus;
  EXPECT_TRUE(bus.is_independent(publish(fact("kitchen.cleaned"))));
  EXPECT_FALSE(bus.is_independent(publish(ready)));
  EXPECT_FALSE(bus.is_independent(publish({fact("kitchen.cleaned"), ready})));
  EXPECT_FALSE(bus.is_independent(publish(fact("waiter.served"))));
}

TEST(SettledPublication, DependsOnNeitherOrderNorTime) {
  const Event unheard = fact("kitchen.cleaned");
  BusAlone ordered{{}, {.observed = {.order = true}}};
  BusAlone racing{{}, {.faults = {.time_races = true}, .observed = {.time = true}}};
  EXPECT_FALSE(ordered.is_independent(publish(unheard)));
  EXPECT_FALSE(racing.is_independent(publish(unheard)));
}

TEST(BusWords, SayWhatIsPublished) {
  BusAlone bus;
  Event event = ready;
  event.data["order"] = 42;
  const int action = bus.port.learn(action_of<sim::BusProxy>(publish(event)), 0);
  EXPECT_EQ(sim::request_words(bus.port.request(action)),
            R"(publish kitchen.ready {"order":42} id 1)");
}

TEST(BusWords, ShowWhatHasBeenPublished) {
  BusAlone bus;
  EXPECT_EQ(bus.port.show(bus.now.state), Json::object());
  bus.told(publish(ready));
  EXPECT_EQ(bus.port.show(bus.now.state).at("published"), Json::array({eda::to_json(ready)}));
}

/// A bus that never takes "burnt".
sim::Scenario without_burnt() {
  Json pattern = Json::object();
  pattern["type"] = Json::array({burnt.type});
  sim::Scenario scenario;
  scenario.faults.never_taken.push_back(pattern);
  return scenario;
}

TEST(NeverTaken, FailsAtEachTimeAndLeavesTheOthers) {
  BusAlone bus{{}, without_burnt()};
  for (int i = 0; i < 2; ++i)
    EXPECT_THAT(bus.may_tell(publish({ready, burnt})), ElementsAre("accepted, failed"));
  EXPECT_EQ(bus.told(publish(burnt)), "failed");
  EXPECT_THAT(bus.published(), IsEmpty());
  EXPECT_TRUE(bus.deliveries.empty());
  bus.told(publish({ready, burnt}));
  EXPECT_THAT(bus.published(), ElementsAre("kitchen.ready"));
}

TEST(NeverTaken, IsNoFaultAndHasNone) {
  BusAlone partial{Fault::partial, without_burnt()};
  EXPECT_THAT(partial.may_tell(publish({ready, burnt})),
              ElementsAre("accepted, failed", "failed, failed (partial)"));
  BusAlone unknown{Fault::unknown, without_burnt()};
  EXPECT_THAT(unknown.may_tell(publish(burnt)), ElementsAre("failed", "unknown (unknown)"));
}

TEST(NeverTaken, MustBeAPattern) {
  sim::Scenario scenario;
  scenario.faults.never_taken.push_back(Json::object({{"type", "text"}}));
  EXPECT_THROW((BusAlone{{}, scenario}), eda::InvalidPattern);
}

}  // namespace
