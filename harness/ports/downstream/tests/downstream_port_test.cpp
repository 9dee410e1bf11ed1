#include "ports/downstream/downstream_port.hpp"

#include <gmock/gmock.h>

#include "check/check.hpp"
#include "tests/port_alone.hpp"

namespace {

using eda::Json;
using sim::Budget, sim::Fault, sim::Rejection, sim::Target, sim::Weather;
using testing::ElementsAre, testing::UnorderedElementsAre;
using namespace std::chrono_literals;

Json body_of(std::string order, int number) {
  Json body = Json::object();
  body["order"] = std::move(order);
  body["number"] = number;
  return body;
}

auto call(std::string key, Json body, std::string target = "bakery") {
  return [=](eda::Downstream& services) { return services.call(target, key, body); };
}

const Json third = Json::object({{"number", Json::array({3})}});

class ServicesAlone : public alone::PortAlone<sim::DownstreamProxy> {
 public:
  explicit ServicesAlone(std::vector<Weather> weather = {}, bool notes_times = false,
                         eda::Duration mended = eda::Duration::max())
      : PortAlone{port},
        port{{.targets = {Target{"bakery", "order", {{third, "no such bread", mended}}},
                          Target{"mill", "order"}},
              .weather = std::move(weather),
              .notes_times = notes_times}} {}
  sim::DownstreamPort port;

