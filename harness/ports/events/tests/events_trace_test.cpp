#include <gmock/gmock.h>

#include "eda/events.hpp"
#include "sim/tell/outcome_search.hpp"
#include "tests/stories.hpp"
#include "tests/trace_schema.hpp"

namespace {

using namespace stories;
using sim::OutcomeSearch;
using testing::HasSubstr;
using trace_schema::complaint_about;

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

TEST(EventsTrace, HasTheLogAndItsReaders) {
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

}  // namespace
