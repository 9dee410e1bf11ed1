#include <gmock/gmock.h>

#include "check/check.hpp"
#include "tests/tip_jar.hpp"

/// Faults that strike only some events, ports or services.
namespace {

using namespace check;
using namespace tip_jar;
using testing::UnorderedElementsAre;

struct Counter {
  int n = 0;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Counter, n)
};

Event counted(std::string domain, int n) {
  Event event{domain + "counted"};
  event.source = domain;
  event.id = std::to_string(n);
  event.data["cents"] = n;
  return event;
}

/// Counts its deliveries and publishes the number.
template <const char* domain>
Task<> count(Event tip, Ports io) {
  auto row = co_await io.store.get<Counter>(domain + tip.id, eda::Read::strong);
  ++row->n;
  (void)co_await io.store.put(row);
  (void)co_await io.bus.publish(counted(domain, row->n));
}

constexpr char a[] = "com.a.", b[] = "com.b.";

/// Services a and b, which hear the tip; c, which hears what a has counted.
Scenario three_services(Faults faults) {
  return {.services = {{"a", a, {eda::on({tip_given}, count<a>)}},
                       {"b", b, {eda::on({tip_given}, count<b>)}},
                       {"c", "com.c.", {eda::on({"com.a.counted"}, adds)}}},
          .events = {tip("anna")},
          .faults = std::move(faults),
          .overlap = Overlap::none_any_order};
}

/// Numbers of facts of a and b in each outcome: "2 1".
std::vector<std::string> counts(const Faults& faults) {
  std::vector<std::string> counts;
  for (const Outcome& outcome : every_outcome_of(three_services(faults)))
    counts.push_back(std::to_string(outcome.count("com.a.counted")) + " " +
                     std::to_string(outcome.count("com.b.counted")));
  return counts;
}

std::string error(const Faults& faults) {
  try {
    (void)run(three_services(faults));
    return "";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

TEST(FaultTargets, AreAllServicesWhereNoneIsNamed) {
  EXPECT_THAT(counts({.crashes_max = 1}), testing::Contains("1 2"));
  EXPECT_THAT(counts({.crashes_max = 1}), testing::Contains("2 1"));
}

TEST(FaultTargets, CrashOnlyTheServicesThatAreNamed) {
  EXPECT_THAT(counts({.crashes_max = 1, .crashes_of = {"a"}}), testing::Contains("2 1"));
  EXPECT_THAT(counts({.crashes_max = 1, .crashes_of = {"a"}}),
              testing::Not(testing::Contains("1 2")));
  EXPECT_THAT(counts({.crashes_max = 1, .crashes_of = {"c"}}), UnorderedElementsAre("1 1"));
}

TEST(FaultTargets, CopyOnlyEventsOfTheTypesThatAreNamed) {
  const Faults one_copy{.duplicates_per_event_max = 1, .duplicates_max = 1};
  EXPECT_THAT(counts(one_copy), testing::Contains("2 2"));
  Faults of_tips = one_copy, of_counts = one_copy;
  of_tips.duplicates_of = {tip_given};
  of_counts.duplicates_of = {"com.a.counted"};
  EXPECT_THAT(counts(of_tips), UnorderedElementsAre("1 1", "2 2"));
  EXPECT_THAT(counts(of_counts), UnorderedElementsAre("1 1"));
}

TEST(FaultTargets, LeaveUnansweredOnlyRequestsToThePortsThatAreNamed) {
  EXPECT_THAT(counts({.unknowns_max = 1}), testing::Contains("0 1"));
  EXPECT_THAT(counts({.unknowns_max = 1, .unknowns_of = {"store"}}), UnorderedElementsAre("1 1"));
  EXPECT_THAT(counts({.unknowns_max = 1, .unknowns_of = {"bus"}}),
              UnorderedElementsAre("1 1", "0 1", "1 0"));
}

TEST(FaultTargets, MustExist) {
  EXPECT_EQ(error({.crashes_of = {"a", "waiter"}}),
            "Faults::crashes_of names \"waiter\", which is no service of the scenario. There are: "
            "a, b, c");
  EXPECT_THAT(error({.unknowns_of = {"bank"}}),
              testing::StartsWith("Faults::unknowns_of names \"bank\", which is no port of this "
                                  "kit. There are: bus, store, "));
  EXPECT_EQ(error({.duplicates_of = {"com.b.counted"}}),
            "Faults::duplicates_of names \"com.b.counted\", which is no event type that a service "
            "of the scenario subscribes to. There are: com.a.counted, com.bistro.tip.given");
}

}  // namespace
