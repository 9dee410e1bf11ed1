// g++ 12 with -fsanitize=address finds <regex>, which valijson uses, "maybe uninitialized" (GCC bug
// 105562). It warns at the end of the file, so there is no `pop`.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <gmock/gmock.h>

#include <fstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "eda/events.hpp"
#include "sim/tell/outcome_search.hpp"
#include "stories.hpp"

namespace {

using namespace stories;
using sim::OutcomeSearch;
using testing::HasSubstr;
using valijson::adapters::NlohmannJsonAdapter;

Json schema_json() {
  std::ifstream file{OOO_TEST_DATA "/../../check/trace.schema.json"};
  return Json::parse(file);
}

/// Message of the schema's validator on `trace`; empty: it is valid.
std::string complaint_about(const Json& trace) {
  const Json json = schema_json();
  valijson::Schema schema;
  valijson::SchemaParser{}.populateSchema(NlohmannJsonAdapter{json}, schema);
  valijson::Validator validator{valijson::Validator::kStrongTypes};
  valijson::ValidationResults results;
  validator.validate(schema, NlohmannJsonAdapter{trace}, &results);
  std::string words;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& step : error.context) words += step;
    words += ": " + error.description + "\n";
  }
  return words;
}

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

struct LogPorts {
  eda::Events& events;
};
Task<> writes_to_the_log(Event tip, LogPorts io) {
  const std::vector<Event> events(1, filled(tip.data.at("cents")));
  (void)co_await io.events.append("jar", 0, events);
}
Task<> reads_the_log(Event, LogPorts io) { (void)co_await io.events.read_all(0, 1); }

sim::Scenario with_a_log() {
  eda::Service jar{"jar",
                   "com.bistro.jar.",
                   {eda::on({tip_given}, writes_to_the_log), eda::on_events(reads_the_log)}};
  jar.subscriptions.push_back(eda::on_events(reads_the_log));
  return {.services = {jar}, .events = {tip("anna")}};
}

TEST(TraceSchema, KnowsTheLogOfAPortAndItsReaders) {
  OutcomeSearch exploration{with_a_log()};
  Json trace = to_json(trace_of(exploration.next().value()));
  EXPECT_EQ(complaint_about(trace), "");
  Json& store = trace.at("steps").front().at("ports").at("events");
  EXPECT_EQ(store.at("log").at("1").at("stream"), "jar");
  EXPECT_EQ(store.at("readers").dump(),
            R"({"jar":{"told":[1],"waiting":[]},"jar 2":{"told":[1],"waiting":[]}})");
  EXPECT_EQ(trace.at("steps").back().at("ports").at("events").at("readers").dump(),
            R"({"jar":{"told":[],"waiting":[]},"jar 2":{"told":[],"waiting":[]}})");
  store["readers"]["jar"].erase("told");
  EXPECT_THAT(complaint_about(trace), HasSubstr("Missing required property 'told'"));
  store.erase("readers");
  EXPECT_NE(complaint_about(trace), "");
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
