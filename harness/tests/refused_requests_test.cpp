#include <gmock/gmock.h>

#include "eda/store.hpp"
#include "sim/model/ports/text_bytes.hpp"
#include "sim/tell/outcome_search.hpp"
#include "tip_jar.hpp"

/// Requests of a handler that a real service always refuses. The delivery fails with a message that
/// names the request, in a calm run and in every schedule.
namespace {

using namespace tip_jar;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;
using OnTip = Task<> (*)(Event, Ports);

Task<> touches_a_path_and_its_parent(Event, Ports io) {
  const eda::Update both =
      eda::Update().set_if_missing("seen", Json::object()).set("seen.it", true).add("seen.n", 0);
  (void)co_await io.store.update("note", both);
}

Task<> forgets_the_key(Event, Ports io) {
  eda::Row<Json> note;
  note.value = "x";
  (void)co_await io.store.put(note);
}

Task<> publishes_eleven(Event tip, Ports io) {
  const std::vector<Event> eleven(11, filled(tip.data.at("cents")));
  (void)co_await io.bus.publish(eleven);
}

Task<> transacts_nothing(Event, Ports io) {
  const std::vector<eda::Write> none;
  (void)co_await io.store.transact_write(none);
}

Task<> adds_below_a_missing_parent(Event, Ports io) {
  const eda::Update below = eda::Update().add("seen.n", 1);
  (void)co_await io.store.update("note", below);
}

struct Refused {
  OnTip handler;
  std::string sentence;
};

const std::vector<Refused> all_refused{
    {touches_a_path_and_its_parent,
     "update \"note\": the paths \"seen\" and \"seen.it\" overlap. DynamoDB takes no path that "
     "leads "
     "into another one of the same update: set the outer object as a whole, or update twice."},
    {forgets_the_key,
     "put \"\": the partition key is empty. DynamoDB partition keys have 1 to 2048 bytes."},
    {publishes_eleven,
     "publish 11 events: EventBridge PutEvents takes up to 10 entries: publish the rest in further "
     "calls."},
    {transacts_nothing, "transaction: it has no writes. DynamoDB TransactWriteItems needs one."},
    {adds_below_a_missing_parent,
     "the path \"seen.n\" is invalid for update: there is no \"seen\" to put it into"}};

TEST(RefusedRequest, FailsItsDeliveryByASentence) {
  for (const Refused& refused : all_refused) {
    const sim::Outcome outcome = sim::run_calmly(scenario(refused.handler, {tip("anna")})).outcome;
    ASSERT_THAT(outcome.failures(), SizeIs(1)) << refused.sentence;
    EXPECT_EQ(outcome.failures()[0].service, "jar");
    EXPECT_EQ(outcome.failures()[0].event, tip("anna"));
    EXPECT_THAT(outcome.failures()[0].what, StartsWith(refused.sentence));
    EXPECT_THAT(outcome.broken_house_rule().says, HasSubstr(refused.sentence));
  }
}

TEST(RefusedRequest, FailsInEverySchedule) {
  for (const Refused& refused : all_refused) {
    sim::OutcomeSearch exploration{scenario(refused.handler, {tip("anna"), tip("boris")})};
    int outcomes = 0;
    while (const auto outcome = exploration.next()) {
      ++outcomes;
      EXPECT_THAT(outcome->outcome.failures(), SizeIs(2)) << refused.sentence;
    }
    EXPECT_GT(outcomes, 0);
  }
}

TEST(RefusedRequest, IsToldWithItsHandlerAndLine) {
  const sim::Outcome outcome = sim::run_calmly(scenario(forgets_the_key, {tip("anna")})).outcome;
  EXPECT_THAT(outcome.failures().at(0).what,
              testing::ContainsRegex(R"(\(the handler of com.bistro.tip.given, at )"
                                     R"(refused_requests_test.cpp:[0-9]+\)$)"));
}

Task<> catches_the_refusal(Event tip, Ports io) {
  try {
    (void)co_await io.store.transact_write(std::vector<eda::Write>{});
  } catch (const eda::InvalidRequest&) {
    io.log.info("refused");
  }
  (void)co_await io.bus.publish(filled(tip.data.at("cents")));
}

TEST(RefusedRequest, CanBeCaught) {
  const sim::Outcome outcome =
      sim::run_calmly(scenario(catches_the_refusal, {tip("anna")})).outcome;
  EXPECT_THAT(outcome.failures(), testing::IsEmpty());
  EXPECT_EQ(outcome.count(jar_filled), 1);
}

TEST(TextBytes, AreThoseOfTheDump) {
  const Json json = {{"plain", "a b~"},
                     {"quo\"te", "\\ \n \x01 \x7F"},
                     {"umlaut", "\u00e4 \xF0\x9F\x8D\x95"},
                     {"numbers", {0, -7, 1.5, 1e300, 18446744073709551615u}},
                     {"others", {true, false, nullptr, Json::array(), Json::object()}},
                     {"not UTF-8", "\xFF\xC3"}};
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  EXPECT_EQ(sim::text_bytes(json), text.size());
}

}  // namespace
