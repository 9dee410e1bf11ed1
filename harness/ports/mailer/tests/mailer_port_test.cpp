#include "ports/mailer/mailer_port.hpp"

#include <gmock/gmock.h>

#include "check/check.hpp"
#include "tests/port_alone.hpp"

namespace {

using testing::ElementsAre;
using namespace std::chrono_literals;

auto letter(std::string to, std::string text = "thanks") {
  return [=](eda::Mailer& mailer) { return mailer.send(to, text); };
}

class MailerAlone : public alone::PortAlone<sim::MailerProxy> {
 public:
  explicit MailerAlone(std::vector<sim::Weather> weather = {})
      : PortAlone{port}, port{std::move(weather)} {}
  sim::MailerPort port;
  std::string letters() const { return port.book(now.state).at("letters").dump(); }
};

TEST(Mailer, SendsALetterAtEachCall) {
  MailerAlone mailer;
  EXPECT_TRUE(mailer.result(letter("b")));
  EXPECT_TRUE(mailer.result(letter("a")));
  EXPECT_TRUE(mailer.result(letter("a")));
  EXPECT_EQ(mailer.letters(), R"([{"text":"thanks","to":"a"},{"text":"thanks","to":"a"},)"
                              R"({"text":"thanks","to":"b"}])");
}

TEST(Mailer, MayLeaveACallUnansweredThatItCarriedOutOrNot) {
  MailerAlone mailer;
  mailer.now.faults = sim::Budget::one(sim::Fault::unknown);
  EXPECT_THAT(mailer.may_tell(letter("a")),
              ElementsAre("accepted", "unknown (unknown)", "unknown (unknown)"));
  EXPECT_FALSE(mailer.result(letter("a"), 2));
  EXPECT_EQ(mailer.letters(), "[]");
  EXPECT_FALSE(mailer.result(letter("a"), 1));
  EXPECT_EQ(mailer.letters(), R"([{"text":"thanks","to":"a"}])");
}

TEST(Mailer, SendsNothingWhileItIsDown) {
  MailerAlone mailer{{{"mailer", sim::Weather::Kind::down, 0min, 5min}}};
  EXPECT_THAT(mailer.may_tell(letter("a")), ElementsAre("unknown"));
  EXPECT_FALSE(mailer.result(letter("a")));
  EXPECT_EQ(mailer.letters(), "[]");
}

TEST(Mailer, HoldsTheSameInWhicheverOrderLettersWereSent) {
  MailerAlone mailer;
  mailer.ask(letter("a"));
  mailer.ask(letter("b"));
  const int state = mailer.now.state;
  mailer.now.state = 0;
  mailer.ask(letter("b"));
  mailer.ask(letter("a"));
  EXPECT_EQ(mailer.now.state, state);
}

struct Ports {
  eda::Mailer& mailer;
};

/// Sends once for each delivery, whatever the answer.
eda::Task<> thanks(eda::Event order, Ports io) {
  (void)co_await io.mailer.send("customer-7", order.id);
}

TEST(Mailer, HasNoKeyThatWouldKeepASecondLetterBack) {
  eda::Event order{"com.pizzaco.order.created"};
  order.source = "shop";
  order.id = "42";
  const check::Scenario crashed{
      .services = {{"customer", "com.pizzaco.customer.", {eda::on({order.type}, thanks)}}},
      .events = {order},
      .faults = {.crashes_max = 1}};
  std::vector<std::size_t> letters;
  for (const check::Outcome& outcome : check::every_outcome_of(crashed))
    letters.push_back(outcome.held("mailer").at("letters").size());
  EXPECT_THAT(letters, testing::UnorderedElementsAre(1, 2));
}

}  // namespace
