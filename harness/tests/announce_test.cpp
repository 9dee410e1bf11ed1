#include "eda/announce.hpp"

#include <gmock/gmock.h>

#include "check/check.hpp"
#include "sim/tell/outcome_search.hpp"
#include "tip_jar.hpp"

// eda::announce, on a bus that refuses and on one that does not reply.
namespace {

using namespace check;
using namespace tip_jar;

Task<> announces(Event, Ports io) { co_await eda::announce(filled(100), io); }
Task<> publishes_once(Event, Ports io) { (void)co_await io.bus.publish(filled(100)); }

Scenario on_a_bad_bus(Task<> (*on_tip)(Event, Ports), int each_max) {
  Scenario scenario = tip_jar::scenario(on_tip, {tip("anna")});
  scenario.faults = {
      .throttles_max = each_max, .unknowns_max = each_max, .partial_failures_max = each_max};
  return scenario;
}

const auto has_it =
    testing::ResultOf([](const Outcome& outcome) { return outcome.count(jar_filled); }, 1);

TEST(Announce, PublishesUntilTheBusHasAccepted) {
  always(on_a_bad_bus(announces, 2), has_it,
         {.says = "the fact is published in every outcome", .hint = ""});
}

TEST(Announce, IsNeededOnABusThatMayRefuse) {
  sometimes(on_a_bad_bus(publishes_once, 2), testing::Not(has_it), "one publication may fail");
}

TEST(Announce, CountsEachAttemptAsARequestOfTheDelivery) {
  Scenario scenario = on_a_bad_bus(announces, 3);
  scenario.faults = {.partial_failures_max = 3};
  scenario.steps_per_delivery_max = 3;
  sim::OutcomeSearch search{scenario};
  bool has_given_up = false;
  while (const auto found = search.next())
    for (const sim::Failure& failure : found->outcome.failures())
      has_given_up |= failure.what.find("it has asked for 3 things") == 0;
  EXPECT_TRUE(has_given_up);
}

Task<> announces_for_the_till(Event, Ports io) { co_await eda::announce(tip("anna"), io); }

TEST(Announce, ThrowsWhatPublishThrows) {
  const sim::FoundOutcome found =
      sim::OutcomeSearch{tip_jar::scenario(announces_for_the_till, {tip("boris")})}.next().value();
  ASSERT_EQ(found.outcome.failures().size(), 1u);
  EXPECT_THAT(found.outcome.failures()[0].what, testing::HasSubstr("com.bistro.jar."));
}

}  // namespace
