#include "check/remote_service.hpp"

#include <gmock/gmock.h>

#include <deque>
#include <stdexcept>

#include "eda/clock.hpp"
#include "eda/ids.hpp"
#include "eda/log.hpp"
#include "kitchen_program.hpp"
#include "sim/tell/outcome_search.hpp"
#include "tip_jar.hpp"

/// A service whose handlers run elsewhere behaves as the service itself.
namespace {

using check::Json, check::ServiceHost;
using sim::Faults, sim::Overlap, sim::Scenario;
using testing::HasSubstr, testing::Not;

/// Carries commands out in this process.
class LocalLink final : public check::Link {
 public:
  explicit LocalLink(eda::Service service) : host{std::move(service)} {}
  void send(const Json& value) override {
    if (auto reply = host.carry_out(Json::from_cbor(Json::to_cbor(value))))
      replies_.push_back(std::move(*reply));
  }
  Json receive() override {
    Json reply = std::move(replies_.front());
    replies_.pop_front();
    return reply;
  }
  ServiceHost host;

 private:
  std::deque<Json> replies_;
};

/// Everything that a search finds, in its order.
struct Found {
  std::vector<std::string> outcomes;
  std::size_t worlds = 0;
  bool operator==(const Found&) const = default;
};

Found found_in(const Scenario& scenario) {
  sim::OutcomeSearch search{scenario};
  Found found;
  while (const auto one = search.next()) {
    std::string text;
    for (const sim::Published& published : one->outcome.published())
      text += eda::to_json(published.event).dump() + " by " + published.by + " at " +
              std::to_string(published.at.count()) + "\n";
    for (const sim::Failure& failure : one->outcome.failures()) text += failure.what + "\n";
    found.outcomes.push_back(text);
  }
  EXPECT_TRUE(search.is_exhausted());
  search.verify();
  found.worlds = search.worlds();
  return found;
}

/// Compares the services of `scenario` with remote ones of the same handlers.
void expect_the_same(Scenario scenario) {
  const Found here = found_in(scenario);
  std::vector<std::unique_ptr<LocalLink>> links;
  for (eda::Service& service : scenario.services) {
    links.push_back(std::make_unique<LocalLink>(service));
    service = check::remote_service(check::shape_of(service), *links.back());
  }
  const Found there = found_in(scenario);
  EXPECT_EQ(there, here);
  EXPECT_GT(here.outcomes.size(), 0u);
  for (const auto& link : links) EXPECT_EQ(link->host.under_way(), 0u);
}

TEST(RemoteService, HasTheSameOutcomesWithoutFaults) {
  expect_the_same(kitchen_program::three_facts({}));
}

TEST(RemoteService, HasTheSameOutcomesWithFaults) {
  expect_the_same(kitchen_program::three_facts({.crashes_max = 1}));
  expect_the_same(kitchen_program::three_facts({.unknowns_max = 1}));
  expect_the_same(kitchen_program::three_facts({.timer_duplicates_max = 1, .time_races_max = 1}));
  Scenario copies = kitchen_program::three_facts({.duplicates_per_event_max = 1});
  copies.overlap = Overlap::none_any_order;
  expect_the_same(copies);
}

TEST(RemoteService, SubscribesToWhatTheServiceSubscribesTo) {
  using To = eda::Subscription::To;
  eda::Service service{"test", "com.test.", {}};
  for (const To to :
       {To::types, To::pattern, To::timers, To::sweeps, To::changes, To::fifo, To::port})
    service.subscriptions.push_back({to, {}, nullptr});
  service.subscriptions[std::size_t(To::types)].types = {"a", "b"};
  service.subscriptions[std::size_t(To::pattern)].pattern = {{"type", {"a"}}};
  service.subscriptions[std::size_t(To::fifo)].queue = "orders";
  service.subscriptions[std::size_t(To::port)].port = "log";
  LocalLink link{service};
  const eda::Service remote = check::remote_service(check::shape_of(service), link);
  ASSERT_EQ(remote.subscriptions.size(), service.subscriptions.size());
  for (std::size_t i = 0; i < remote.subscriptions.size(); ++i) {
    const eda::Subscription &is = remote.subscriptions[i], &should_be = service.subscriptions[i];
    EXPECT_EQ(is.to, should_be.to);
    EXPECT_EQ(is.types, should_be.types);
    EXPECT_EQ(is.pattern, should_be.pattern);
    EXPECT_EQ(is.queue, should_be.queue);
    EXPECT_EQ(is.port, should_be.port);
  }
}

struct Ports {
  eda::Bus& bus;
  eda::Clock& clock;
  eda::Ids& ids;
  eda::Log& log;
};

eda::Task<> reads_the_clock(eda::Event event, Ports io) {
  io.log.info("heard " + event.id);
  if (event.id == "bad") throw std::runtime_error{"bad event"};
  eda::Event heard{"com.test.heard"};
  heard.source = "test";
  heard.id = co_await io.ids.next();
  co_await io.clock.sleep(std::chrono::minutes{1});
  heard.time = io.clock.now();
  const eda::PublishResult result = co_await io.bus.publish(heard);
  if (!result.ok()) throw std::runtime_error{"not taken"};
}

Scenario told(const std::vector<std::string>& ids) {
  Scenario scenario{
      .services = {{"test", "com.test.", {eda::on({"com.test.told"}, reads_the_clock)}}},
      .faults = {.throttles_max = 1}};
  scenario.observed.time = true;
  for (const std::string& id : ids) {
    eda::Event event{"com.test.told"};
    event.source = "test";
    event.id = id;
    scenario.events.emplace_back(event);
  }
  return scenario;
}

TEST(RemoteService, ReadsTheClockWritesLogsAndThrows) {
  expect_the_same(told({"1", "2"}));
  expect_the_same(told({"1", "bad"}));
}

TEST(RemoteService, ReadsTheClockOnlyWhereItsHandlerDoes) {
  LocalLink link{told({}).services.front()};
  const eda::Service remote =
      check::remote_service(check::shape_of(told({}).services.front()), link);
  sim::HandlerCoroutine run{remote.subscriptions.front().handler, told({"1"}).events.front().event,
                            sim::Instant{}};
  EXPECT_FALSE(run.suspension().read_clock);
  EXPECT_THAT(run.suspension().said, testing::ElementsAre("heard 1"));
  run.resume("an-id", sim::Instant{});
  EXPECT_FALSE(run.suspension().read_clock);
  run.resume(nullptr, sim::Instant{});
  EXPECT_TRUE(run.suspension().read_clock);
}

TEST(ServiceHost, RefusesCommandsThatCannotBeCarriedOut) {
  ServiceHost host{told({}).services.front()};
  const Json start = Json::parse(R"({"do": "start", "run": 1, "subscription": 0, "now": 0,
      "event": {"type": "com.test.told"}})");
  const auto refuses = [&](const std::string& field, const Json& value) {
    Json changed = start;
    changed[field] = value;
    EXPECT_THROW((void)host.carry_out(changed), std::exception) << changed;
  };
  refuses("do", "steal");
  refuses("run", "one");
  refuses("subscription", 1);
  refuses("subscription", -1);
  refuses("event", 7);
  refuses("event", Json::parse(R"({"type": 7})"));
  refuses("now", nullptr);
  EXPECT_THROW((void)host.carry_out(Json::object()), std::exception);
  EXPECT_THROW((void)host.carry_out(Json::parse(R"({"do": "tell", "run": 1})")), std::exception);
  EXPECT_EQ(host.under_way(), 0u);
  EXPECT_TRUE(host.carry_out(start).has_value());
  EXPECT_THROW((void)host.carry_out(start), std::invalid_argument);
}

}  // namespace
