#include "sim/model/ports/store_port.hpp"

#include <gmock/gmock.h>

#include "store_alone.hpp"

namespace {

using namespace alone;
using testing::ElementsAre;

TEST(StoreRead, FindsNothingWhereNothingWasWritten) {
  StoreAlone store;
  EXPECT_EQ(store.told(get("order/42")), "nothing there");
  EXPECT_EQ(store.result(get("order/42")).version, 0);
  EXPECT_EQ(store.result(get("order/42")).key, Key{"order/42"});
}

TEST(StoreRead, FindsTheLatestValueAndCountsItsWrites) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  store.told(put("order/42", "paid"));
  EXPECT_EQ(store.told(get("order/42")), R"(v2 "paid")");
}

TEST(StoreRead, GivesBackTheMomentWhenTheRowExpires) {
  StoreAlone store;
  store.told(put_until(90 * 24h, "order/42", "new"));
  EXPECT_EQ(store.result(get("order/42")).expires_at, start + 90 * 24h);
}

TEST(EventualRead, MayFindAnyEarlierVersionAtThePriceOfOneStaleRead) {
  StoreAlone store{Fault::stale};
  store.told(put("order/42", "new"));
  store.told(put("order/42", "paid"));
  EXPECT_THAT(store.may_tell(get("order/42", Read::eventual)),
              ElementsAre(R"(v2 "paid")", R"(v1 "new" (stale))", "nothing there (stale)"));
}

TEST(EventualRead, MayStillFindARowThatIsGone) {
  StoreAlone store{Fault::stale};
  store.told(put("order/42", "new"));
  store.told(erase("order/42"));
  EXPECT_THAT(store.may_tell(get("order/42", Read::eventual)),
              ElementsAre("nothing there", R"(v1 "new" (stale))"));
}

TEST(EventualRead, IsNeverOldWhereNoReadMayBeStale) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  EXPECT_THAT(store.may_tell(get("order/42", Read::eventual)), ElementsAre(R"(v1 "new")"));
}

TEST(StrongRead, IsNeverOld) {
  StoreAlone store{Fault::stale};
  store.told(put("order/42", "new"));
  EXPECT_THAT(store.may_tell(get("order/42", Read::strong)), ElementsAre(R"(v1 "new")"));
  EXPECT_THAT(store.may_tell(query("order/42", Read::strong)), testing::SizeIs(1));
}

TEST(StoreQuery, FindsTheRowsOfOnePartitionBySortKey) {
  StoreAlone store;
  store.told(put({"order/42", "stock"}, 2));
  store.told(put({"order/42", "chef"}, 1));
  store.told(put({"order/421", "chef"}, 3));
  EXPECT_EQ(store.told(query("order/42")), "2 rows order/42#chef=1 order/42#stock=2");
}

TEST(StoreQuery, MissesOneLateWriteWhenItIsEventual) {
  StoreAlone store{Fault::stale};
  store.told(put({"order/42", "chef"}, 1));
  store.told(put({"order/42", "stock"}, 2));
  EXPECT_THAT(store.may_tell(query("order/42", Read::eventual)),
              ElementsAre("2 rows order/42#chef=1 order/42#stock=2",
                          "1 row order/42#stock=2 (stale)", "1 row order/42#chef=1 (stale)"));
}

TEST(StoreScan, FindsEveryRowWhosePartitionBeginsWithThePrefix) {
  StoreAlone store;
  store.told(put("order/42", 1));
  store.told(put("order/43", 2));
  store.told(put("jar/1", 3));
  EXPECT_EQ(store.told(scan("order/")), "2 rows order/42=1 order/43=2");
}

TEST(StoreScan, LeavesOutRowsThatAreGone) {
  StoreAlone store;
  store.told(put("order/42", 1));
  store.told(erase("order/42"));
  EXPECT_EQ(store.told(scan("")), "0 rows");
}

TEST(StorePut, OverwritesWhateverIsThere) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  EXPECT_TRUE(store.result(put("order/42", "lost")).ok());
  EXPECT_EQ(store.told(get("order/42")), R"(v2 "lost")");
}

TEST(StorePut, IsRefusedAndChangesNothingWhereItsConditionFails) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  EXPECT_TRUE(store.result(put("order/42", "newer", Condition::absent())).refused());
  EXPECT_EQ(store.told(get("order/42")), R"(v1 "new")");
}

TEST(StorePut, TellsNoRowAfterwards) {
  StoreAlone store;
  EXPECT_FALSE(store.result(put("order/42", "new")).after().exists());
}

