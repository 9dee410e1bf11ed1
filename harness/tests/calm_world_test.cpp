#include "check/calm_world.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "eda/clock.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"
#include "kitchen_program.hpp"
#include "verdict_on.hpp"

/// The world of `run`, one step at a time, with a bus of the test.
namespace {

using namespace check;
using eda::EntryResult, eda::PublishResult, eda::Task;
using testing::AllOf, testing::ElementsAre, testing::HasSubstr, testing::IsEmpty;

/// Keeps what it gets, and answers as it is told: by default it accepts.
class OwnBus final : public eda::Bus {
 public:
  using Bus::publish;
  Task<PublishResult> publish(std::vector<Event> events) override {
    for (const Event& event : events) got.push_back(event);
    const EntryResult result = std::exchange(next, EntryResult::accepted);
    return answer(std::vector(events.size(), result));
  }
  std::vector<std::string> ids() const {
    std::vector<std::string> ids;
    for (const Event& event : got) ids.push_back(event.id);
    return ids;
  }
  std::vector<Event> got;
  EntryResult next = EntryResult::accepted;

 private:
  static Task<PublishResult> answer(std::vector<EntryResult> entries) {
    co_return PublishResult{std::move(entries)};
  }
};

/// Publications of the kitchen if `facts` come at once and `time` passes then.
std::vector<Event> published_in_a_calm_world(const std::vector<Event>& facts, eda::Duration time) {
  OwnBus bus;
  CalmWorld world{kitchen_program::three_facts({}).services.front(), bus};
  for (const Event& fact : facts) world.deliver(fact);
  world.advance(time);
  return bus.got;
}

std::vector<Event> published_in_a_run(const std::vector<Event>& facts) {
  Scenario scenario = kitchen_program::three_facts({});
  scenario.events.assign(facts.begin(), facts.end());
  std::vector<Event> published;
  const Outcome outcome = run(scenario);
  for (const sim::Published& one : outcome.published()) published.push_back(one.event);
  return published;
}

TEST(CalmWorld, PublishesWhatARunPublishes) {
  const Event payment = kitchen_program::fact("payment"), stock = kitchen_program::fact("stock"),
              chef = kitchen_program::fact("chef");
  for (const std::vector<Event>& facts : std::vector<std::vector<Event>>{
           {payment, stock, chef}, {chef, payment, chef, stock, stock}, {payment, stock}, {}})
    EXPECT_EQ(published_in_a_calm_world(facts, 31min), published_in_a_run(facts));
  EXPECT_THAT(published_in_a_calm_world({payment, stock}, 30min - 1ms), IsEmpty());
}

struct Ports {
  eda::Bus& bus;
  eda::Store& store;
  eda::Timers& timers;
  eda::Clock& clock;
};

Event said(const std::string& id) {
  Event event{"com.test.said"};
  event.source = "test";
  event.id = id;
  return event;
}
Event told(const std::string& id) {
  Event event{"com.test.told"};
  event.source = "test";
  event.id = id;
  return event;
}

/// "10:31 word", by the clock of the handler.
Task<> say(std::string word, Ports io) {
  const Event event = said(eda::to_rfc3339(io.clock.now()).substr(11, 5) + " " + word);
  while (true) {
    const PublishResult result = co_await io.bus.publish(event);
    if (result.ok()) co_return;
  }
}

Task<> on_told(Event event, Ports io) {
  if (event.id == "throw") throw std::runtime_error{"red"};
  if (event.id == "wait") co_await io.clock.sleep(2min);
  if (event.id == "timer") {
    const eda::Instant at = io.clock.now() + 90s;
    co_await io.timers.schedule("late", at, event);
    co_return;
  }
  if (event.id == "row") {
    eda::Item row;
    row.key = eda::Key{"a row"};
    row->emplace("expires", "soon");
    row.expires_at = io.clock.now() + 5min;
    const eda::WriteResult result = co_await io.store.put(row);
    if (!result.ok()) throw std::runtime_error{"not written"};
    co_return;
  }
  if (event.id == "foreign") {
    Event foreign{"com.other.said"};
    foreign.source = "test";
    foreign.id = "1";
    (void)co_await io.bus.publish(foreign);
  }
  if (event.id == "two versions")
    for (const int version : {1, 2}) {
      Event one = said("1");
      one.data["version"] = version;
      (void)co_await io.bus.publish(one);
    }
  co_await say(event.id, io);
}
Task<> on_timer(Event event, Ports io) { co_await say("timer " + event.id, io); }
Task<> on_sweep(Event event, Ports io) { co_await say(event.id, io); }
Task<> on_change(Event record, Ports io) {
  co_await say(record.type + " " + record.data.at("partition").get<std::string>(), io);
}

const eda::Service talker{
    "talker",
    "com.test.",
    {eda::on({"com.test.told"}, on_told), eda::on_timers(on_timer), eda::on_changes(on_change)}};

TEST(CalmWorld, RunsTimersAtTheirTime) {
  OwnBus bus;
  CalmWorld world{talker, bus};
  world.deliver(told("timer"));
  world.advance(89s);
  EXPECT_THAT(bus.ids(), IsEmpty());
  world.advance(1h);
  EXPECT_THAT(bus.ids(), ElementsAre("10:01 timer timer"));
  EXPECT_EQ(world.now(), Scenario{}.start + 1h + 89s);
}

TEST(CalmWorld, HandsOnChangesAndExpiries) {
  OwnBus bus;
  CalmWorld world{talker, bus};
  world.deliver(told("row"));
  EXPECT_THAT(bus.ids(), ElementsAre("10:00 eda.store.inserted a row"));
  EXPECT_THAT(world.store().dump(), HasSubstr("soon"));
  world.advance(72h);
  EXPECT_THAT(bus.ids(),
              ElementsAre("10:00 eda.store.inserted a row", HasSubstr("eda.store.removed a row")));
}

TEST(CalmWorld, AnswersAHandlerThatWaitsWhenTimeHasPassed) {
  OwnBus bus;
  CalmWorld world{talker, bus};
  world.deliver(told("wait"));
  world.deliver(told("meanwhile"));
  world.advance(1min);
  EXPECT_THAT(bus.ids(), ElementsAre("10:00 meanwhile"));
  world.advance(1min);
  EXPECT_THAT(bus.ids(), ElementsAre("10:00 meanwhile", "10:02 wait"));
}

TEST(CalmWorld, SweepsEveryMinute) {
  OwnBus bus;
  CalmWorld world{{"sweeper", "com.test.", {eda::on_sweeps(on_sweep)}}, bus};
  world.advance(59s);
  EXPECT_THAT(bus.ids(), IsEmpty());
  world.advance(2min);
  EXPECT_THAT(bus.ids(), ElementsAre("10:01 sweep-1", "10:02 sweep-2"));
}

TEST(CalmWorld, TellsTheHandlerWhatTheBusAnswers) {
  OwnBus bus;
  bus.next = EntryResult::failed;
  CalmWorld world{talker, bus};
  world.deliver(told("again"));
  EXPECT_THAT(bus.ids(), ElementsAre("10:00 again", "10:00 again"));
}

/// Failures of a test to which that event comes. It ends.
std::string failures_at(const std::string& id) {
  OwnBus bus;
  CalmWorld world{talker, bus};
  const Verdict verdict = verdict_on([&] { world.deliver(told(id)); });
  EXPECT_EQ(verdict.has_ended, !verdict.failures.empty());
  return verdict.failures;
}

TEST(CalmWorld, FailsTheTestWhereAHouseRuleIsBroken) {
  EXPECT_EQ(failures_at("well"), "");
  EXPECT_THAT(failures_at("throw"), HasSubstr("The handler of com.test.told failed: red"));
  EXPECT_THAT(failures_at("foreign"), HasSubstr("is not this service's to say"));
  EXPECT_THAT(failures_at("two versions"), HasSubstr("One id, one fact"));
}

class DeafBus final : public eda::Bus {
 public:
  using Bus::publish;
  Task<PublishResult> publish(std::vector<Event> events) override {
    co_return PublishResult{std::vector(events.size(), EntryResult::failed)};
  }
};

TEST(CalmWorld, EndsAHandlerThatNeverEnds) {
  DeafBus bus;
  CalmWorld world{talker, bus};
  EXPECT_THAT(verdict_on([&] { world.deliver(told("in vain")); }).failures,
              HasSubstr("still wants more: it never ends"));
}

TEST(CalmWorld, MarksItsTest) {
  OwnBus bus;
  const CalmWorld world{talker, bus};
  const testing::TestResult& result =
      *testing::UnitTest::GetInstance()->current_test_info()->result();
  ASSERT_EQ(result.test_property_count(), 1);
  EXPECT_STREQ(result.GetTestProperty(0).key(), "calm_world");
}

}  // namespace
