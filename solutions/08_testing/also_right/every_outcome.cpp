#include "kitchen_under_test.hpp"

using namespace check;
using testing::NiceMock;

// Rules with hints, each over every outcome of its scenario: the style of the kit's own tests.

namespace {

Event payment() { return pizza::payment_completed("a1"); }
Event stock() { return pizza::inventory_reserved("a1"); }
Event chef() { return pizza::chef_assigned("a1"); }
Event twin(Event fact) {
  fact.source += "-2";
  return fact;
}

Scenario with(std::vector<Arrival> facts, Faults faults = {}, Overlap overlap = Overlap::full) {
  return timed({.services = {kitchen_under_test()},
                .events = std::move(facts),
                .sweeps = {31min, 32min, 33min, 34min},
                .faults = faults,
                .overlap = overlap});
}

/// Matches an outcome with that many distinct facts of both types about order a1.
MATCHER_P2(announces, cooked, given_up, "") {
  *result_listener << arg.count(kitchen::ready) << " ready, " << arg.count(kitchen::timed_out)
                   << " given up";
  return arg.count(kitchen::ready) == cooked && arg.count(kitchen::timed_out) == given_up;
}
MATCHER(ends_once, "") { return arg.count(kitchen::ready) + arg.count(kitchen::timed_out) == 1; }
MATCHER(gives_up_in_time, "") {
  const eda::Duration at = first_at(arg, has_type(kitchen::timed_out));
  return at >= 30min && at <= 35min;
}
MATCHER(lacks_only_the_chef, "") {
  for (const Event& fact : arg.facts(kitchen::timed_out))
    if (fact.data.at("missing") != Json({"chef"})) return false;
  return true;
}

const Rule once{.says = "an order ends once", .hint = "Count the facts by source and id."};
const Faults a_copy{.duplicates_per_event_max = 1, .duplicates_max = 1};
const auto one_after_another = Overlap::none_any_order;

}  // namespace

TEST(Kitchen, CooksInEveryOrderAndOverlap) {
  always(with({payment(), stock(), chef()}), announces(1, 0), once);
}

TEST(Kitchen, CooksOnceWithACopyAtAnyMoment) {
  always(with({payment(), {stock(), 1min}, {chef(), 1min}}, a_copy), announces(1, 0), once);
  always(with({payment(), stock(), chef(), {chef(), 2h}}, {}, one_after_another), announces(1, 0),
         once);
}

TEST(Kitchen, CountsKinds) {
  always(with({payment(), twin(payment()), stock()}, {}, one_after_another),
         testing::AllOf(announces(0, 1), lacks_only_the_chef()), once);
}

TEST(Kitchen, KeepsOrdersApart) {
  const std::vector<Arrival> facts{payment(), stock(), chef(), pizza::chef_assigned("a1-b"),
                                   pizza::payment_completed("a")};
  always(with(facts, {}, one_after_another), announces(1, 2), once);
}

TEST(Kitchen, GivesUpInTime) {
  always(with({payment(), {payment(), 12min}, {stock(), 14min}}, {}, one_after_another),
         testing::AllOf(announces(0, 1), lacks_only_the_chef(), gives_up_in_time()), once);
}

TEST(Kitchen, StaysGivenUp) {
  always(with({payment(), stock(), {chef(), 3h}}, {}, one_after_another), announces(0, 1), once);
}

TEST(Kitchen, DecidesOnceAtTheDeadline) {
  const Scenario tie = with({payment(), stock(), {chef(), 30min}});
  always(tie, ends_once(), once);
  sometimes(tie, announces(0, 1), "the deadline never came first");
}

TEST(Kitchen, SurvivesACrash) {
  always(with(one_by_one({payment(), stock(), chef()}), {.crashes_max = 1}), announces(1, 0), once);
}

TEST(Kitchen, SaysNothingTooEarly) {
  NiceMock<MockBus> bus;
  CalmWorld world{kitchen_under_test(), bus};
  EXPECT_CALL(bus, publish(testing::An<std::vector<Event>>())).Times(0);
  world.deliver(payment());
  world.deliver(twin(payment()));
  world.deliver(stock());
  world.advance(29min);
  testing::Mock::VerifyAndClearExpectations(&bus);
  EXPECT_CALL(bus, publish(testing::Each(has_type(kitchen::timed_out)))).Times(testing::AtLeast(1));
  world.advance(6min);
}
