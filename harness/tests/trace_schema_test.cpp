#include "trace_schema.hpp"

#include <gmock/gmock.h>

#include "sim/tell/outcome_search.hpp"
#include "stories.hpp"

namespace {

using namespace stories;
using sim::OutcomeSearch;
using testing::HasSubstr;
using trace_schema::complaint_about, trace_schema::schema_json;

/// Reads the clock, logs, writes, publishes, and now and then throws.
Task<> does_everything(Event tip, Ports io) {
  io.log.info("it is " + eda::to_rfc3339(io.clock.now()));
  auto jar = co_await io.store.get<Jar>("jar");
  jar.expires_at = io.clock.now() + 1h;
  jar->tips.insert(tip.id);
  const auto saved = co_await io.store.put_if_unchanged(jar);
  if (!saved.ok()) throw std::runtime_error{"not saved"};
  (void)co_await io.bus.publish(filled(int(jar->tips.size())));
  io.log.info("done");
}

sim::Scenario full_of_faults() {
  sim::Scenario scenario = stories::scenario(does_everything, {tip("anna"), {tip("boris"), 1min}});
  scenario.faults = {.duplicates_per_event_max = 1,
                     .duplicates_max = 1,
                     .crashes_max = 1,
                     .stale_reads_max = 1,
                     .throttles_max = 1,
                     .unknowns_max = 1,
                     .partial_failures_max = 1,
                     .time_races_max = 1};
  return scenario;
}

TEST(TraceSchema, AcceptsTheTraceOfEveryOutcome) {
  OutcomeSearch exploration{full_of_faults()};
  int traces = 0;
  for (; const auto outcome = exploration.next(); ++traces) {
    const Json trace = to_json(trace_of(*outcome, {.says = "a rule", .hint = "a hint"}));
    ASSERT_EQ(complaint_about(trace), "") << trace.dump(2);
  }
  EXPECT_GT(traces, 5);
}

TEST(TraceSchema, AcceptsATraceWithoutSteps) {
  OutcomeSearch exploration{scenario(adds, {})};
  EXPECT_EQ(complaint_about(to_json(trace_of(exploration.next().value()))), "");
}

TEST(TraceSchema, MissesWhateverIsMissing) {
  OutcomeSearch exploration{full_of_faults()};
  const Json trace = to_json(trace_of(exploration.next().value()));
  for (const auto& [name, value] : trace.items()) {
    Json poorer = trace;
    poorer.erase(name);
    EXPECT_THAT(complaint_about(poorer), HasSubstr("Missing required property '" + name + "'"));
  }
}

TEST(TraceSchema, KnowsEachMemberOfAStep) {
  OutcomeSearch exploration{full_of_faults()};
  Json trace = to_json(trace_of(exploration.next().value()));
  trace["steps"][0]["color"] = "red";
  EXPECT_THAT(complaint_about(trace), HasSubstr("color"));
}

TEST(TraceSchema, DescribesEveryMember) {
  const Json schema = schema_json();
  for (const Json& object : {schema, schema.at("definitions").at("step")})
    for (const auto& [name, member] : object.at("properties").items())
      EXPECT_TRUE(member.contains("description")) << name;
}

}  // namespace
