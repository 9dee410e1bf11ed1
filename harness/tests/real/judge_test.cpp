#include "real/judge.hpp"

#include <gmock/gmock.h>

#include <string>

#include "real/bus.hpp"

/// Tests of the judge of a run, without servers.
namespace {

using real::Json, real::Judge;
using testing::ElementsAre, testing::HasSubstr, testing::IsEmpty;

const Json plan = Json::parse(R"({
  "scale": 60, "order_in": "orderId",
  "events": [{"event": {"type": "shop.placed", "source": "shop", "id": "placed-{order}",
                        "data": {"orderId": "{order}"}},
              "every": 2, "changes": {"data": {"card": "declined"}}},
             {"event": {"type": "shop.paid", "source": "shop", "id": "paid-{order}", "data": {}}},
             {"after": "placed-{order}",
              "event": {"type": "shop.packed", "source": "shop", "id": "packed-{order}"}}],
  "lacks_one_every": 3,
  "ends": [{"types": ["ready", "late"]}], "ends_of_incomplete": [{"types": ["late"]}]
})");

std::string fact(const std::string& type, const std::string& id, const std::string& order) {
  return Json{{"type", type}, {"source", "kitchen"}, {"id", id}, {"data", {{"orderId", order}}}}
      .dump();
}

/// A judge of two orders, both of which have an end.
Judge judge_of_two() {
  Judge judge{real::plan_from(plan), 2};
  judge.take(fact("ready", "1-ready", "1"), 1);
  judge.take(fact("late", "2-late", "2"), 2);
  return judge;
}

TEST(Judge, AcceptsOneEndOfEachOrder) {
  const Judge judge = judge_of_two();
  EXPECT_EQ(judge.ended(), 2);
  EXPECT_THAT(judge.verdict().wrong, IsEmpty());
}

TEST(Judge, AcceptsEqualCopiesAndCountsThem) {
  Judge judge = judge_of_two();
  EXPECT_FALSE(judge.take(fact("ready", "1-ready", "1"), 3));
  EXPECT_THAT(judge.verdict().wrong, IsEmpty());
  EXPECT_EQ(judge.verdict().on_the_wire, 3);
  EXPECT_EQ(judge.verdict().distinct.at("ready"), 1);
}

TEST(Judge, CountsADeliveryThatComesAgainOnce) {
  Judge judge = judge_of_two();
  judge.take(fact("ready", "1-ready", "1"), 1);
  EXPECT_EQ(judge.verdict().on_the_wire, 2);
}

TEST(Judge, RejectsASecondEnd) {
  Judge judge = judge_of_two();
  judge.take(fact("late", "1-late", "1"), 3);
  EXPECT_THAT(judge.verdict().wrong, ElementsAre(HasSubstr("order 1: ")));
}

TEST(Judge, RejectsASecondFactOfOneType) {
  Judge judge = judge_of_two();
  judge.take(fact("ready", "another id", "1"), 3);
  EXPECT_THAT(judge.verdict().wrong, ElementsAre(HasSubstr("order 1: ")));
}

TEST(Judge, RejectsCopiesThatDiffer) {
  Judge judge = judge_of_two();
  Json other = Json::parse(fact("ready", "1-ready", "1"));
  other["time"] = "2026-01-13T10:00:00Z";
  judge.take(other.dump(), 3);
  EXPECT_THAT(judge.verdict().wrong, ElementsAre(HasSubstr("two copies of a fact differ")));
}

TEST(Judge, RejectsAnOrderWithoutAnEnd) {
  Judge judge{real::plan_from(plan), 1};
  EXPECT_EQ(judge.ended(), 0);
  EXPECT_THAT(judge.verdict().wrong, ElementsAre("order 1: it has no end"));
}

TEST(Judge, RejectsAnEndOfNoOrder) {
  Judge judge = judge_of_two();
  judge.take(fact("ready", "x", "1x"), 3);
  judge.take(fact("ready", "y", "7"), 4);
  EXPECT_EQ(judge.verdict().wrong.size(), 2u);
}

TEST(Judge, RejectsAnIncompleteOrderThatIsReady) {
  Judge judge{real::plan_from(plan), 3};
  for (const char* order : {"1", "2", "3"})
    judge.take(fact("ready", order, order), std::uint64_t(*order));
  EXPECT_THAT(judge.verdict().wrong, ElementsAre(HasSubstr("order 3: ready (id 3); it lacks")));
}

TEST(Judge, CountsCompleteOrdersThatWereGivenUp) {
  EXPECT_EQ(judge_of_two().verdict().given_up, 1);
}

TEST(Judge, FindsTheOrderOfAnAnswerByItsRequest) {
  const Judge judge{real::plan_from(plan), 2};
  const Json answer{{"type", real::answered}, {"data", {{"request", "paid-2"}, {"value", 1}}}};
  EXPECT_EQ(judge.order_of(answer), 2);
}

TEST(Plan, NamesTheOrderInEachEvent) {
  const auto events = real::plan_from(plan).first_events(1);
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].at("id"), "placed-1");
  EXPECT_EQ(events[0].at("data"), Json::parse(R"({"orderId": "1"})"));
}

TEST(Plan, ChangesTheEventsOfSomeOrders) {
  EXPECT_EQ(real::plan_from(plan).first_events(2)[0].at("data").at("card"), "declined");
}

TEST(Plan, LeavesAnEventOutOfAnIncompleteOrder) {
  EXPECT_EQ(real::plan_from(plan).first_events(3).size(), 1u);
  EXPECT_FALSE(real::plan_from(plan).is_complete(3));
}

TEST(Plan, FollowsWithEventsThatWait) {
  const real::Plan read = real::plan_from(plan);
  EXPECT_EQ(read.events_after(1, real::answered, "placed-1").size(), 1u);
  EXPECT_THAT(read.events_after(1, real::answered, "placed-2"), IsEmpty());
}

}  // namespace
