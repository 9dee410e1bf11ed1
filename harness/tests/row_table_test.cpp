#include <gmock/gmock.h>

#include "eda/store.hpp"
#include "sim/model/ports/table.hpp"

namespace {

using eda::Condition, eda::Json, eda::Update;
using sim::RowState, sim::TableState;

const Json order = Json::parse(R"({"status": "new", "cents": 200, "open": true,
  "payment": {"method": "card"}, "tickets": ["chef", "stock"], "note": null})");

bool of_order(const Condition& condition) { return sim::holds(condition.to_json(), &order, 3); }
bool of_nothing(const Condition& condition) { return sim::holds(condition.to_json(), nullptr, 0); }

/// Returns `value` after `update`.
Json after(const Update& update, const Json& value = order) {
  return sim::updated(value, update.to_json());
}

/// Message with which `update` of `value` is refused.
std::string refusal(const Update& update, const Json& value = order) {
  try {
    return "accepted: " + after(update, value).dump();
  } catch (const eda::InvalidRequest& error) {
    return error.what();
  }
}

TEST(Condition, NoneHoldsOfAnyRow) {
  EXPECT_TRUE(of_order(Condition::none()));
  EXPECT_TRUE(of_nothing(Condition::none()));
}

TEST(Condition, AbsentHoldsWhereThereIsNoRow) {
  EXPECT_FALSE(of_order(Condition::absent()));
  EXPECT_TRUE(of_nothing(Condition::absent()));
}

TEST(Condition, PresentHoldsWhereThereIsARow) {
  EXPECT_TRUE(of_order(Condition::present()));
  EXPECT_FALSE(of_nothing(Condition::present()));
}

TEST(Condition, VersionIsHoldsOfThatVersionAndZeroOfNoRow) {
  EXPECT_TRUE(of_order(Condition::version_is(3)));
  EXPECT_FALSE(of_order(Condition::version_is(2)));
  EXPECT_FALSE(of_order(Condition::version_is(0)));
  EXPECT_TRUE(of_nothing(Condition::version_is(0)));
}

TEST(Condition, EqualsHoldsOfAFieldWithThatValue) {
  EXPECT_TRUE(of_order(Condition::equals("status", "new")));
  EXPECT_FALSE(of_order(Condition::equals("status", "old")));
  EXPECT_TRUE(of_order(Condition::equals("payment.method", "card")));
  EXPECT_TRUE(of_order(Condition::equals("note", nullptr)));
}

TEST(Condition, EqualsHoldsOfNoMissingField) {
  EXPECT_FALSE(of_order(Condition::equals("colour", nullptr)));
  EXPECT_FALSE(of_order(Condition::equals("status.inner", "new")));
  EXPECT_FALSE(of_nothing(Condition::equals("status", "new")));
}

TEST(Condition, DiffersHoldsOfAnotherValueAndOfAMissingField) {
  EXPECT_TRUE(of_order(Condition::differs("status", "old")));
  EXPECT_FALSE(of_order(Condition::differs("status", "new")));
  EXPECT_TRUE(of_order(Condition::differs("colour", "red")));
  EXPECT_TRUE(of_nothing(Condition::differs("status", "new")));
}

TEST(Condition, LessHoldsOfAFieldBelowTheValue) {
  EXPECT_TRUE(of_order(Condition::less("cents", 201)));
  EXPECT_TRUE(of_order(Condition::less("cents", 200.5)));
  EXPECT_FALSE(of_order(Condition::less("cents", 200)));
  EXPECT_TRUE(of_order(Condition::less("status", "newer")));
}

TEST(Condition, LessHoldsOfNoMissingField) {
  EXPECT_FALSE(of_order(Condition::less("colour", 7)));
  EXPECT_FALSE(of_nothing(Condition::less("cents", 7)));
}

TEST(Condition, LessHoldsOfNoFieldOfAnotherKind) {
  EXPECT_FALSE(of_order(Condition::less("cents", "a word")));
  EXPECT_FALSE(of_order(Condition::less("open", 7)));
}

TEST(Condition, HasAndLacksAskForAField) {
  EXPECT_TRUE(of_order(Condition::has("payment.method")));
  EXPECT_FALSE(of_order(Condition::has("payment.iban")));
  EXPECT_FALSE(of_order(Condition::lacks("note")));
  EXPECT_TRUE(of_order(Condition::lacks("colour")));
  EXPECT_FALSE(of_nothing(Condition::has("status")));
  EXPECT_TRUE(of_nothing(Condition::lacks("status")));
}

