#include <gmock/gmock.h>

#include "store_alone.hpp"

namespace {

using namespace alone;
using testing::ElementsAre;

Write put_new(Key key, Condition condition = Condition::none()) {
  return Write::put(row(std::move(key), "new"), std::move(condition));
}

TEST(Transaction, MakesAllOfItsWrites) {
  StoreAlone store;
  store.told(put("c", "old"));
  store.told(together({put_new("a"), Write::update("b", Update{}.add("n", 1)), Write::erase("c")}));
  EXPECT_EQ(store.told(scan("")), R"(2 rows a="new" b={"n":1})");
}

TEST(Transaction, MakesNoneOfItsWritesWhereOneConditionFails) {
  StoreAlone store;
  store.told(put("b", "old"));
  EXPECT_TRUE(store.result(together({put_new("a"), put_new("b", Condition::absent())})).refused());
  EXPECT_EQ(store.told(scan("")), R"(1 row b="old")");
}

TEST(Transaction, MayCheckARowThatItDoesNotWrite) {
  StoreAlone store;
  const auto call = together({put_new("a"), Write::check("b", Condition::present())});
  EXPECT_TRUE(store.result(call).refused());
  store.told(put("b", "old"));
  EXPECT_TRUE(store.result(call).ok());
  EXPECT_EQ(store.told(scan("")), R"(2 rows a="new" b="old")");
}

TEST(Transaction, TellsNoRowAfterwards) {
  StoreAlone store;
  const auto call = together({Write::update("b", Update{}.add("n", 1))});
  EXPECT_FALSE(store.result(call).after().exists());
}

TEST(Transaction, MustNotTouchAKeyTwice) {
  StoreAlone store;
  const auto twice =
      together({put_new("a"), Write::check("b", Condition::absent()), Write::erase("b")});
  EXPECT_THAT([&] { (void)store.result(twice); },
              testing::ThrowsMessage<eda::InvalidRequest>(testing::StartsWith(
                  "transaction, erase \"b\": a transaction must not touch a key twice. DynamoDB "
                  "TransactWriteItems takes one action for each item: join them.")));
  EXPECT_EQ(store.told(scan("")), "0 rows");
}

TEST(Transaction, MustNotTouchAKeyTwiceAlsoWhereItWouldBeRefused) {
  StoreAlone store;
  const auto twice = together({put_new("a", Condition::present()), Write::erase("a")});
  EXPECT_THROW((void)store.result(twice), eda::InvalidRequest);
}

TEST(Transaction, MakesNoneOfItsWritesWhereOneMakesNoSense) {
  StoreAlone store;
  const auto call = together({put_new("a"), Write::update("b", Update{}.set("c.d", 1))});
  EXPECT_THROW((void)store.result(call), eda::InvalidRequest);
  EXPECT_EQ(store.told(scan("")), "0 rows");
}

TEST(Transaction, IsMadeOrNotMadeWhenNoAnswerComesBack) {
  StoreAlone store{Fault::unknown};
  const auto call = together({put_new("a"), put_new("b")});
  EXPECT_THAT(store.may_tell(call),
              ElementsAre("written", "unknown (unknown)", "unknown (unknown)"));
  store.told(call, 2);
  EXPECT_EQ(store.told(scan("")), "0 rows");
  store.told(call, 1);
  EXPECT_EQ(store.told(scan("")), R"(2 rows a="new" b="new")");
}

TEST(ClientToken, MakesARepetitionWithinTenMinutesDoNothing) {
  StoreAlone store;
  const auto call = together({Write::update("a", Update{}.add("n", 1))}, "token-1");
  store.told(call);
  store.now.now_ms = 10 * 60'000 - 1;
  EXPECT_EQ(store.told(call), "written");
  EXPECT_EQ(store.told(get("a")), R"(v1 {"n":1})");
}

TEST(ClientToken, IsForgottenAfterTenMinutes) {
  StoreAlone store;
  const auto call = together({Write::update("a", Update{}.add("n", 1))}, "token-1");
  store.told(call);
  store.now.now_ms = 10 * 60'000;
  store.told(call);
  EXPECT_EQ(store.told(get("a")), R"(v2 {"n":2})");
}

TEST(ClientToken, AcknowledgesARepetitionWhoseConditionHoldsNoLonger) {
  StoreAlone store;
  const auto call = together({put_new("a", Condition::absent())}, "token-1");
  store.told(call);
  EXPECT_EQ(store.told(call), "written");
}

TEST(ClientToken, OfARefusedTransactionIsNotUsedUp) {
  StoreAlone store;
  const auto call = together({put_new("a", Condition::absent())}, "token-1");
  store.told(put("a", "old"));
  EXPECT_EQ(store.told(call), "refused");
  store.told(erase("a"));
  EXPECT_EQ(store.told(call), "written");
  EXPECT_EQ(store.result(get("a")).value, "new");
}

TEST(ClientToken, OfAnUnansweredTransactionCountsOnlyIfItWasMade) {
  StoreAlone store{Fault::unknown};
  const auto call = together({Write::update("a", Update{}.add("n", 1))}, "token-1");
  store.told(call, 2);
  store.told(call, 1);
  store.told(call);
  EXPECT_EQ(store.told(get("a")), R"(v1 {"n":1})");
}

TEST(ClientToken, ThatCameWithOtherWritesIsRefused) {
  StoreAlone store;
  store.told(together({Write::update("a", Update{}.add("n", 1))}, "token-1"));
  for (const std::vector<Write>& others :
       {std::vector{Write::update("a", Update{}.add("n", 2))},
        std::vector{Write::update("a", Update{}.add("n", 1), Condition::present())},
        std::vector{Write::update("a", Update{}.add("n", 1)), Write::erase("b")}})
    EXPECT_THAT([&] { (void)store.result(together(others, "token-1")); },
                testing::ThrowsMessage<eda::InvalidRequest>(
                    testing::HasSubstr("the client token came with other writes")));
  EXPECT_EQ(store.told(get("a")), R"(v1 {"n":1})");
}

TEST(ClientToken, MayComeWithOtherWritesAfterTenMinutes) {
  StoreAlone store;
  store.told(together({Write::update("a", Update{}.add("n", 1))}, "token-1"));
  store.now.now_ms = 10 * 60'000;
  EXPECT_EQ(store.told(together({Write::update("a", Update{}.add("n", 2))}, "token-1")), "written");
}

TEST(ClientToken, OfOneTransactionSaysNothingOfAnother) {
  StoreAlone store;
  store.told(together({Write::update("a", Update{}.add("n", 1))}, "token-1"));
  store.told(together({Write::update("a", Update{}.add("n", 1))}, "token-2"));
  store.told(together({Write::update("a", Update{}.add("n", 1))}));
  store.told(together({Write::update("a", Update{}.add("n", 1))}));
  EXPECT_EQ(store.told(get("a")), R"(v4 {"n":4})");
}

}  // namespace
