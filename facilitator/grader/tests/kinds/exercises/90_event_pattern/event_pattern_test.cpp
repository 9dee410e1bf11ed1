#include "event_pattern.hpp"

using namespace check;
using namespace event_pattern;

namespace {

struct GatePorts {
  eda::Bus& bus;
};

/// A given service: it rings for each tip that the pattern lets through.
eda::Task<> on_tip(eda::Event tip, GatePorts io) {
  if (!lets_through(pattern(), json_of(tip))) co_return;
  eda::Event rung{"com.gate.rung"};
  rung.source = "gate";
  rung.id = "for-" + tip.id;
  rung.time = tip.time;
  [[maybe_unused]] const eda::PublishResult result = co_await io.bus.publish(rung);
}

const eda::Service gate{"gate", "com.gate.", {eda::on({"com.bistro.tip.given"}, on_tip)}};

const Rule rings_once{"The gate rings once for a tip for the bar.", "Does the pattern match it?"};

}  // namespace

TEST(order, lets_tips_for_the_bar_through) {
  EXPECT_TRUE(lets_through(pattern(), json_of(tip_in("bar"))));
}

TEST(duplicate, rings_once_for_a_tip) {
  ASSERT_TRUE(pattern().is_object());
  const Scenario scenario{.services = {gate},
                          .events = {tip_in("bar")},
                          .faults = {.duplicates_per_event_max = 1, .duplicates_max = 1}};
  for (const Outcome& outcome : every_outcome_of(scenario))
    ASSERT_EQ(outcome.count("com.gate.rung"), 1) << outcome.story(rings_once);
}
