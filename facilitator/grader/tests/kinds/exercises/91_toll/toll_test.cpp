#include "toll.hpp"

#include "check/check.hpp"

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

TEST(order, charges_a_car_what_the_list_says) {
  EXPECT_EQ(charged("car"), part("/car", Kind::number));
}
