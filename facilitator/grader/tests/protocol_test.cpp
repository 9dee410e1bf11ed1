#include <gmock/gmock.h>

#include <cmath>

#include "protocol/actions.hpp"
#include "protocol/talk.hpp"
#include "tests/odd_values.hpp"

/// The protocol accepts the values that the ports accept, and no others.
namespace {

using namespace grader;

std::string body(const std::string& frame) { return frame.substr(header_bytes); }

Json reply_with(const Json& action, Json said = Json::array()) {
  const Json ask = {{"action", action}, {"clock", false}, {"said", std::move(said)}};
  return {{"v", protocol_version}, {"asks", {ask}}};
}

Command one_question(std::size_t told) {
  Command command;
  command.history.resize(told);
  return command;
}

/// The requests of a handler in a participant's run reach the judge unchanged in a graded run.
TEST(Reply, CarriesWhateverAHandlerCanAsk) {
  for (const odd::Case& one : odd::cases()) {
    const std::vector<sim::Suspension> asks = odd::asks_of(one.handler);
    const std::string frame = to_frame(to_json(asks));
    ASSERT_LE(frame.size() - header_bytes, frame_bytes_max) << one.name;
    EXPECT_NO_THROW({
      const auto read = reply_from(body_of(body(frame)), one_question(asks.size() - 1));
      EXPECT_EQ(read, asks) << one.name;
    }) << one.name;
  }
}

eda::Task<> fills_its_delivery(eda::Event, odd::Ports io) {
  while (true) {
    const eda::Item row{"note", Json::array({std::string(100'000, 'x'), 0.5, "", -1})};
    (void)co_await io.store.put(row);
  }
}

TEST(Reply, HoldsAllThatOneDeliveryMaySay) {
  const sim::History whole{
      .replies = std::vector<sim::TimedReply>(100, {Json{{"result", "written"}}, sim::Instant{}})};
  const std::vector<sim::Suspension> asks =
      sim::run_history(eda::handler(fills_its_delivery), whole);
  ASSERT_TRUE(asks.back().is_end());
  const std::string frame = to_frame(to_json(asks));
  EXPECT_GT(frame.size(), eda::limits::delivery_bytes_max * 9 / 10);
  EXPECT_EQ(reply_from(body_of(body(frame)), one_question(100)), asks);
}

/// Forged replies, since the kit's own writer rejects these values.
TEST(Reply, HasNothingWithoutAFormInJson) {
  for (const Json& what : {Json("caf\xE9"), Json::binary({1})})
    EXPECT_THROW(reply_from(reply_with({{"do", "threw"}, {"what", what}}), one_question(0)),
                 ProtocolError);
  const Json log = reply_with({{"do", "done"}}, {"caf\xE9"});
  EXPECT_THROW(reply_from(log, one_question(0)), ProtocolError);
  for (const Json& value : {Json(std::nan("")), Json("caf\xE9"), Json::binary({1})}) {
    const Json write = {
        {"verb", "put"}, {"key", {"a", ""}}, {"condition", Json::array()}, {"value", value}};
    const Json put = {{"port", "store"}, {"do", "write"}, {"writes", {write}}};
    EXPECT_THROW(reply_from(reply_with(put), one_question(0)), ProtocolError);
  }
}

TEST(Action, HasAnEventThatCanBeRead) {
  const auto schedule = [](Json event) {
    event["type"] = "t";
    return Json{{"port", "timers"}, {"do", "schedule"}, {"name", "a"}, {"at", 0}, {"event", event}};
  };
  EXPECT_NO_THROW(check_action(schedule({{"time", "2026-01-13T10:00:00Z"}, {"trace", {1}}})));
  EXPECT_NO_THROW(check_action(schedule({{"data_base64", "Zm9vYg=="}})));
  for (const Json& bad : {Json{{"time", "soon"}}, Json{{"data_base64", "?"}},
                          Json{{"data_base64", "Zm9v"}, {"data", 1}}, Json{{"subject", 1}}})
    EXPECT_THROW(check_action(schedule(bad)), ProtocolError) << bad;
}

TEST(Command, CarriesBytesFarMomentsAndDeepRows) {
  Command command = one_question(0);
  command.event.type = "com.bistro.tip.given";
  command.event.data = "foob";
  command.event.data_is_bytes = true;
  command.now = sim::Instant::max();
  command.history.push_back(
      {Json{{"version", 1}, {"value", odd::nested(1000)}}, sim::Instant::min()});
  const Command read = command_from(body_of(body(to_frame(to_json(command))), command_nesting_max));
  EXPECT_EQ(read.event, command.event);
  EXPECT_TRUE(read.event.data_is_bytes);
  EXPECT_EQ(read.now, command.now);
  EXPECT_EQ(read.history[0].reply, command.history[0].reply);
  EXPECT_EQ(read.history[0].at, command.history[0].at);
}

}  // namespace
