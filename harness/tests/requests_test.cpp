#include <gmock/gmock.h>

#include "check/check.hpp"
#include "eda/caller.hpp"
#include "eda/clock.hpp"
#include "eda/store.hpp"
#include "sim/tell/outcome_search.hpp"

/// Requests that are answered: eda::on_requests, eda::Caller, Outcome::answers.
namespace {

using namespace check;
using eda::Task;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

struct Ports {
  eda::Store& store;
  eda::Clock& clock;
  eda::Caller& caller;
};

struct Balance {
  int cents = 0;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Balance, cents)
};

Event request(std::string type, std::string id) {
  Event event{std::move(type)};
  event.source = "shop";
  event.id = std::move(id);
  return event;
}

Task<Balance> deposit(Event, Ports io) {
  while (true) {
    auto account = co_await io.store.get<Balance>("account", eda::Read::strong);
    account->cents += 100;
    const auto written = co_await io.store.put_if_unchanged(account);
    if (written.ok()) co_return account.value;
  }
}

Task<std::string> says_its_id(Event request, Ports) { co_return request.id; }

Task<Balance> fails(Event, Ports) { throw std::runtime_error{"no account"}; }

/// Answers the request that `subject` names, after a minute.
Task<> answers_another(Event event, Ports io) {
  co_await io.clock.sleep(1min);
  const Json late{{"answered", "late"}};
  co_await io.caller.answer(event.subject, late);
}

Scenario with(eda::Subscription subscription, std::vector<Arrival> events, Faults faults = {}) {
  return {.services = {{"bank", "com.bank.", {std::move(subscription)}}},
          .events = std::move(events),
          .faults = std::move(faults)};
}

/// Values of the answers to `id`: "[1,2]".
std::string values(const sim::Outcome& outcome, std::string_view id) {
  Json values = Json::array();
  for (const sim::Answered& answer : outcome.answers(id)) values.push_back(answer.value);
  return values.dump();
}

std::vector<std::string> all_values(Scenario scenario, std::string_view id) {
  std::vector<std::string> all;
  for (const Outcome& outcome : every_outcome_of(std::move(scenario)))
    all.push_back(values(outcome, id));
  return all;
}

const auto on_deposit = [] { return eda::on_requests({"deposit"}, deposit); };

TEST(Requests, AreAnsweredWithTheResultOfTheFunction) {
  EXPECT_THAT(all_values(with(on_deposit(), {request("deposit", "d1")}), "d1"),
              ElementsAre(R"([{"cents":100}])"));
  const auto names = eda::on_requests({"name"}, says_its_id);
  EXPECT_THAT(all_values(with(names, {request("name", "n1")}), "n1"), ElementsAre(R"(["n1"])"));
}

TEST(Requests, AreAnsweredEachByItself) {
  const Scenario two = with(on_deposit(), {request("deposit", "d1"), request("deposit", "d2")});
  std::vector<std::string> pairs;
  for (const Outcome& outcome : every_outcome_of(two))
    pairs.push_back(values(outcome, "d1") + values(outcome, "d2"));
  EXPECT_THAT(pairs, UnorderedElementsAre(R"([{"cents":100}][{"cents":200}])",
                                          R"([{"cents":200}][{"cents":100}])"));
}

TEST(Requests, AreAnsweredAgainAfterACrash) {
  const auto all =
      all_values(with(on_deposit(), {request("deposit", "d1")}, {.crashes_max = 1}), "d1");
  EXPECT_THAT(all, UnorderedElementsAre(R"([{"cents":100}])", R"([{"cents":200}])",
                                        R"([{"cents":100},{"cents":200}])"));
}

TEST(Requests, HaveNoAnswerWhereTheFunctionFailsOrNoneWasAsked) {
  const auto outcome =
      sim::run_calmly(with(eda::on_requests({"deposit"}, fails), {request("deposit", "d1")}))
          .outcome;
  EXPECT_EQ(values(outcome, "d1"), "[]");
  EXPECT_EQ(outcome.failures().at(0).what, "no account");
  EXPECT_EQ(values(run(with(on_deposit(), {request("deposit", "d1")})), "d2"), "[]");
}

TEST(Requests, MayBeAnsweredByAnotherHandler) {
  Event event = request("later", "e1");
  event.subject = "d1";
  Scenario scenario = with(eda::on({"later"}, answers_another), {{event, 5min}});
  for (const bool observes : {false, true}) {
    scenario.observed.time = observes;
    for (const Outcome& outcome : every_outcome_of(scenario)) {
      ASSERT_EQ(values(outcome, "d1"), R"([{"answered":"late"}])");
      EXPECT_EQ(outcome.answers("d1").front().at, observes ? 6min : 0min);
    }
  }
}

}  // namespace