TEST(Condition, ContainsHoldsOfAnArrayWithThatElement) {
  EXPECT_TRUE(of_order(Condition::contains("tickets", "chef")));
  EXPECT_FALSE(of_order(Condition::contains("tickets", "payment")));
  EXPECT_FALSE(of_order(Condition::contains("cents", 200)));
  EXPECT_FALSE(of_nothing(Condition::contains("tickets", "chef")));
}

TEST(Condition, ContainsHoldsOfATextWithThatPart) {
  EXPECT_TRUE(of_order(Condition::contains("status", "ew")));
  EXPECT_FALSE(of_order(Condition::contains("status", "old")));
  EXPECT_FALSE(of_order(Condition::contains("status", 7)));
}

TEST(Condition, TellsNumbersApartThatShareTheirBits) {
  const std::uint64_t large = 18'446'744'073'709'551'615u;
  const Json row{{"large", large}, {"list", {large}}, {"odd", 9'007'199'254'740'993}};
  const auto of_row = [&](const Condition& condition) {
    return sim::holds(condition.to_json(), &row, 1);
  };
  EXPECT_FALSE(of_row(Condition::equals("large", -1)));
  EXPECT_FALSE(of_row(Condition::equals("list", Json::array({-1}))));
  EXPECT_FALSE(of_row(Condition::contains("list", -1)));
  EXPECT_FALSE(of_row(Condition::less("large", 7)));
  EXPECT_FALSE(of_row(Condition::equals("odd", 9'007'199'254'740'992.0)));
  EXPECT_TRUE(of_row(Condition::equals("large", large)));
}

TEST(Condition, ContainsNotHoldsWithoutThatElementOrWithoutTheArray) {
  EXPECT_FALSE(of_order(Condition::contains_not("tickets", "chef")));
  EXPECT_TRUE(of_order(Condition::contains_not("tickets", "payment")));
  EXPECT_TRUE(of_order(Condition::contains_not("colours", "red")));
  EXPECT_TRUE(of_nothing(Condition::contains_not("tickets", "chef")));
}

TEST(Condition, AndHoldsWhereBothHold) {
  EXPECT_TRUE(of_order(Condition::present() && Condition::equals("cents", 200)));
  EXPECT_FALSE(of_order(Condition::present() && Condition::equals("cents", 7)));
  EXPECT_FALSE(of_order(Condition::absent() && Condition::equals("cents", 200)));
}

TEST(Update, SetWritesAField) {
  EXPECT_EQ(after(Update{}.set("status", "paid")).at("status"), "paid");
  EXPECT_EQ(after(Update{}.set("colour", "red")).at("colour"), "red");
  EXPECT_EQ(after(Update{}.set("payment.iban", 7)).at("payment"),
            (Json{{"iban", 7}, {"method", "card"}}));
  EXPECT_EQ(after(Update{}.set("status", nullptr)).at("status"), nullptr);
}

TEST(Update, SetIfMissingLeavesAFieldThatIsThere) {
  EXPECT_EQ(after(Update{}.set_if_missing("status", "paid")).at("status"), "new");
  EXPECT_EQ(after(Update{}.set_if_missing("note", "hot")).at("note"), nullptr);
  EXPECT_EQ(after(Update{}.set_if_missing("colour", "red")).at("colour"), "red");
}

TEST(Update, AddTakesAMissingNumberForZero) {
  EXPECT_EQ(after(Update{}.add("cents", 150)).at("cents"), 350);
  EXPECT_EQ(after(Update{}.add("cents", -250)).at("cents"), -50);
  EXPECT_EQ(after(Update{}.add("tips", 1)).at("tips"), 1);
}

TEST(Update, AddKeepsAFraction) {
  EXPECT_EQ(after(Update{}.add("weight", 1), {{"weight", 2.5}}).at("weight"), 3.5);
}

TEST(Update, InsertKeepsASortedSet) {
  EXPECT_EQ(after(Update{}.insert("tickets", "payment")).at("tickets"),
            (Json{"chef", "payment", "stock"}));
  EXPECT_EQ(after(Update{}.insert("tickets", "stock")).at("tickets"), (Json{"chef", "stock"}));
  EXPECT_EQ(after(Update{}.insert("colours", "red")).at("colours"), Json::array({"red"}));
}

TEST(Update, InsertFindsAnElementOfAnArrayThatWasNotSorted) {
  const Json row{{"tickets", {"stock", "chef"}}};
  EXPECT_EQ(after(Update{}.insert("tickets", "stock"), row).at("tickets").size(), 2u);
}

TEST(Update, RemoveTakesAFieldAway) {
  EXPECT_FALSE(after(Update{}.remove("status")).contains("status"));
  EXPECT_FALSE(after(Update{}.remove("payment.method")).at("payment").contains("method"));
  EXPECT_EQ(after(Update{}.remove("colour")), order);
}

TEST(Update, MakesAllOfItsSteps) {
  const Update steps = Update{}.set("a.b", 1).add("n", 2).insert("seen", "x").remove("status");
  EXPECT_EQ(after(steps, {{"a", Json::object()}, {"status", "new"}}),
            (Json{{"a", {{"b", 1}}}, {"n", 2}, {"seen", {"x"}}}));
}

TEST(Update, IsRefusedWhereASumDoesNotFit) {
  const auto refused = testing::HasSubstr("the sum does not fit into 64 bits");
  const Json row{{"top", INT64_MAX}, {"low", INT64_MIN}, {"large", UINT64_MAX}, {"float", 1e20}};
  EXPECT_THAT(refusal(Update{}.add("top", 1), row), refused);
  EXPECT_THAT(refusal(Update{}.add("low", -1), row), refused);
  EXPECT_THAT(refusal(Update{}.add("large", 1), row), refused);
  EXPECT_THAT(refusal(Update{}.add("float", 1), row), refused);
  EXPECT_EQ(after(Update{}.add("top", -1), row).at("top"), INT64_MAX - 1);
  EXPECT_EQ(after(Update{}.add("low", INT64_MAX), row).at("low"), -1);
}

TEST(Update, IsRefusedWhereASetWouldHoldTwoKinds) {
  const Json row{{"words", {"a"}}, {"numbers", {1}}, {"list", {true}}, {"twice", {"a", "a"}}};
  EXPECT_EQ(refusal(Update{}.insert("words", 1), row),
            "cannot insert into \"words\": a DynamoDB set holds one kind, and it holds a string");
  EXPECT_THAT(refusal(Update{}.insert("numbers", "a"), row), testing::HasSubstr("one kind"));
  EXPECT_THAT(refusal(Update{}.insert("list", "a"), row), testing::HasSubstr("a boolean"));
  EXPECT_EQ(refusal(Update{}.insert("twice", "b"), row),
            "cannot insert into \"twice\": it holds \"a\" twice, so it is no set");
}

TEST(Update, IsRefusedWhereAParentIsMissing) {
  EXPECT_EQ(
      refusal(Update{}.set("received.chef", true)),
      "the path \"received.chef\" is invalid for update: there is no \"received\" to put it into");
  EXPECT_EQ(refusal(Update{}.set_if_missing("a.b.c", 1), Json{{"a", Json::object()}}),
            "the path \"a.b.c\" is invalid for update: there is no \"b\" to put it into");
  for (const Update& update :
       {Update{}.add("a.b", 1), Update{}.insert("a.b", 1), Update{}.remove("a.b")})
    EXPECT_EQ(refusal(update),
              "the path \"a.b\" is invalid for update: there is no \"a\" to put it into");
}

TEST(Update, IsRefusedWhereAParentIsNoObject) {
  EXPECT_EQ(refusal(Update{}.set("status.inner", 1)),
            "the path \"status.inner\" is invalid for update: its parent is no object");
  EXPECT_EQ(refusal(Update{}.set("status", 1), "just a word"),
            "the path \"status\" is invalid for update: its parent is no object");
}

TEST(Update, IsRefusedWhereTheFieldIsOfAnotherKind) {
  EXPECT_EQ(refusal(Update{}.add("status", 1)), "cannot add to \"status\": it is no number");
  EXPECT_EQ(refusal(Update{}.insert("status", 1)), "cannot insert into \"status\": it is no array");
  EXPECT_EQ(refusal(Update{}.insert("note", 1)), "cannot insert into \"note\": it is no array");
  EXPECT_EQ(refusal(Update{}.add("note", 1)), "cannot add to \"note\": it is no number");
}

TEST(TableState, ReadsBackWhatItHasWritten) {
  TableState table;
  table.at(7) = {.key = 7, .version = 3, .value = 5, .expires = 9, .older = {4, RowState::absent}};
  table.at(2).version = 1;
  table.tokens.push_back({.name = 6, .until_ms = 600'000, .writes = 8});
  table.changes.append(7, 11, {0});
  const std::vector<int> ints = table.write();
  EXPECT_EQ(TableState::read(ints).write(), ints);
  EXPECT_EQ(TableState::read(ints).find(7)->older, (std::vector{4, RowState::absent}));
}

TEST(TableState, IsNothingWhenItHoldsNothing) {
  EXPECT_TRUE(TableState{}.write().empty());
  EXPECT_EQ(TableState::read({}).find(0), nullptr);
}

}  // namespace
