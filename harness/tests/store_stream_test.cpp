#include <gmock/gmock.h>

#include "store_alone.hpp"

namespace {

using namespace alone;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int minute = 60'000, hour = 60 * minute;

TEST(ExpiredRow, CanStillBeReadAndWrittenUntilTheStoreDeletesIt) {
  StoreAlone store;
  store.told(put_until(1h, "order/42", {{"n", 1}}));
  store.now.now_ms = 5 * hour;
  EXPECT_EQ(store.told(update("order/42", Update{}.add("n", 1))), R"(written v2 {"n":2})");
}

TEST(ExpiredRow, IsDeletedNoEarlierThanItExpires) {
  StoreAlone store;
  store.told(put_until(1h, "order/42", "new"));
  EXPECT_THAT(store.scheduled, ElementsAre(testing::Field(&sim::Scheduled::at_ms, hour)));
}

TEST(ExpiredRow, MayBeDeletedTheMomentItExpires) {
  StoreAlone store;
  store.told(put_until(1h, "order/42", "new"));
  EXPECT_EQ(store.happen(store.scheduled[0], 1), 2u);
  EXPECT_EQ(store.told(get("order/42")), "nothing there");
}

TEST(ExpiredRow, MayStayFor48HoursAndNoLonger) {
  StoreAlone store;
  store.told(put_until(1h, "order/42", "new"));
  store.happen(store.scheduled[0], 0);
  EXPECT_EQ(store.told(get("order/42")), R"(v1 "new")");
  ASSERT_THAT(store.scheduled, SizeIs(2));
  EXPECT_EQ(store.scheduled[1].at_ms, 49 * hour);
  EXPECT_EQ(store.happen(store.scheduled[1]), 1u);
  EXPECT_EQ(store.told(get("order/42")), "nothing there");
}

TEST(ExpiredRow, CostsNoFaultWhenItIsDeleted) {
  StoreAlone store;
  store.told(put_until(1h, "order/42", "new"));
  store.now.now_ms = hour;
  for (const sim::Effect& effect : store.port.step(store.scheduled[0].signal, store.now))
    EXPECT_TRUE(effect.spent.empty());
}

TEST(ExpiredRow, LivesOnWhenItHasBeenGivenMoreTime) {
  StoreAlone store;
  store.told(put_until(1h, "order/42", "new"));
  store.told(put_until(2h, "order/42", "newer"));
  EXPECT_EQ(store.happen(store.scheduled[0]), 1u);
  EXPECT_EQ(store.told(get("order/42")), R"(v2 "newer")");
}

TEST(ExpiredRow, LivesOnWhenItHasBeenWrittenWithoutAnEnd) {
  StoreAlone store;
  store.told(put_until(1h, "order/42", "new"));
  store.told(put("order/42", "newer"));
  EXPECT_EQ(store.happen(store.scheduled[0]), 1u);
  EXPECT_EQ(store.told(get("order/42")), R"(v2 "newer")");
}

TEST(ExpiredRow, HasIts48HoursAnewWhenItIsWrittenAgain) {
  StoreAlone store;
  store.told(put_until(1h, "order/42", "new"));
  store.happen(store.scheduled[0], 0);
  store.told(put_until(48h, "order/42", "newer"));
  EXPECT_EQ(store.happen(store.scheduled[1], 0), 2u);
  EXPECT_EQ(store.told(get("order/42")), R"(v2 "newer")");
}

TEST(ExpiredRow, IsGoneWhenSomebodyHasDeletedIt) {
  StoreAlone store{{}, {7}};
  store.told(put_until(1h, "order/42", "new"));
  store.told(erase("order/42"));
  EXPECT_EQ(store.happen(store.scheduled[0]), 1u);
  store.handled(store.deliveries[0].lane);
  store.handled(store.deliveries[0].lane);
  EXPECT_THAT(store.heard(), ElementsAre("7: inserted order/42", "7: removed order/42"));
}

TEST(ExpiredRow, IsDueAtOnceWhenItExpiredLongAgo) {
  StoreAlone store;
  store.told(put_until(-7 * 24h, "order/42", "new"));
  EXPECT_THAT(store.scheduled, ElementsAre(testing::Field(&sim::Scheduled::at_ms, 0)));
}

TEST(ExpiredRow, OutlivesTheScenarioWhenItExpiresInMonths) {
  StoreAlone store;
  store.told(put_until(90 * 24h, "order/42", "new"));
  EXPECT_THAT(store.scheduled, IsEmpty());
}

TEST(ItemStream, TellsOfEveryChangeInItsKind) {
  StoreAlone store{{}, {7}};
  store.told(put("order/42", "new"));
  store.told(put("order/42", "paid"));
  store.told(erase("order/42"));
  const int lane = store.deliveries.front().lane;
  store.handled(lane);
  store.handled(lane);
  EXPECT_THAT(store.heard(),
              ElementsAre("7: inserted order/42", "7: modified order/42", "7: removed order/42"));
}

TEST(ItemStream, CarriesTheRowBeforeAndAfter) {
  StoreAlone store{{}, {7}};
  store.told(put({"order", "42"}, "new"));
  store.told(put({"order", "42"}, "paid"));
  store.handled(store.deliveries[0].lane);
  const Json expected{{"partition", "order"}, {"sort", "42"}, {"before", "new"},
                      {"after", "paid"},      {"version", 2}, {"byTtl", false}};
  EXPECT_EQ(store.tables.events.event(store.deliveries[1].event).data, expected);
}

TEST(ItemStream, MarksWhatTheStoreItselfHasDeleted) {
  StoreAlone store{{}, {7}};
  store.told(put_until(1h, "order/42", "new"));
  store.handled(store.deliveries[0].lane);
  store.happen(store.scheduled[0], 1);
  EXPECT_THAT(store.heard(), ElementsAre("7: inserted order/42", "7: removed order/42 by TTL"));
}

TEST(ItemStream, IsQuietWhereNothingChanges) {
  StoreAlone store{Fault::throttle, {7}};
  store.told(erase("order/42"));
  store.told(put("order/42", "new", Condition::present()));
  store.told(put("order/42", "new"), 1);
  EXPECT_THAT(store.deliveries, IsEmpty());
}

TEST(ItemStream, HoldsTheNextChangeOfAKeyBackUntilTheLastOneIsHandled) {
  StoreAlone store{{}, {7}};
  store.told(put("order/42", "new"));
  store.told(put("order/42", "paid"));
  EXPECT_THAT(store.heard(), ElementsAre("7: inserted order/42"));
  store.handled(store.deliveries[0].lane);
  EXPECT_THAT(store.heard(), ElementsAre("7: inserted order/42", "7: modified order/42"));
}

TEST(ItemStream, DeliversChangesOfDifferentKeysSideBySide) {
  StoreAlone store{{}, {7}};
  store.told(put("order/42", "new"));
  store.told(put("order/43", "new"));
  EXPECT_THAT(store.heard(), ElementsAre("7: inserted order/42", "7: inserted order/43"));
}

TEST(ItemStream, ReachesEveryListenerAtItsOwnPace) {
  StoreAlone store{{}, {7, 8}};
  store.told(put("order/42", "new"));
  store.told(put("order/42", "paid"));
  store.handled(store.deliveries[1].lane);
  EXPECT_THAT(store.heard(),
              ElementsAre("7: inserted order/42", "8: inserted order/42", "8: modified order/42"));
}

TEST(ItemStream, TellsOfEachRowOfATransaction) {
  StoreAlone store{{}, {7}};
  store.told(together(
      {Write::put(row("a", 1)), Write::put(row("b", 2)), Write::check("c", Condition::absent())}));
  EXPECT_THAT(store.heard(), ElementsAre("7: inserted a", "7: inserted b"));
}

TEST(ItemStream, GivesEachRecordAnIdOfItsOwn) {
  StoreAlone store{{}, {7}};
  store.told(put("order/42", "new"));
  store.told(put("order/42", "new"));
  store.handled(store.deliveries[0].lane);
  EXPECT_NE(store.deliveries[0].event, store.deliveries[1].event);
}

}  // namespace
