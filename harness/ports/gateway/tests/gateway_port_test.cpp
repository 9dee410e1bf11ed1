#include "ports/gateway/gateway_port.hpp"

#include <gmock/gmock.h>

#include "tests/port_alone.hpp"

namespace {

using namespace alone;
using eda::Charge, eda::Gateway, eda::Paid;
using testing::ElementsAre;
using Status = Charge::Status;

auto charge(std::string key, std::string order = "42", std::string card = "visa", int cents = 900) {
  return [=](Gateway& gateway) { return gateway.charge(key, order, card, cents); };
}
auto authorise(std::string key, std::string card = "visa") {
  return [=](Gateway& gateway) { return gateway.authorise(key, "42", card, 900); };
}
auto capture(std::string key) {
  return [=](Gateway& gateway) { return gateway.capture(key); };
}
auto refund(std::string key) {
  return [=](Gateway& gateway) { return gateway.refund(key); };
}
auto lookup(std::string key) {
  return [=](Gateway& gateway) { return gateway.lookup(key); };
}

class GatewayAlone : public PortAlone<sim::GatewayProxy> {
 public:
  explicit GatewayAlone(bool may_be_unknown = false) : PortAlone{port} {
    if (may_be_unknown) now.faults = Budget::one(Fault::unknown);
  }
  explicit GatewayAlone(std::vector<sim::Weather> weather)
      : PortAlone{port}, port{std::move(weather)} {}
  sim::GatewayPort port;

