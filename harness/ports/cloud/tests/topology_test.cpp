#include "eda/topology.hpp"

#include <gmock/gmock.h>

#include "patterns/event_pattern.hpp"

namespace {

using eda::Event, eda::Json, eda::Resource, eda::Topology;
using testing::ElementsAre;
using testing::IsEmpty;

Json pattern_of(const char* type) { return Json::object({{"type", Json::array({type})}}); }

Resource rule(const char* type, const char* kind, const char* target) {
  Json settings = Json::object();
  settings["pattern"] = pattern_of(type);
  settings["targets"] = Json::array({Json::object({{kind, target}})});
  return {"rule", std::string{type} + "-to-" + target, settings};
}

Resource subscription(const char* topic, const char* queue, Json filter = nullptr) {
  Json settings = Json::object();
  settings["topic"] = topic;
  settings["queue"] = queue;
  if (!filter.is_null()) settings["filter"] = std::move(filter);
  return {"subscription", std::string{queue} + "-of-" + topic, settings};
}

TEST(Targets, AreTheQueuesOfAllRulesThatMatch) {
  const Topology topology{{{"queue", "a"},
                           {"queue", "b"},
                           {"queue", "c"},
                           rule("paid", "queue", "a"),
                           rule("paid", "queue", "b"),
                           rule("sent", "queue", "c")}};
  EXPECT_THAT(targets_of(topology, Event{"paid"}), ElementsAre("a", "b"));
  EXPECT_THAT(targets_of(topology, Event{"lost"}), IsEmpty());
}

TEST(Targets, OfATopicAreThoseOfItsSubscriptions) {
  const Topology topology{{{"queue", "a"},
                           {"queue", "b"},
                           {"queue", "c"},
                           {"topic", "t"},
                           {"topic", "other"},
                           rule("paid", "topic", "t"),
                           subscription("t", "a"),
                           subscription("t", "b", pattern_of("sent")),
                           subscription("other", "c")}};
  EXPECT_THAT(targets_of(topology, Event{"paid"}), ElementsAre("a"));
}

TEST(Targets, AreLostIfTheyAreNotThere) {
  const Topology topology{{{"queue", "a"},
                           rule("paid", "queue", "b"),
                           rule("paid", "topic", "t"),
                           subscription("t", "a")}};
  EXPECT_THAT(targets_of(topology, Event{"paid"}), IsEmpty());
}

TEST(Targets, NeedPatternsThatTheBusWouldTake) {
  Resource bad = rule("paid", "queue", "a");
  bad.settings["pattern"] = Json::object({{"type", "paid"}});
  EXPECT_THROW((void)targets_of(Topology{{bad}}, Event{"paid"}), eda::InvalidPattern);
}

TEST(Topologies, AreTheSameFromJson) {
  const Topology topology{{{"queue", "a"}, {"rule", "r", Json::object({{"x", 1}}), {"queue/a"}}}};
  EXPECT_EQ(eda::topology_from_json(to_json(topology)).resources, topology.resources);
  EXPECT_EQ(topology.resources.back().id(), "rule/r");
}

}  // namespace