TEST(PutIfUnchanged, WritesOverTheVersionThatWasRead) {
  StoreAlone store;
  EXPECT_EQ(store.told(put_over(0, "order/42", "new")), "written");
  EXPECT_EQ(store.told(put_over(1, "order/42", "paid")), "written");
  EXPECT_EQ(store.told(get("order/42")), R"(v2 "paid")");
}

TEST(PutIfUnchanged, IsRefusedWhenSomebodyWasFaster) {
  StoreAlone store;
  store.told(put_over(0, "order/42", "new"));
  EXPECT_EQ(store.told(put_over(0, "order/42", "mine")), "refused");
  store.told(put_over(1, "order/42", "paid"));
  EXPECT_EQ(store.told(put_over(1, "order/42", "mine")), "refused");
}

TEST(StoreUpdate, TellsTheWholeRowAsItIsAfterwards) {
  StoreAlone store;
  store.told(put("jar/1", {{"cents", 200}, {"open", true}}));
  const eda::WriteResult result = store.result(update("jar/1", Update{}.add("cents", 150)));
  EXPECT_EQ(result.after().value, (Json{{"cents", 350}, {"open", true}}));
  EXPECT_EQ(result.after().version, 2);
  EXPECT_EQ(result.after().key, Key{"jar/1"});
}

TEST(StoreUpdate, MakesARowWhereThereIsNone) {
  StoreAlone store;
  EXPECT_EQ(store.told(update("jar/1", Update{}.add("cents", 150))), R"(written v1 {"cents":150})");
}

TEST(StoreUpdate, IsRefusedAndTellsNoRowWhereItsConditionFails) {
  StoreAlone store;
  const auto result = store.result(update("jar/1", Update{}.add("n", 1), Condition::present()));
  EXPECT_TRUE(result.refused());
  EXPECT_FALSE(result.after().exists());
  EXPECT_EQ(store.told(get("jar/1")), "nothing there");
}

TEST(StoreUpdate, ThrowsWhereTheParentOfAPathIsMissing) {
  StoreAlone store;
  store.told(put("order/42", {{"status", "new"}}));
  const auto nested = update("order/42", Update{}.set("received.chef", true));
  EXPECT_THAT([&] { (void)store.result(nested); },
              testing::ThrowsMessage<eda::InvalidRequest>(
                  "the path \"received.chef\" is invalid for update: there is no \"received\" to "
                  "put it into"));
  EXPECT_EQ(store.told(get("order/42")), R"(v1 {"status":"new"})");
}

TEST(StoreRead, GivesBackTheFarthestMoments) {
  for (const eda::Instant moment : {eda::Instant::max(), eda::Instant::min()}) {
    StoreAlone store;
    eda::Item item = row("order/42", "new");
    item.expires_at = moment;
    store.told([=](Store& all) { return all.put(item); });
    EXPECT_EQ(store.result(get("order/42")).expires_at, moment);
    const bool is_past = moment < start;
    ASSERT_EQ(store.scheduled.size(), is_past ? 1u : 0u);
    if (!is_past) continue;
    EXPECT_EQ(store.scheduled[0].at_ms, 0);
    store.happen(store.scheduled[0], 1);
    EXPECT_EQ(store.told(get("order/42")), "nothing there");
  }
}

TEST(StoreUpdate, KeepsTheMomentWhenTheRowExpires) {
  StoreAlone store;
  store.told(put_until(1h, "order/42", {{"n", 1}}));
  store.told(update("order/42", Update{}.add("n", 1)));
  EXPECT_EQ(store.result(get("order/42")).expires_at, start + 1h);
}

TEST(StoreErase, DeletesTheRow) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  EXPECT_TRUE(store.result(erase("order/42")).ok());
  EXPECT_EQ(store.told(get("order/42")), "nothing there");
}

TEST(StoreErase, TakesARowThatIsNotThereForDeleted) {
  StoreAlone store;
  EXPECT_TRUE(store.result(erase("order/42")).ok());
  EXPECT_EQ(store.now.state, StoreAlone{}.now.state);
}

TEST(StoreErase, IsRefusedWhereItsConditionFails) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  EXPECT_TRUE(store.result(erase("order/42", Condition::version_is(7))).refused());
  EXPECT_EQ(store.told(get("order/42")), R"(v1 "new")");
}

TEST(StoreVersion, NeverGoesBackWhenARowIsDeletedAndComesAgain) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  store.told(erase("order/42"));
  store.told(put("order/42", "new"));
  EXPECT_EQ(store.told(put_over(1, "order/42", "mine")), "refused");
  EXPECT_GT(store.result(get("order/42")).version, 1);
}

