#include <gmock/gmock.h>

#include "store_alone.hpp"

namespace {

using namespace alone;
using testing::ElementsAre;

TEST(StoreState, IsTheSameForTheSameContentsHoweverItCameAbout) {
  StoreAlone store;
  store.told(put("a", 1));
  store.told(put("b", 2));
  const int a_first = std::exchange(store.now.state, 0);
  store.told(put("b", 2));
  store.told(put("a", 1));
  EXPECT_EQ(store.now.state, a_first);
}

TEST(StoreState, ForgetsOldVersionsOnceNoReadMayBeStale) {
  StoreAlone store{Fault::stale};
  store.told(put("order/42", "new"));
  store.told(put("order/42", "paid"));
  store.now.state = store.port.forget(store.now.state, Budget{});
  EXPECT_THAT(store.may_tell(get("order/42", Read::eventual)), ElementsAre(R"(v2 "paid")"));
}

TEST(StoreState, KeepsOldVersionsWhileAReadMayBeStale) {
  StoreAlone store{Fault::stale};
  store.told(put("order/42", "new"));
  EXPECT_EQ(store.port.forget(store.now.state, Budget::one(Fault::stale)), store.now.state);
}

TEST(ConditionalWrite, LetsTheSameRowBeWrittenAgain) {
  StoreAlone store;
  eda::Item item = row("order/42", "new");
  const auto write = [&](Store& port) { return port.put_if_unchanged(item); };
  EXPECT_TRUE(store.result(write).ok());
  EXPECT_EQ(item.version, 1);
  item.value = "paid";
  EXPECT_TRUE(store.result(write).ok());
  EXPECT_EQ(item.version, 2);
  EXPECT_EQ(store.told(get("order/42")), R"(v2 "paid")");
}

TEST(ConditionalWrite, KnowsTheVersionOfAKeyWhoseRowWasDeleted) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  store.told(erase("order/42"));
  eda::Item item = row("order/42", "again");
  const auto write = [&](Store& port) { return port.put_if_unchanged(item); };
  EXPECT_TRUE(store.result(write).ok());
  EXPECT_EQ(item.version, 3);
  EXPECT_TRUE(store.result(write).ok());
}

TEST(ConditionalWrite, LeavesTheVersionOfARowThatWasNotWritten) {
  StoreAlone store{Fault::unknown};
  store.told(put("order/42", "new"));
  eda::Item item = row("order/42", "mine");
  const auto write = [&](Store& port) { return port.put_if_unchanged(item); };
  EXPECT_TRUE(store.result(write).refused());
  EXPECT_EQ(item.version, 0);
  item.version = 1;
  EXPECT_TRUE(store.result(write, 1).unknown());
  EXPECT_EQ(item.version, 1);
}

TEST(SettledWrite, CanOnlyBeRefused) {
  StoreAlone store;
  store.told(put_over(0, "order/42", "new"));
  EXPECT_FALSE(store.is_independent(put_over(1, "order/42", "paid")));
  EXPECT_TRUE(store.is_independent(put_over(0, "order/42", "mine")));
  store.told(put_over(1, "order/42", "paid"));
  EXPECT_TRUE(store.is_independent(put_over(1, "order/42", "mine")));
}

TEST(SettledWrite, HasNoOtherConditionThanAVersion) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  EXPECT_FALSE(store.is_independent(put("order/42", "paid")));
  EXPECT_FALSE(store.is_independent(put("order/42", "paid", Condition::absent())));
  const auto both = Condition::version_is(0) && Condition::absent();
  EXPECT_FALSE(store.is_independent(put("order/42", "paid", both)));
}

TEST(SettledWrite, IsNotOneThatExpectsNoRowWhereRowsCanVanish) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  store.told(put_until(1h, "order/43", "new"));
  EXPECT_FALSE(store.is_independent(put_over(0, "order/42", "mine")));
  store.told(put("order/42", "paid"));
  EXPECT_TRUE(store.is_independent(put_over(1, "order/42", "mine")));
}

TEST(SettledWrite, IsTakenBackOnceSomebodyIsSeenToDelete) {
  StoreAlone store;
  store.told(put("order/42", "new"));
  EXPECT_EQ(store.port.invalidated_reductions(), 0);
  EXPECT_TRUE(store.is_independent(put_over(0, "order/42", "mine")));
  store.told(erase("order/43"));
  EXPECT_EQ(store.port.invalidated_reductions(), 1);
  EXPECT_FALSE(store.is_independent(put_over(0, "order/42", "mine")));
}

}  // namespace
