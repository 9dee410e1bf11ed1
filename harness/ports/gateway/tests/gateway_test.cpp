#include "eda/gateway.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "check/check.hpp"
#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/ids.hpp"
#include "eda/store.hpp"
#include "sim/tell/outcome_search.hpp"
#include "sim/tell/trace.hpp"

/// The gateway in whole scenarios: handlers that charge a card for an order.
namespace {

using namespace check;
using eda::Paid, eda::Task;
using testing::HasSubstr;

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Ids& ids;
  eda::Gateway& gateway;
  eda::Clock& clock;
};
using OnOrder = Task<> (*)(Event, Ports);

Event order(std::string id, std::string card = "visa") {
  Event event{"com.pizzaco.order.created"};
  event.source = "shop";
  event.id = std::move(id);
  event.data = Json::object({{"card", card}});
  return event;
}

Event paid(const std::string& order, Paid result) {
  Event event{result == Paid::done ? "com.pizzaco.payment.completed"
                                   : "com.pizzaco.payment.failed"};
  event.source = "payment";
  event.id = order;
  return event;
}

/// Right: the key is made of the order, so the same order has the same key at each delivery.
Task<> charges_under_a_key(Event order, Ports io) {
  Paid result = Paid::unknown;
  while (result == Paid::unknown)
    result = co_await io.gateway.charge("order-" + order.id, order.id, order.data.at("card"), 900);
  while (true) {
    const eda::PublishResult published = co_await io.bus.publish(paid(order.id, result));
    if (published.ok()) co_return;
  }
}

/// Wrong: each delivery is a new customer to the gateway.
Task<> charges_without_a_key(Event order, Ports io) {
  Paid result = Paid::unknown;
  while (result == Paid::unknown)
    result = co_await io.gateway.charge("", order.id, order.data.at("card"), 900);
  (void)co_await io.bus.publish(paid(order.id, result));
}

/// Wrong: a row says that the order was charged, and is written after that.
Task<> asks_its_row_first(Event order, Ports io) {
  const auto row = co_await io.store.get<Json>(order.id, eda::Read::strong);
  if (row.exists()) co_return;
  const std::string key = co_await io.ids.next();
  const Paid result = co_await io.gateway.charge(key, order.id, order.data.at("card"), 900);
  const eda::Item done{order.id, Json::object({{"paid", result == Paid::done}})};
  (void)co_await io.store.put(done);
}

Scenario scenario(OnOrder on_order, std::vector<Arrival> orders, Faults faults = {}) {
  return {.services = {{"payment",
                        "com.pizzaco.payment.",
                        {eda::on({"com.pizzaco.order.created"}, on_order)}}},
          .events = std::move(orders),
          .faults = faults};
}

int charges(const sim::Outcome& outcome) {
  return int(std::ranges::count_if(outcome.held("gateway").at("book"), [](const Json& entry) {
    return entry.at("status") == "charged";
  }));
}

MATCHER_P(charges_times, count, "") {
  *result_listener << "with the book " << arg.held("gateway").dump();
  return charges(arg) == count;
}

const Faults copies{.duplicates_per_event_max = 1};
const Faults crash{.crashes_max = 1};
const Faults no_answer{.unknowns_max = 1};
const Faults all{.duplicates_per_event_max = 1, .crashes_max = 1, .unknowns_max = 1};

TEST(Gateway, ChargesAnOrderOnceUnderItsKeyWhateverGoesWrong) {
  always(scenario(charges_under_a_key, {order("42")}, all), charges_times(1),
         {.says = "an order is charged once", .hint = "What names the order to the gateway?"});
}

TEST(Gateway, ChargesTwiceWithoutAKey) {
  for (const Faults& faults : {copies, crash, no_answer})
    sometimes(scenario(charges_without_a_key, {order("42")}, faults), charges_times(2),
              "each request without a key is a new one");
  always(scenario(charges_without_a_key, {order("42")}), charges_times(1),
         {.says = "without a fault it is charged once", .hint = ""});
}

TEST(Gateway, ChargesTwiceWhereTheKeyIsMintedAtEachDelivery) {
  for (const Faults& faults : {copies, crash})
    sometimes(scenario(asks_its_row_first, {order("42")}, faults), charges_times(2),
              "a copy has another key");
}

TEST(Gateway, ChargesAgainWhenTheKeyIsOlderThanADay) {
  const std::vector<Arrival> day_later{order("42"), {order("42"), 25h}};
  always(scenario(charges_under_a_key, day_later), charges_times(2),
         {.says = "the gateway has forgotten the key", .hint = ""});
  const std::vector<Arrival> hour_later{order("42"), {order("42"), 1h}};
  always(scenario(charges_under_a_key, hour_later), charges_times(1),
         {.says = "the gateway knows the key", .hint = ""});
}