TEST(StoreVersion, IsZeroWhileTheRowIsGone) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  store.told(erase("order/42"));
  EXPECT_EQ(store.told(put_over(0, "order/42", "again")), "written");
}

TEST(StoreWrite, DoesNothingWhenItIsThrottled) {
  StoreAlone store{Fault::throttle};
  EXPECT_THAT(store.may_tell(put("order/42", "new")),
              ElementsAre("written", "throttled (throttled)"));
  EXPECT_TRUE(store.result(put("order/42", "new"), 1).throttled());
  EXPECT_EQ(store.told(get("order/42")), "nothing there");
}

TEST(StoreWrite, IsMadeOrNotMadeWhenNoAnswerComesBack) {
  StoreAlone store{Fault::unknown};
  EXPECT_THAT(store.may_tell(put("order/42", "new")),
              ElementsAre("written", "unknown (unknown)", "unknown (unknown)"));
  EXPECT_TRUE(store.result(put("order/42", "new"), 2).unknown());
  EXPECT_EQ(store.told(get("order/42")), "nothing there");
  EXPECT_TRUE(store.result(put("order/42", "new"), 1).unknown());
  EXPECT_EQ(store.told(get("order/42")), R"(v1 "new")");
}

TEST(StoreWrite, TellsNoRowWhenNoAnswerComesBack) {
  StoreAlone store{Fault::unknown};
  EXPECT_FALSE(store.result(update("jar/1", Update{}.add("n", 1)), 1).after().exists());
}

TEST(StoreWrite, IsNotMadeWhenItWasToBeRefusedAndNoAnswerComesBack) {
  StoreAlone store{Fault::unknown};
  EXPECT_THAT(store.may_tell(put("order/42", "new", Condition::present())),
              ElementsAre("refused", "unknown (unknown)"));
}

TEST(StoreUpdate, IsRefusedWhereTheRowWouldGrowTooLarge) {
  StoreAlone store;
  store.told(put("jar/1", {{"half", std::string(250 << 10, 'x')}}));
  const auto second_half = update("jar/1", Update{}.set("other", std::string(250 << 10, 'y')));
  EXPECT_THAT([&] { (void)store.result(second_half); },
              testing::ThrowsMessage<eda::InvalidRequest>(
                  testing::StartsWith("update \"jar/1\": the row would have 512023 bytes")));
  EXPECT_EQ(store.result(get("jar/1")).version, 1);
}

TEST(StoreUpdate, IsRefusedWhereTheRowWouldNestTooDeep) {
  StoreAlone store;
  Json deep = 1;
  for (int level = 0; level < 31; ++level) deep = Json::object({{"a", deep}});
  store.told(put("jar/1", {{"b", Json::object()}}));
  EXPECT_TRUE(store.result(update("jar/1", Update{}.set("c", deep))).ok());
  EXPECT_THROW((void)store.result(update("jar/1", Update{}.set("b.c", deep))), eda::InvalidRequest);
}

TEST(StoreWords, TellAnyTwoKeysApart) {
  StoreAlone store;
  const std::vector<Key> keys{{"a", "b"},       {"a#b"},      {"a#b", "c"}, {"a", "b#c"}, {"a#b#c"},
                              {"\"a#b\"", "c"}, {"a", "\"b"}, {"a#\"b"},    {"\"a#b\"#c"}};
  for (const Key& key : keys) store.told(put(key, 1));
  EXPECT_EQ(store.port.show(store.now.state).size(), keys.size());
}

TEST(StoreWords, SayWhatIsAskedInAFewWords) {
  StoreAlone store;
  const auto words = [&](const auto& call) {
    return sim::request_words(
        store.port.request(store.port.learn(action_of<sim::StoreProxy>(call), 0)));
  };
  EXPECT_EQ(words(get("order/42")), "get order/42");
  EXPECT_EQ(words(get({"order", "42"}, Read::eventual)), "get order#42 (eventual)");
  EXPECT_EQ(words(put_over(3, "order/42", "new")), R"(put order/42 "new" if v3)");
  EXPECT_EQ(words(update("jar/1", Update{}.add("n", 1), Condition::equals("open", true))),
            "update jar/1 add n 1 if open = true");
  EXPECT_EQ(words(together({Write::erase("a"), Write::check("b", Condition::lacks("c"))})),
            "transact: erase a; check b if lacks c");
}

}  // namespace