  /// "k charged, k refunded"
  std::string book() const {
    std::string words;
    const Json held = port.book(now.state);
    for (const Json& entry : held.at("book"))
      words += (words.empty() ? "" : ", ") + entry.at("key").get<std::string>() + " " +
               entry.at("status").get<std::string>();
    return words;
  }
};

TEST(GatewayCharge, TakesTheMoneyOfACard) {
  GatewayAlone gateway;
  EXPECT_EQ(gateway.result(charge("k")), Paid::done);
  const Json entry{{"key", "k"}, {"order", "42"}, {"cents", 900}, {"status", "charged"}};
  EXPECT_EQ(gateway.port.book(gateway.now.state), Json::object({{"book", Json::array({entry})}}));
}

TEST(GatewayCharge, IsDeclinedForTheTestCard) {
  GatewayAlone gateway;
  EXPECT_EQ(gateway.result(charge("k", "42", "declined")), Paid::declined);
  EXPECT_EQ(gateway.book(), "k declined");
}

TEST(GatewayCharge, IsCarriedOutOnceForAKey) {
  GatewayAlone gateway;
  gateway.ask(charge("k"));
  EXPECT_EQ(gateway.result(charge("k")), Paid::done);
  EXPECT_EQ(gateway.book(), "k charged");
}

TEST(GatewayCharge, IsCarriedOutForEachKeyAndEachTimeWithoutOne) {
  GatewayAlone gateway;
  for (const char* key : {"b", "a", "", ""}) gateway.ask(charge(key));
  EXPECT_EQ(gateway.book(), " charged,  charged, a charged, b charged");
}

TEST(GatewayKey, GetsTheSameAnswerWhateverTheRequestSays) {
  GatewayAlone gateway;
  gateway.ask(charge("k", "42", "declined"));
  EXPECT_EQ(gateway.result(charge("k", "43", "visa", 100)), Paid::declined);
  EXPECT_EQ(gateway.result(authorise("k")), Paid::declined);
  EXPECT_EQ(gateway.book(), "k declined");
}

TEST(GatewayKey, IsForgottenAfterADay) {
  GatewayAlone gateway;
  gateway.now.now_ms = 1000;
  gateway.ask(charge("k"));
  gateway.now.now_ms += int(eda::Duration{24h}.count()) - 1;
  gateway.ask(charge("k"));
  EXPECT_EQ(gateway.book(), "k charged");
  ++gateway.now.now_ms;
  gateway.ask(charge("k"));
  EXPECT_EQ(gateway.book(), "k charged, k charged");
}

TEST(GatewayKey, CountsItsDayFromItsFirstRequest) {
  GatewayAlone gateway;
  gateway.ask(charge("k"));
  gateway.now.now_ms = int(eda::Duration{23h}.count());
  gateway.ask(charge("k"));
  gateway.now.now_ms = int(eda::Duration{25h}.count());
  gateway.ask(charge("k"));
  EXPECT_EQ(gateway.book(), "k charged, k charged");
}

TEST(GatewayKey, OfMoneyThatWasGivenBackTakesNothing) {
  GatewayAlone gateway;
  gateway.ask(charge("k"));
  gateway.ask(refund("k"));
  EXPECT_EQ(gateway.result(charge("k")), Paid::done);
  EXPECT_EQ(gateway.book(), "k refunded");
}

TEST(GatewayKey, ThatHoldsMoneyDoesNotTakeItByACharge) {
  GatewayAlone gateway;
  gateway.ask(authorise("k"));
  EXPECT_EQ(gateway.result(charge("k")), Paid::done);
  EXPECT_EQ(gateway.book(), "k authorised");
}

TEST(GatewayCapture, TakesHeldMoneyOnce) {
  GatewayAlone gateway;
  EXPECT_EQ(gateway.result(authorise("k")), Paid::done);
  EXPECT_EQ(gateway.book(), "k authorised");
  EXPECT_EQ(gateway.result(capture("k")), Paid::done);
  EXPECT_EQ(gateway.result(capture("k")), Paid::done);
  EXPECT_EQ(gateway.book(), "k charged");
}

TEST(GatewayCapture, IsDeclinedWhereNothingIsHeld) {
  GatewayAlone gateway;
  EXPECT_EQ(gateway.result(capture("k")), Paid::declined);
  gateway.ask(authorise("k", "declined"));
  EXPECT_EQ(gateway.result(capture("k")), Paid::declined);
  gateway.ask(authorise("l"));
  gateway.ask(refund("l"));
  EXPECT_EQ(gateway.result(capture("l")), Paid::declined);
  EXPECT_EQ(gateway.book(), "k declined, l voided");
}

TEST(GatewayCapture, IsDoneForMoneyThatWasTakenBefore) {
  GatewayAlone gateway;
  gateway.ask(charge("k"));
  EXPECT_EQ(gateway.result(capture("k")), Paid::done);
  gateway.ask(refund("k"));
  EXPECT_EQ(gateway.result(capture("k")), Paid::done);
  EXPECT_EQ(gateway.book(), "k refunded");
}

TEST(GatewayRefund, GivesBackOnce) {
  GatewayAlone gateway;
  gateway.ask(charge("k"));
  EXPECT_EQ(gateway.result(refund("k")), Paid::done);
  EXPECT_EQ(gateway.result(refund("k")), Paid::done);
  EXPECT_EQ(gateway.book(), "k refunded");
}

TEST(GatewayRefund, LetsHeldMoneyGo) {
  GatewayAlone gateway;
  gateway.ask(authorise("k"));
  EXPECT_EQ(gateway.result(refund("k")), Paid::done);
  EXPECT_EQ(gateway.result(refund("k")), Paid::done);
  EXPECT_EQ(gateway.book(), "k voided");
}

TEST(GatewayRefund, IsDeclinedWhereNothingWasTaken) {
  GatewayAlone gateway;
  EXPECT_EQ(gateway.result(refund("k")), Paid::declined);
  gateway.ask(charge("k", "42", "declined"));
  EXPECT_EQ(gateway.result(refund("k")), Paid::declined);
}

TEST(GatewayRefund, IsAboutTheLatestMoneyOfAKey) {
  GatewayAlone gateway;
  gateway.ask(charge("k"));
  gateway.now.now_ms = int(eda::Duration{25h}.count());
  gateway.ask(charge("k"));
  gateway.ask(refund("k"));
  EXPECT_EQ(gateway.result(refund("k")), Paid::done);
  EXPECT_EQ(gateway.book(), "k charged, k refunded");
}

TEST(GatewayLookup, FindsMoneyHoweverLongAgo) {
  GatewayAlone gateway;
  gateway.ask(charge("k"));
  gateway.now.now_ms = int(eda::Duration{20 * 24h}.count());
  EXPECT_EQ(gateway.result(lookup("k")), (Charge{"k", "42", 900, Status::charged}));
}

TEST(GatewayLookup, SaysTheStatusOfTheMoney) {
  GatewayAlone gateway;
  gateway.ask(authorise("k"));
  EXPECT_EQ(gateway.result(lookup("k")), (Charge{"k", "42", 900, Status::authorised}));
  gateway.ask(refund("k"));
  EXPECT_EQ(gateway.result(lookup("k")), (Charge{"k", "42", 900, Status::voided}));
  gateway.ask(charge("l"));
  gateway.ask(refund("l"));
  EXPECT_EQ(gateway.result(lookup("l")), (Charge{"l", "42", 900, Status::refunded}));
}

TEST(GatewayLookup, FindsNothingAfterADecline) {
  GatewayAlone gateway;
  gateway.ask(charge("k", "42", "declined"));
  EXPECT_EQ(gateway.result(lookup("k")), std::nullopt);
  EXPECT_EQ(gateway.result(lookup("l")), std::nullopt);
}

TEST(GatewayUnknown, IsDoneOrNotDone) {
  GatewayAlone gateway{true};
  EXPECT_THAT(gateway.may_tell(charge("k")),
              ElementsAre("done", "unknown (unknown)", "unknown (unknown)"));
  EXPECT_EQ(gateway.result(charge("k"), 2), Paid::unknown);
  EXPECT_EQ(gateway.book(), "");
  EXPECT_EQ(gateway.result(charge("k"), 1), Paid::unknown);
  EXPECT_EQ(gateway.book(), "k charged");
}

TEST(GatewayUnknown, CanBeAskedAgainUnderTheSameKey) {
  GatewayAlone gateway{true};
  gateway.ask(charge("k"), 1);
  EXPECT_THAT(gateway.may_tell(charge("k")), ElementsAre("done", "unknown (unknown)"));
  gateway.ask(charge("k"));
  EXPECT_EQ(gateway.book(), "k charged");
}

TEST(GatewayUnknown, ComesFromEveryRequestButALookup) {
  GatewayAlone gateway{true};
  gateway.ask(authorise("k"));
  EXPECT_THAT(gateway.may_tell(capture("k")),
              ElementsAre("done", "unknown (unknown)", "unknown (unknown)"));
  EXPECT_THAT(gateway.may_tell(refund("k")),
              ElementsAre("done", "unknown (unknown)", "unknown (unknown)"));
  EXPECT_THAT(gateway.may_tell(authorise("l", "declined")),
              ElementsAre("declined", "unknown (unknown)", "unknown (unknown)"));
  EXPECT_THAT(gateway.may_tell(lookup("l")), ElementsAre("nothing there"));
}

TEST(GatewayWeather, StrikesEveryRequestButALookup) {
  GatewayAlone gateway{{{"gateway", sim::Weather::Kind::down, 0min, 5min}}};
  EXPECT_THAT(gateway.may_tell(charge("k")), ElementsAre("unknown"));
  EXPECT_THAT(gateway.may_tell(refund("k")), ElementsAre("unknown"));
  EXPECT_THAT(gateway.may_tell(lookup("k")), ElementsAre("nothing there"));
  EXPECT_EQ(gateway.result(charge("k")), Paid::unknown);
  EXPECT_EQ(gateway.book(), "");
  gateway.now.now_ms = int(eda::Duration{5min}.count());
  EXPECT_EQ(gateway.result(charge("k")), Paid::done);
}

TEST(GatewayState, IsTheSameInWhicheverOrderKeysCame) {
  GatewayAlone gateway;
  for (const char* key : {"b", "a", ""}) gateway.ask(charge(key));
  const int backwards = gateway.now.state;
  gateway.now.state = 0;
  for (const char* key : {"", "a", "b"}) gateway.ask(charge(key));
  EXPECT_EQ(gateway.now.state, backwards);
}

}  // namespace
