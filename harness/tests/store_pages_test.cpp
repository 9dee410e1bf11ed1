#include <gmock/gmock.h>

#include "store_alone.hpp"

namespace {

using namespace alone;
using eda::Read;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

auto page(std::string after = "", Read read = Read::strong) {
  return [=](eda::Store& store) { return store.query_page<int>("ledger", after, read); };
}

eda::Write write(std::string sort, int value) {
  eda::Row<int> row;
  row.key = {"ledger", std::move(sort)};
  row.value = value;
  return eda::Write::put(row);
}

/// A store with pages of two rows, and the rows 1, 2, … `count` in one partition.
class Pages : public StoreAlone {
 public:
  explicit Pages(int count, std::optional<Fault> possible = {})
      : StoreAlone{possible, {}, {.page_size = 2, .transaction_max = 3}} {
    for (int i = 1; i <= count; ++i) {
      const std::vector<eda::Write> writes{write(std::to_string(i), i)};
      ask([=](eda::Store& store) { return store.transact_write(writes); });
    }
  }
  std::vector<int> values(const std::string& after, std::size_t which = 0) {
    std::vector<int> values;
    const eda::Page<int> found = result(page(after), which);
    for (const eda::Row<int>& row : found.rows()) values.push_back(row.value);
    return values;
  }
};

TEST(QueryPage, GoesOnAfterTheLastRowOfThePageBefore) {
  Pages store{3};
  EXPECT_THAT(store.values(""), ElementsAre(1, 2));
  EXPECT_EQ(store.result(page()).next(), "2");
  EXPECT_THAT(store.values("2"), ElementsAre(3));
  EXPECT_EQ(store.result(page("2")).next(), "");
}

TEST(QueryPage, MayHaveNoRowsAfterAFullPage) {
  Pages store{2};
  EXPECT_EQ(store.result(page()).next(), "2");
  EXPECT_THAT(store.values("2"), IsEmpty());
  EXPECT_EQ(store.result(page("2")).next(), "");
}

TEST(QueryPage, HasAllRowsWhereTheScenarioLimitsNothing) {
  StoreAlone store;
  const std::vector<eda::Write> writes{write("1", 1), write("2", 2), write("3", 3), write("4", 4)};
  store.ask([=](eda::Store& table) { return table.transact_write(writes); });
  EXPECT_EQ(store.result(page()).rows().size(), 4u);
  EXPECT_EQ(store.result(page()).next(), "");
}

TEST(QueryPage, MayMissAnyOneRow) {
  Pages store{3, Fault::stale};
  const auto eventual = page("", Read::eventual);
  EXPECT_THAT(store.may_tell(eventual),
              ElementsAre("2 rows ledger#1=1 ledger#2=2", "2 rows ledger#2=2 ledger#3=3 (stale)",
                          "2 rows ledger#1=1 ledger#3=3 (stale)"));
}

TEST(QueryPage, IsNeededForALongPartition) {
  Pages two{2}, three{3};
  const auto all = [](eda::Store& store) { return store.query<int>("ledger", Read::strong); };
  EXPECT_EQ(two.result(all).size(), 2u);
  EXPECT_THAT([&] { (void)three.result(all); },
              testing::ThrowsMessage<eda::InvalidRequest>(
                  HasSubstr("query \"ledger\": its rows do not fit on one page of 2.")));
}

TEST(TransactionMax, RefusesLargerTransactions) {
  Pages store{0};
  const auto put = [](int count) {
    std::vector<eda::Write> writes;
    for (int i = 0; i < count; ++i) writes.push_back(write(std::to_string(i), i));
    return [=](eda::Store& table) { return table.transact_write(writes); };
  };
  EXPECT_TRUE(store.result(put(3)).ok());
  EXPECT_THAT([&] { (void)store.result(put(4)); },
              testing::ThrowsMessage<eda::InvalidRequest>(
                  HasSubstr("transaction of 4 writes: this store takes up to 3.")));
}

TEST(PageWords, NameTheRowBefore) {
  StoreAlone store;
  const int action = store.port.learn(action_of<sim::StoreProxy>(page("7")), 0);
  EXPECT_EQ(sim::request_words(store.port.request(action)), "query_page ledger after 7");
}

}  // namespace
