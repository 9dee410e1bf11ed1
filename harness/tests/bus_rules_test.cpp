#include <gmock/gmock.h>

#include <algorithm>

#include "bus_alone.hpp"

namespace {

using namespace bus_alone;
using testing::HasSubstr;

struct InspectorPorts {
  eda::Bus& bus;
};
eda::Task<> inspect(Event, InspectorPorts) { co_return; }

/// Returns a scenario whose last service subscribes by `pattern`.
sim::Scenario with_pattern(const Json& pattern) {
  sim::Scenario scenario;
  scenario.services.push_back(
      {"inspector", "com.pizzaco.inspector.", {eda::on_matching(pattern, inspect)}});
  return scenario;
}

/// Returns true if the bus delivers `event` to a service that subscribes by `pattern`.
bool routes(const char* pattern, const Event& event) {
  BusAlone bus{{}, with_pattern(Json::parse(pattern))};
  bus.told(publish(event));
  const auto is_inspector = [](const sim::Message& message) { return message.handler == 3; };
  return std::any_of(bus.deliveries.begin(), bus.deliveries.end(), is_inspector);
}

TEST(Rule, RoutesByWhatAnEventSays) {
  Event large = fact("kitchen.billed"), small = large;
  large.data["cents"] = 5000;
  small.data["cents"] = 500;
  const char* const pattern = R"({"data": {"cents": [{"numeric": [">=", 1000]}]}})";
  EXPECT_TRUE(routes(pattern, large));
  EXPECT_FALSE(routes(pattern, small));
  EXPECT_FALSE(routes(pattern, ready)) << "it has no such field";
  EXPECT_TRUE(routes(R"({"type": [{"suffix": ".ready"}]})", ready));
  EXPECT_FALSE(routes(R"({"type": [{"suffix": ".ready"}]})", burnt));
}

TEST(Rule, DeliversAnEventOnceHoweverManyOfItsValuesMatch) {
  BusAlone bus{{},
               with_pattern(Json::parse(
                   R"({"type": [{"suffix": ".cleaned"}, {"prefix": "com.pizzaco."}]})"))};
  bus.told(publish(fact("kitchen.cleaned")));
  EXPECT_EQ(bus.deliveries.size(), 1u);
}

TEST(Rule, IsRefusedWithTheNameOfItsService) {
  EXPECT_THAT(
      [] { BusAlone({}, with_pattern(Json::parse(R"({"type": "text"})"))); },
      testing::ThrowsMessage<eda::InvalidPattern>(HasSubstr("pattern of inspector at /type: ")));
}

}  // namespace
