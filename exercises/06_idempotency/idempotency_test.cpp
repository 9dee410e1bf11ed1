#include "idempotency.hpp"

#include "check/check.hpp"
#include "fixtures/orders.hpp"
#include "ports/gateway/played_gateway.hpp"

using namespace check;
using eda::Charge, eda::Paid, eda::Task;
using shop::told;
using testing::_, testing::AtLeast, testing::ElementsAre, testing::IsEmpty, testing::SizeIs;

namespace {

const shop::Attempt accepted{.cents = 1850};
const shop::Attempt declined{.card = "declined", .cents = 1850};

/// The payment service, and the orders that it hears of.
Scenario till_with(std::vector<Arrival> orders) {
  return {
      .services = {payment::service}, .events = std::move(orders), .sweeps = {10min, 11min, 12min}};
}

/// Keys under which the gateway has charged.
std::vector<std::string> charged(const Outcome& outcome) {
  std::vector<std::string> keys;
  for (const Json& entry : outcome.held("gateway").at("book"))
    if (entry.at("status") == "charged") keys.push_back(entry.at("key"));
  return keys;
}

const Rule charges{.says = "an order with a good card is charged",
                   .hint = "What have you asked of the gateway, and what did it answer?"};
const Rule charges_once{.says = "an order is charged once, although its event comes twice",
                        .hint =
                            "The second copy charged again. How does the gateway tell a "
                            "repetition from a new customer?"};
const Rule announces{.says = "a charge is announced as completed, under the key of the charge",
                     .hint =
                         "The money is there. Which fact tells the shop, and under which "
                         "`paymentId`?"};
const Rule sends_a_receipt{.says = "the customer gets one receipt",
                           .hint = "Who writes to the customer, and when?"};

}  // namespace

TEST(order, created_once) {
  const Outcome outcome = run(till_with({told(accepted)}));
  ASSERT_THAT(charged(outcome), SizeIs(1)) << outcome.story(charges);
  ASSERT_THAT(outcome.facts(payment::completed),
              ElementsAre(has_data("paymentId", charged(outcome)[0])))
      << outcome.story(announces);
  ASSERT_EQ(outcome.count(payment::failed), 0) << outcome.story(announces);
  ASSERT_THAT(outcome.held("mailer").at("letters"), SizeIs(1)) << outcome.story(sends_a_receipt);
}

TEST(order, declined) {
  const Rule says_so{.says = "an order whose card is declined is announced as failed",
                     .hint = "The gateway has said no. Who hears of it?"};
  const Rule no_receipt{.says = "nobody gets a receipt for a card that was declined",
                        .hint = "Nothing was paid. What does the customer read?"};
  const Outcome outcome = run(till_with({told(declined)}));
  ASSERT_THAT(outcome.facts(payment::failed), ElementsAre(has_data("orderId", "42")))
      << outcome.story(says_so);
  ASSERT_EQ(outcome.count(payment::completed), 0) << outcome.story(says_so);
  ASSERT_THAT(outcome.held("mailer").at("letters"), IsEmpty()) << outcome.story(no_receipt);
}

TEST(duplicate, one_after_another) {
  const Outcome outcome = run(till_with({told(accepted), {told(accepted), 1min}}));
  ASSERT_GE(charged(outcome).size(), 1u) << outcome.story(charges);
  ASSERT_THAT(charged(outcome), SizeIs(1)) << outcome.story(charges_once);
  ASSERT_THAT(outcome.facts(payment::completed),
              ElementsAre(has_data("paymentId", charged(outcome)[0])))
      << outcome.story(announces);
}

namespace {

template <typename T>
Task<T> answer(T value) {
  co_return value;
}

/// A gateway whose answers the test makes up. Without other orders it never answers.
class MockGateway : public eda::Gateway {
 public:
  using Text = std::string;
  MOCK_METHOD(Task<Paid>, charge, (Text key, Text order, Text card, int cents), (override));
  MOCK_METHOD(Task<Paid>, authorise, (Text key, Text order, Text card, int cents), (override));
  MOCK_METHOD(Task<Paid>, capture, (Text key), (override));
  MOCK_METHOD(Task<Paid>, refund, (Text key), (override));
  MOCK_METHOD(Task<std::optional<Charge>>, lookup, (Text key), (override));

  MockGateway() {
    const auto no_answer = [](auto...) { return answer(Paid::unknown); };
    ON_CALL(*this, charge).WillByDefault(no_answer);
    ON_CALL(*this, authorise).WillByDefault(no_answer);
    ON_CALL(*this, capture).WillByDefault(no_answer);
    ON_CALL(*this, refund).WillByDefault(no_answer);
  }
};

}  // namespace

// No test above can say "and now the answer is lost". A mock can: it plays the gateway in one
// straight run, and expects to be called. It cannot vary who else runs meanwhile. The hidden tests
// do, and look at what the kit's own gateway holds in the end.
TEST(timeout, receipt_swallowed) {
  const Rule asks{.says = "the card is charged, with the order and the cents of the event",
                  .hint = "Which request of yours should the terminal have seen?"};
  const Rule same_key{
      .says = "an order is charged once although the first answer was lost",
      .hint = "The terminal swallowed the receipt, and you asked again. In the same words?"};
  const Rule no_guess{.says = "an order whose card was not declined has not failed",
                      .hint = "\"I don't know\" is not \"no\": ask the gateway."};
  std::vector<std::string> taken;  // the key of each charge
  const auto is_known = [&](const std::string& key) {
    return !key.empty() && std::ranges::count(taken, key) > 0;
  };
  testing::NiceMock<MockGateway> gateway;
  EXPECT_CALL(gateway, charge(_, "42", "visa", 1850))
      .Times(AtLeast(1))
      .WillRepeatedly([&](std::string key, auto...) {
        if (is_known(key)) return answer(Paid::done);
        taken.push_back(key);
        return answer(Paid::unknown);  // it is done, and the answer is lost
      });
  ON_CALL(gateway, lookup).WillByDefault([&](std::string key) {
    const Charge charge{key, "42", 1850, Charge::Status::charged};
    return answer(is_known(key) ? std::optional{charge} : std::nullopt);
  });
  Scenario swallowed = till_with({told(accepted)});
  swallowed.played = {sim::played_by(gateway)};
  const Outcome outcome = run(swallowed);
  ASSERT_TRUE(testing::Mock::VerifyAndClearExpectations(&gateway)) << outcome.story(asks);
  ASSERT_THAT(taken, SizeIs(1)) << outcome.story(same_key);
  ASSERT_EQ(outcome.count(payment::failed), 0) << outcome.story(no_guess);
  ASSERT_THAT(outcome.facts(payment::completed), ElementsAre(has_data("paymentId", taken[0])))
      << outcome.story(announces);
}

// The tests above run your handlers once, in order. This one runs them with every overlap of two
// copies of the event, and shows the shortest schedule that goes wrong.
TEST(concurrency, two_copies_at_once) {
  const Rule one_charge{.says = "two copies that are handled at the same time charge once",
                        .hint = "Both asked \"is there a payment?\" before there was one."};
  Scenario twice = till_with({told(accepted)});
  twice.faults.duplicates_per_event_max = 1;
  for (const Outcome& outcome : every_outcome_of(twice)) {
    ASSERT_GE(charged(outcome).size(), 1u) << outcome.story(charges);
    ASSERT_THAT(charged(outcome), SizeIs(1)) << outcome.story(one_charge);
    ASSERT_THAT(outcome.facts(payment::completed),
                ElementsAre(has_data("paymentId", charged(outcome)[0])))
        << outcome.story(announces);
  }
}