TEST(Gateway, SaysThatACardIsDeclined) {
  int outcomes = 0;
  for (const Outcome& outcome :
       every_outcome_of(scenario(charges_under_a_key, {order("42", "declined")}, all))) {
    EXPECT_EQ(outcome.count("com.pizzaco.payment.failed"), 1);
    EXPECT_EQ(outcome.held("gateway").at("book").at(0).at("status"), "declined");
    EXPECT_EQ(charges(outcome), 0);
    ++outcomes;
  }
  EXPECT_EQ(outcomes, 1);
}

TEST(Gateway, TellsOutcomesApartByItsBookAlone) {
  const auto charges_silently = +[](Event order, Ports io) -> Task<> {
    (void)co_await io.gateway.charge("", order.id, "visa", 900);
  };
  std::vector<int> counts;
  for (const Outcome& outcome : every_outcome_of(scenario(charges_silently, {order("42")}, crash)))
    counts.push_back(charges(outcome));
  EXPECT_THAT(counts, testing::UnorderedElementsAre(1, 2));
}

TEST(Gateway, HoldsAnEmptyBookWhereNothingIsCharged) {
  const auto says_nothing = +[](Event, Ports) -> Task<> { co_return; };
  const Outcome outcome = run(scenario(says_nothing, {order("42")}));
  EXPECT_EQ(outcome.held("gateway"), Json::object({{"book", Json::array()}}));
}

TEST(Gateway, AnswersLaterWhereItIsSlow) {
  Scenario slow = scenario(charges_under_a_key, {order("42")}, {.crashes_max = 1});
  slow.weather = {{"gateway", sim::Weather::Kind::slow, 0min, 1h, 2min}};
  slow.observed.time = true;
  std::vector<std::int64_t> minutes;
  for (const Outcome& outcome : every_outcome_of(slow)) {
    EXPECT_EQ(charges(outcome), 1);
    for (const sim::Published& fact : outcome.published()) minutes.push_back(fact.at / 1min);
  }
  EXPECT_THAT(minutes, testing::Contains(2));
  slow.weather = {{"gateway", sim::Weather::Kind::slow, 0min, 1min, 2min}};
  EXPECT_EQ(charges(run(slow)), 1);
}

TEST(Gateway, ChargesOnceAfterItWasDownOrHung) {
  const auto charges_later = +[](Event order, Ports io) -> Task<> {
    Paid result = Paid::unknown;
    while (result == Paid::unknown) {
      result = co_await io.gateway.charge("order-" + order.id, order.id, "visa", 900);
      if (result == Paid::unknown) co_await io.clock.sleep(1min);
    }
    const Event fact = paid(order.id, result);
    (void)co_await io.bus.publish(fact);
  };
  for (const auto kind : {sim::Weather::Kind::down, sim::Weather::Kind::hangs}) {
    Scenario bad = scenario(charges_later, {order("42")}, {.duplicates_per_event_max = 1});
    bad.weather = {{"gateway", kind, 0min, 3min}};
    bad.observed.time = true;
    always(bad, charges_times(1), {.says = "an order is charged once", .hint = ""});
    EXPECT_EQ(run(bad).published().at(0).at, 3min);
  }
}

TEST(Gateway, ShowsWhatItWasAskedAndToldInTheSchedule) {
  sim::OutcomeSearch search{scenario(charges_without_a_key, {order("42")}, no_answer)};
  while (const auto found = search.next()) {
    if (charges(found->outcome) != 2) continue;
    const std::string text = to_text(found->trace());
    EXPECT_THAT(text, HasSubstr(R"(charge {"card":"visa","cents":900)"));
    EXPECT_THAT(text, HasSubstr("-> unknown"));
    EXPECT_THAT(text, HasSubstr("-> done"));
    const Json last = to_json(found->trace()).at("steps").back();
    EXPECT_EQ(last.at("ports").at("gateway").at("book").size(), 2u);
    return;
  }
  FAIL() << "no outcome has two charges";
}

TEST(Gateway, HasATitleInTheTrace) {
  sim::OutcomeSearch search{scenario(charges_under_a_key, {order("42")})};
  const Json lanes = to_json(search.next()->trace()).at("lanes");
  const Json title{{"port", "gateway"}, {"title", "payment gateway"}};
  EXPECT_EQ(lanes.back(), title);
}

}  // namespace
