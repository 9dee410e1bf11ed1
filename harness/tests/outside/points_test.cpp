#include "points.hpp"

#include "check/check.hpp"

using namespace check;
using testing::Contains;

namespace {

Event purchase(const std::string& id, int euros) {
  Event event{points::purchased};
  event.source = "shop";
  event.id = id;
  event.data["customer"] = "ada";
  event.data["euros"] = euros;
  return event;
}

}  // namespace

TEST(Points, CountEachPurchase) {
  const Outcome day =
      run({.services = {points::service}, .events = {purchase("a", 10), purchase("b", 20)}});
  ASSERT_THAT(day.facts(points::credited), Contains(has_data("balance", 30))) << day.story();
}

TEST(Points, CountEachOfTwoPurchasesAtTheSameTime) {
  const Scenario two{.services = {points::service},
                     .events = {purchase("a", 10), purchase("b", 20)}};
  for (const Outcome& day : every_outcome_of(two))
    ASSERT_THAT(day.facts(points::credited), Contains(has_data("balance", 30))) << day.story();
}