  Json book(const char* target = "bakery") const { return port.book(now.state).at(target); }
  void at(eda::Duration moment) { now.now_ms = int(moment.count()); }
  /// Milliseconds until the answer comes.
  int answers_in(const std::string& key) {
    const Json action = alone::action_of<sim::DownstreamProxy>(call(key, body_of("42", 1)));
    return port.step(port.learn(action, 0), now).at(0).answer_in_ms;
  }
};

TEST(Downstream, CarriesOutACallOnceForEachKeyAndTarget) {
  ServicesAlone services;
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(services.result(call("a", body_of("42", 1))).ok());
  EXPECT_TRUE(services.result(call("a", body_of("42", 1), "mill")).ok());
  EXPECT_EQ(services.book().at("accepted").dump(),
            R"({"42":[{"body":{"number":1,"order":"42"},"key":"a"}]})");
  EXPECT_EQ(services.book("mill").at("accepted").at("42").size(), 1u);
}

TEST(Downstream, AnswersAKnownKeyWithWhatItCarriedOutUnderIt) {
  ServicesAlone services;
  services.ask(call("a", body_of("42", 1)));
  EXPECT_EQ(services.result(call("a", body_of("43", 3))).value(), body_of("42", 1));
}

TEST(Downstream, KeepsTheOrderOfTheCallsOfOneLineOnly) {
  ServicesAlone services, other;
  for (const auto& [key, order] : {std::pair{"a", "42"}, {"b", "43"}, {"c", "42"}})
    services.ask(call(key, body_of(order, 1)));
  for (const auto& [key, order] : {std::pair{"b", "43"}, {"a", "42"}, {"c", "42"}})
    other.ask(call(key, body_of(order, 1)));
  EXPECT_EQ(services.book(), other.book());
  const Json line = services.book().at("accepted").at("42");
  EXPECT_EQ(line.at(0).at("key"), "a");
  EXPECT_EQ(line.at(1).at("key"), "c");
}

TEST(Downstream, RejectsTheBodiesThatMatchAndSaysWhy) {
  ServicesAlone services;
  const eda::CallResult result = services.result(call("a", body_of("42", 3)));
  EXPECT_TRUE(result.rejected());
  EXPECT_EQ(result.why(), "no such bread");
  services.ask(call("a", body_of("42", 3)));
  EXPECT_EQ(services.book().at("rejected").dump(), R"({"a":2})");
  EXPECT_EQ(services.book().at("accepted").size(), 0u);
}

TEST(Downstream, TakesABodyWhenTheCauseOfItsRejectionIsMended) {
  ServicesAlone services{{}, false, 5min};
  services.at(5min - 1ms);
  EXPECT_TRUE(services.result(call("a", body_of("42", 3))).rejected());
  services.at(5min);
  EXPECT_TRUE(services.result(call("a", body_of("42", 3))).ok());
}

TEST(Downstream, IsUnavailableWhileItIsDownAndCountsTheCallsByPeriod) {
  ServicesAlone services{{{"bakery", Weather::Kind::down, 0min, 1min},
                          {"mill", Weather::Kind::down, 0min, 9min},
                          {"bakery", Weather::Kind::down, 2min, 3min}}};
  EXPECT_TRUE(services.result(call("a", body_of("42", 1))).unavailable());
  EXPECT_TRUE(services.result(call("a", body_of("42", 3))).unavailable());
  services.at(1min);
  EXPECT_TRUE(services.result(call("a", body_of("42", 1))).ok());
  services.at(2min);
  EXPECT_TRUE(services.result(call("a", body_of("42", 1))).unavailable());
  EXPECT_EQ(services.book().at("turned_down").dump(), "[2,1]");
  EXPECT_EQ(services.book("mill").at("turned_down").dump(), "[0]");
}

TEST(Downstream, TimesOutLaterAndDoesNothingWhileItHangs) {
  ServicesAlone services{{{"bakery", Weather::Kind::hangs, 0min, 1min, 45s}}};
  EXPECT_EQ(services.answers_in("a"), 45'000);
  EXPECT_TRUE(services.result(call("a", body_of("42", 1))).timed_out());
  EXPECT_EQ(services.book().at("accepted").size(), 0u);
  EXPECT_EQ(services.book().at("turned_down").dump(), "[1]");
}

TEST(Downstream, DoesAsAskedAndAnswersLaterWhileItIsSlow) {
  ServicesAlone services{{{"bakery", Weather::Kind::slow, 0min, 1min, 45s}}};
  EXPECT_EQ(services.answers_in("a"), 45'000);
  EXPECT_TRUE(services.result(call("a", body_of("42", 1))).ok());
  EXPECT_EQ(services.book().at("turned_down").dump(), "[0]");
}

TEST(Downstream, MayLeaveACallUnansweredThatItCarriedOutOrNot) {
  ServicesAlone services;
  services.now.faults = Budget::one(Fault::unknown);
  EXPECT_THAT(services.may_tell(call("a", body_of("42", 1))),
              ElementsAre("ok", "unknown (unknown)", "unknown (unknown)"));
  EXPECT_TRUE(services.result(call("a", body_of("42", 1)), 2).timed_out());
  EXPECT_EQ(services.book().at("accepted").size(), 0u);
  EXPECT_TRUE(services.result(call("a", body_of("42", 1)), 1).timed_out());
  EXPECT_EQ(services.book().at("accepted").size(), 1u);
  EXPECT_THAT(services.may_tell(call("a", body_of("42", 1))),
              ElementsAre("ok", "unknown (unknown)"))
      << "a call that is known leaves nothing to do";
}

TEST(Downstream, NotesAllCallsWithTheirMomentsIfTimesAreObserved) {
  ServicesAlone services{{{"bakery", Weather::Kind::down, 0min, 1min}}, true};
  services.ask(call("a", body_of("42", 1)));
  services.at(1min);
  services.ask(call("b", body_of("42", 3)));
  services.ask(call("a", body_of("42", 1)));
  EXPECT_EQ(services.book().at("calls").dump(), R"([{"answer":"unavailable","at_ms":0,"key":"a"},)"
                                                R"({"answer":"rejected","at_ms":60000,"key":"b"},)"
                                                R"({"answer":"ok","at_ms":60000,"key":"a"}])");
}

TEST(Downstream, HasTargetsThatMakeSense) {
  const auto make = [](std::vector<Target> targets) {
    sim::DownstreamPort{{.targets = std::move(targets)}};
  };
  EXPECT_NO_THROW(make({Target{"a"}, Target{"b"}}));
  EXPECT_THROW(make({Target{"a"}, Target{"a"}}), std::invalid_argument);
  EXPECT_THROW(make({Target{""}}), std::invalid_argument);
  EXPECT_THROW(make({Target{"a", "", {Rejection{third, ""}}}}), std::invalid_argument);
  EXPECT_THROW(make({Target{"a", "", {Rejection{Json{{"a", 1}}, "why"}}}}), std::invalid_argument);
}

struct Ports {
  eda::Downstream& bakery;
  eda::Downstream& mill;
};

/// Calls both under one key. Calls the bakery again if there is no answer.
eda::Task<> bake(eda::Event order, Ports io) {
  const Json body = body_of(order.id, 1);
  for (bool is_done = false; !is_done;) {
    const eda::CallResult result = co_await io.bakery.call("bakery", order.id, body);
    is_done = result.ok();
  }
  (void)co_await io.mill.call("mill", order.id, body);
}

eda::Event order() {
  eda::Event event{"com.pizzaco.order.created"};
  event.source = "shop";
  event.id = "42";
  return event;
}

// Two references of one struct are the same port.
TEST(Downstream, IsOnePortForAllItsTargets) {
  const check::Scenario scenario{
      .services = {{"kitchen", "com.pizzaco.kitchen.", {eda::on({order().type}, bake)}}},
      .events = {order()},
      .downstream = {Target{"bakery"}, Target{"mill"}},
      .faults = {.unknowns_max = 1}};
  std::vector<std::size_t> ground;
  for (const check::Outcome& outcome : check::every_outcome_of(scenario)) {
    const Json book = outcome.held("downstream");
    EXPECT_EQ(book.at("bakery").at("accepted").at("").size(), 1u);
    ground.push_back(book.at("mill").at("accepted").size());
  }
  EXPECT_THAT(ground, UnorderedElementsAre(0, 1));
}

TEST(Downstream, HasWeatherOfItsTargetsOnly) {
  check::Scenario scenario{.services = {}, .events = {}, .downstream = {Target{"bakery"}}};
  scenario.weather = {{"bakery", Weather::Kind::down, 0min, 1min}};
  EXPECT_NO_THROW((void)check::run(scenario));
  scenario.weather = {{"mill", Weather::Kind::down, 0min, 1min}};
  EXPECT_THROW((void)check::run(scenario), std::invalid_argument);
}

}  // namespace
