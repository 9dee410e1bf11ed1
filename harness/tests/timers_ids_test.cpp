#include <gmock/gmock.h>

#include "service_alone.hpp"
#include "sim/model/ports/ids_port.hpp"
#include "sim/model/ports/timers_port.hpp"

namespace {

using namespace alone;
using testing::ElementsAre;
using testing::IsEmpty;

auto schedule(std::string name, eda::Duration at) {
  const Event event = fact("kitchen.deadline");
  return [=](eda::Timers& timers) { return timers.schedule(name, start + at, event); };
}
auto cancel(std::string name) {
  return [=](eda::Timers& timers) { return timers.cancel(name); };
}

eda::Service kitchen_with_alarms(int count) {
  eda::Service kitchen = service_of("kitchen");
  for (int i = 0; i < count; ++i) kitchen.subscriptions.push_back(eda::on_timers(nothing));
  return kitchen;
}

/// Services 0 and 1 hear their own timers, with handlers 1 and 3; service 2 hears none.
class TimersAlone : public PortAlone<sim::TimersProxy> {
 public:
  explicit TimersAlone(int alarms = 1)
      : PortAlone{port},
        port{tables,
             {.services = {kitchen_with_alarms(alarms), kitchen_with_alarms(1),
                           service_of("waiter")}}} {}

  sim::SharedTables tables;
  sim::TimersPort port;
};

TEST(Timer, IsDueAtItsMomentForItsServicesHandler) {
  TimersAlone timers;
  EXPECT_EQ(timers.told(schedule("rest", 30min)), "ok");
  ASSERT_EQ(timers.scheduled.size(), 1u);
  EXPECT_EQ(timers.scheduled[0].at_ms, 30 * 60'000);
  EXPECT_EQ(timers.scheduled[0].message.handler, 1);
  EXPECT_EQ(timers.tables.events.event(timers.scheduled[0].message.event),
            fact("kitchen.deadline"));
}

TEST(Timer, ReplacesTheOneOfTheSameName) {
  TimersAlone timers;
  timers.told(schedule("rest", 30min));
  timers.told(schedule("rest", 40min));
  EXPECT_THAT(timers.cancelled, ElementsAre(timers.scheduled[0].name));
  EXPECT_EQ(timers.scheduled[1].name, timers.scheduled[0].name);
}

TEST(Timer, LeavesThoseOfOtherNamesAlone) {
  TimersAlone timers;
  timers.told(schedule("rest", 30min));
  timers.told(schedule("bake", 40min));
  EXPECT_NE(timers.scheduled[1].name, timers.scheduled[0].name);
}

TEST(Timer, LeavesThoseOfOtherServicesAlone) {
  TimersAlone timers;
  timers.told(schedule("rest", 30min));
  timers.service = 1;
  timers.told(schedule("rest", 30min));
  EXPECT_NE(timers.scheduled[1].name, timers.scheduled[0].name);
  EXPECT_EQ(timers.scheduled[1].message.handler, 3);
}

TEST(Timer, CanBeCancelled) {
  TimersAlone timers;
  timers.told(schedule("rest", 30min));
  EXPECT_EQ(timers.told(cancel("rest")), "ok");
  EXPECT_THAT(timers.cancelled, ElementsAre(timers.scheduled[0].name));
  EXPECT_EQ(timers.scheduled.size(), 1u);
}

TEST(Timer, CanBeCancelledWithoutHavingBeen) {
  TimersAlone timers;
  EXPECT_EQ(timers.told(cancel("rest")), "ok");
}

TEST(Timer, IsDueAtOnceWhenItsMomentIsPast) {
  TimersAlone timers;
  timers.told(schedule("rest", -30min));
  EXPECT_EQ(timers.scheduled[0].at_ms, 0);
}

TEST(Timer, IsNeverEarlyHoweverFarItsMomentIs) {
  TimersAlone timers;
  timers.told(schedule("warranty", 365 * 24h));
  EXPECT_THAT(timers.scheduled, IsEmpty());
}

TEST(Timer, ReachesEachOfItsServicesHandlers) {
  TimersAlone timers{2};
  timers.told(schedule("rest", 30min));
  ASSERT_EQ(timers.scheduled.size(), 2u);
  EXPECT_EQ(timers.scheduled[0].message.handler, 1);
  EXPECT_EQ(timers.scheduled[1].message.handler, 2);
}

TEST(Timer, OfAServiceThatHearsNoneReachesNobody) {
  TimersAlone timers;
  timers.service = 2;
  timers.told(schedule("rest", 30min));
  EXPECT_THAT(timers.scheduled, IsEmpty());
}

TEST(Timer, IsToldInAFewWords) {
  TimersAlone timers;
  const auto words = [&](const auto& call) {
    return sim::request_words(
        timers.port.request(timers.port.learn(action_of<sim::TimersProxy>(call), 0)));
  };
  EXPECT_EQ(words(schedule("rest", 30min)), "schedule rest at +30m");
  EXPECT_EQ(words(cancel("rest")), "cancel rest");
}

TEST(Ids, AreNewAtEveryCall) {
  sim::IdsPort port;
  PortAlone<sim::IdsProxy> ids{port};
  const auto next = [](eda::Ids& all) { return all.next(); };
  const std::string first = ids.result(next);
  EXPECT_NE(ids.result(next), first);
}

TEST(Ids, AreTheSameInTheSameWorld) {
  sim::IdsPort port;
  PortAlone<sim::IdsProxy> one{port}, other{port};
  const auto next = [](eda::Ids& all) { return all.next(); };
  EXPECT_EQ(one.result(next), other.result(next));
}

}  // namespace
