#include "ports/gateway/played_gateway.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include "check/check.hpp"
#include "eda/bus.hpp"

/// A gateway that a mock plays in a run.
namespace {

using namespace check;
using eda::Charge, eda::Paid, eda::Task;
using testing::InSequence;

class MockGateway : public eda::Gateway {
 public:
  MOCK_METHOD(Task<Paid>, charge, (std::string, std::string, std::string, int), (override));
  MOCK_METHOD(Task<Paid>, authorise, (std::string, std::string, std::string, int), (override));
  MOCK_METHOD(Task<Paid>, capture, (std::string), (override));
  MOCK_METHOD(Task<Paid>, refund, (std::string), (override));
  MOCK_METHOD(Task<std::optional<Charge>>, lookup, (std::string), (override));
};

template <typename T>
Task<T> told(T value) {
  co_return value;
}
auto says(Paid paid) {
  return [paid](auto...) { return told(paid); };
}

struct Ports {
  eda::Gateway& gateway;
  eda::Bus& bus;
};

/// Makes every request, and says what it was told.
Task<> asks_everything(Event order, Ports io) {
  Event heard{"com.test.heard"};
  heard.source = "test";
  heard.id = order.id;
  const Paid charged = co_await io.gateway.charge("k", "42", "visa", 900);
  const Paid held = co_await io.gateway.authorise("a", "43", "visa", 800);
  const Paid captured = co_await io.gateway.capture("a");
  const Paid refunded = co_await io.gateway.refund("k");
  const std::optional<Charge> none = co_await io.gateway.lookup("x");
  const std::optional<Charge> found = co_await io.gateway.lookup("k");
  const Charge expected{"k", "42", 900, Charge::Status::refunded};
  heard.data["paid"] = {int(charged), int(held), int(captured), int(refunded)};
  heard.data["found"] = !none && found == expected;
  (void)co_await io.bus.publish(heard);
}

Scenario scenario(eda::Gateway& gateway) {
  Event order{"com.test.told"};
  order.source = "test";
  order.id = "1";
  return {.services = {{"test", "com.test.", {eda::on({"com.test.told"}, asks_everything)}}},
          .events = {order},
          .played = {sim::played_by(gateway)}};
}

TEST(PlayedGateway, GetsEachRequestOnceAndItsAnswersAreTold) {
  MockGateway gateway;
  const InSequence in_this_order;
  EXPECT_CALL(gateway, charge("k", "42", "visa", 900)).WillOnce(says(Paid::unknown));
  EXPECT_CALL(gateway, authorise("a", "43", "visa", 800)).WillOnce(says(Paid::done));
  EXPECT_CALL(gateway, capture("a")).WillOnce(says(Paid::declined));
  EXPECT_CALL(gateway, refund("k")).WillOnce(says(Paid::done));
  EXPECT_CALL(gateway, lookup("x")).WillOnce([](auto) {
    return told<std::optional<Charge>>(std::nullopt);
  });
  EXPECT_CALL(gateway, lookup("k")).WillOnce([](auto key) {
    return told(std::optional{Charge{key, "42", 900, Charge::Status::refunded}});
  });
  const Outcome outcome = run(scenario(gateway));
  const Event heard = outcome.facts("com.test.heard").at(0);
  EXPECT_EQ(heard.data.at("paid"), Json({2, 0, 1, 0}));
  EXPECT_EQ(heard.data.at("found"), true);
  // the story asks nothing again
  EXPECT_THAT(outcome.story(), testing::HasSubstr("-> unknown"));
}

TEST(PlayedGateway, HasNoBook) {
  testing::NiceMock<MockGateway> gateway;
  Scenario nothing = scenario(gateway);
  nothing.events.clear();
  EXPECT_THROW((void)run(nothing).held("gateway"), std::invalid_argument);
}

TEST(PlayedGateway, IsNotForASearch) {
  static MockGateway gateway;
  EXPECT_NONFATAL_FAILURE(
      try {
        (void)every_outcome_of(scenario(gateway));
      } catch (const testing::AssertionException&){},
      "Scenario::played is for run() only");
}

TEST(PlayedPort, IsAPortOfTheKit) {
  testing::NiceMock<MockGateway> gateway;
  Scenario unknown = scenario(gateway);
  unknown.played[0].port = "bank";
  EXPECT_THROW((void)run(unknown), std::logic_error);
}

}  // namespace
