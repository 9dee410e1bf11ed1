#include "check/check.hpp"
#include "toll.hpp"

using namespace check;

namespace {

eda::Event passed(const std::string& kind) {
  eda::Event event{"com.road.passed"};
  event.source = "road";
  event.id = "a-" + kind;
  event.time = eda::from_rfc3339("2026-01-13T10:00:00Z");
  event.data["kind"] = kind;
  return event;
}

/// Returns the cents that a vehicle is charged; 0: nothing.
int charged(const std::string& kind) {
  const Outcome outcome = run({.services = {toll::service}, .events = {passed(kind)}});
  const auto facts = outcome.facts("com.toll.charged");
  return facts.empty() ? 0 : facts.front().data.at("cents").get<int>();
}

}  // namespace

TEST(reorder, charges_a_truck) { EXPECT_EQ(charged("truck"), 900) << "What does a truck pay?"; }

TEST(lint, lists_the_price_of_a_truck) {
  EXPECT_EQ(part("/truck", Kind::number, "lists/prices.json"), 900)
      << "Which price do drivers read?";
}

TEST(lint, tells_drivers_the_price) {
  EXPECT_NE(text("notice.txt").find("300"), std::string::npos) << "Can a driver read it?";
}
