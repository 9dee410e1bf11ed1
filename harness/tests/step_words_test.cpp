#include <gmock/gmock.h>

#include "sim/tell/outcome_search.hpp"
#include "sim/tell/words.hpp"
#include "stories.hpp"

// The line of a step: the written value, the condition, the names of what is late.
namespace {

using namespace stories;
using sim::OutcomeSearch, sim::Trace;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// Writes a row that is longer than a line, on a condition.
Task<> writes_much(Event tip, Ports io) {
  auto jar = co_await io.store.get<Jar>("jar");
  for (int i = 0; i < 20; ++i) jar->tips.insert(tip.id + "-" + std::to_string(i));
  jar->cents = 150;
  if (!(co_await io.store.put_if_unchanged(jar)).ok()) co_return;
  (void)co_await io.store.update("jar", eda::Update{}.add("cents", 50).insert("tips", "x"),
                                 eda::Condition::equals("cents", 150));
}

TEST(Story, ShowsWhatIsWrittenAndOnWhichCondition) {
  OutcomeSearch exploration{scenario(writes_much, {tip("anna")})};
  const std::string story = story_of(exploration.next().value());
  EXPECT_THAT(
      story, AllOf(testing::ContainsRegex("put jar .\"cents\":150,.*…. if absent +-> written v1\n"),
                   testing::ContainsRegex(
                       "update jar add cents 50.* if cents = 150 -> written v2 .\"ce")));
  for (const std::string& line : lines_of(story)) EXPECT_LE(columns(line), 100u) << line;
}

TEST(Story, TakesTheWidthOfAWideTerminal) {
  OutcomeSearch exploration{scenario(writes_much, {tip("anna")})};
  const Trace trace = trace_of(exploration.next().value());
  std::size_t widest = 0;
  for (const std::string& line : lines_of(to_text(trace, 160)))
    widest = std::max(widest, columns(line));
  EXPECT_LE(widest, 160u);
  EXPECT_GT(widest, 140u);
}

TEST(Story, SaysWhoIsLate) {
  sim::Scenario racing = scenario(adds, {tip("anna"), {tip("boris"), 90s}});
  racing.faults.time_races_max = 1;
  World world{racing};
  const sim::Schedule at_once{.initial_state = 0, .steps = {{.what = sim::Step::What::time}}};
  const sim::TraceStep step = sim::trace_of(world.system, at_once).steps.at(0);
  EXPECT_THAT(step.late, ElementsAre("tip.given anna"));
  sim::Layout layout;
  EXPECT_THAT(sim::step_line(step, 0, layout), HasSubstr("time passes  ! late: tip.given anna\n"));
}

TEST(Story, SaysWhetherAWriteOfUnknownOutcomeWasMade) {
  sim::Scenario scenario = stories::scenario(loses_tips, {tip("anna")});
  scenario.faults.unknowns_max = 1;
  World world{scenario};
  sim::SchedulePlayer player = sim::SchedulePlayer::from(world.system, 0);
  std::vector<sim::Step> puts;
  const sim::Step get{.node = player.deliveries()[0].node};
  sim::Schedule schedule;
  world.system.for_each_successor_like(
      get, sim::World{player.world()},
      [&](const sim::Step& step, sim::World&) { schedule.steps = {step}; });
  ASSERT_TRUE(player.take(schedule.steps.at(0)));
  const sim::Step put{.node = player.deliveries()[0].node};
  world.system.for_each_successor_like(
      put, sim::World{player.world()},
      [&](const sim::Step& step, sim::World&) { puts.push_back(step); });
  std::vector<std::string> told;
  for (const sim::Step& step : puts) {
    schedule.steps.resize(1);
    schedule.steps.push_back(step);
    const sim::TraceStep traced = sim::trace_of(world.system, schedule).steps.at(1);
    told.push_back(sim::reply_words(traced.request, traced.reply));
  }
  EXPECT_THAT(told, ElementsAre("written v1", "unknown, but written v1", "unknown"));
}

TEST(Words, CutAValueBetweenTwoMembersWhereTheyCan) {
  const Json row{{"cents", 150}, {"tips", {"anna-1", "boris-1"}}};
  EXPECT_EQ(sim::value_words(row), R"({"cents":150,"tips":["anna-1","boris-1"]})");
  EXPECT_EQ(sim::value_words(row, 20), R"({"cents":150,…})");
  EXPECT_EQ(sim::value_words(row, 10), R"({"cents":…)");
  EXPECT_EQ(sim::value_words("caf\xe9"), "\"caf\xef\xbf\xbd\"") << "whatever an answer writes";
}

TEST(Words, ShowTheMembersThatAWriteChanged) {
  sim::RowChanges changes;
  const auto put = [](const char* status) {
    return sim::Request{
        .verb = "put",
        .key = "order/42",
        .value = {{"deadline", "2026-01-13T10:30:00Z"}, {"missing", 0}, {"status", status}}};
  };
  const sim::Reply written{.result = sim::Result::written, .version = 1};
  changes.note(put("waiting"), written);
  EXPECT_EQ(sim::request_words(put("waiting"), 40, changes),
            R"(put order/42 {"deadline":"2026-01-13T10…)");
  changes.note(put("ready"), written);
  EXPECT_EQ(sim::request_words(put("ready"), 40, changes), R"(put order/42 {…,"status":"ready"})");
  const sim::Reply read{.result = sim::Result::found, .version = 2, .value = put("ready").value};
  EXPECT_EQ(sim::reply_words({.verb = "get", .key = "order/42"}, read, 40, changes),
            R"(v2 {…,"status":"ready"})");
  EXPECT_EQ(sim::request_words(put("ready"), 100, changes), sim::request_words(put("ready")))
      << "a value that fits is shown whole";
}

TEST(Words, ShowTheMembersThatARefusedWriteWouldHaveChanged) {
  sim::RowChanges changes;
  sim::Request put{.verb = "put", .key = "a", .value = {{"cents", 1}, {"status", "open"}}};
  changes.note(put, {.result = sim::Result::written});
  put.value["status"] = "closed";
  changes.note(put, {.result = sim::Result::refused});
  EXPECT_THAT(changes.of("a"), ElementsAre("status"));
  put.value["cents"] = 2;
  changes.note(put, {.result = sim::Result::unknown, .version = 2});
  EXPECT_THAT(changes.of("a"), ElementsAre("cents", "status"));
  put.value["cents"] = 3;
  changes.note(put, {.result = sim::Result::written});
  EXPECT_THAT(changes.of("a"), ElementsAre("cents"));
}

TEST(Words, KeepTheConditionAsLongAsTheyCan) {
  const sim::Request put{.verb = "put",
                         .key = "jar/bar",
                         .value = {{"cents", 150}, {"tips", {"anna-1", "boris-1"}}},
                         .condition = eda::Condition::version_is(1).to_json()};
  EXPECT_EQ(sim::request_words(put),
            R"(put jar/bar {"cents":150,"tips":["anna-1","boris-1"]} if v1)");
  EXPECT_EQ(sim::request_words(put, 40), R"(put jar/bar {"cents":150,…} if v1)");
  EXPECT_EQ(sim::request_words(put, 10), "put jar/b…");
}

}  // namespace
