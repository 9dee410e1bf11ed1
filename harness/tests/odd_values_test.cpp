#include "odd_values.hpp"

#include <gmock/gmock.h>

#include "eda/detail/text.hpp"
#include "eda/limits.hpp"

namespace {

using namespace odd;
using testing::EndsWith;
using testing::HasSubstr;

class OddValue : public testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(Each, OddValue, testing::ValuesIn(cases()),
                         [](const auto& info) { return info.param.name; });

TEST_P(OddValue, IsCarriedOrFailsTheDeliveryWithASentence) {
  const std::vector<sim::Suspension> asks = asks_of(GetParam().handler);
  const Json& end = asks.back().action;
  EXPECT_NO_THROW((void)end.dump());
  for (const sim::Suspension& ask : asks) EXPECT_EQ(ask, ask) << "it equals itself";
  if (GetParam().refusal.empty()) {
    EXPECT_EQ(end, Json::object({{"do", "done"}}));
    return;
  }
  ASSERT_EQ(end.at("do"), "threw") << end;
  EXPECT_THAT(end.at("what").get<std::string>(), HasSubstr(GetParam().refusal));
}

std::string what_of(Task<> (*handler)(Event, Ports)) {
  return asks_of(handler).back().action.at("what");
}

int line = 0;

/// Returns `what_of(handler)` and its expected end: "at odd_values_test.cpp:26)".
std::pair<std::string, std::string> what_and_place(Task<> (*handler)(Event, Ports),
                                                   const std::string& relation) {
  std::string what = what_of(handler);
  return {std::move(what), " (the handler of com.bistro.tip.given, " + relation +
                               " odd_values_test.cpp:" + std::to_string(line) + ")"};
}

Task<> puts_latin1(Event, Ports io) {
  const eda::Item row{"note", latin1};
  line = __LINE__ + 1;
  (void)co_await io.store.put(row);
}

TEST(Refusal, NamesTheRequestTheHandlerTheLineAndTheByte) {
  const auto [what, place] = what_and_place(puts_latin1, "at");
  EXPECT_EQ(what,
            "store put \"note\": its \"/value\" is not UTF-8: byte 4 is 0xE9; text in JSON must be "
            "UTF-8" +
                place);
}

Task<> helper(Ports io) {
  Event event = fact();
  event.data["note"] = latin1;
  line = __LINE__ + 1;
  (void)co_await io.bus.publish(event);
}

Task<> publishes_latin1_in_a_helper(Event, Ports io) { co_await helper(io); }

TEST(Refusal, NamesTheLineOfAHelper) {
  const auto [what, place] = what_and_place(publishes_latin1_in_a_helper, "at");
  EXPECT_THAT(what, EndsWith(place));
}

Task<> logs_latin1_after_an_await(Event, Ports io) {
  line = __LINE__ + 1;
  co_await io.timers.cancel("a");
  io.log.info(latin1);
}

TEST(Refusal, NamesTheAwaitBeforeALogLine) {
  const auto [what, place] = what_and_place(logs_latin1_after_an_await, "after");
  EXPECT_THAT(what, EndsWith(place));
  const auto at_once = [](Event, Ports io) -> Task<> {
    io.log.info(latin1);
    co_return;
  };
  EXPECT_THAT(what_of(at_once), EndsWith("before its first co_await)"));
}

/// Scope guard that logs: its destructor must not throw.
struct SaysGoodbye {
  eda::Log& log;
  ~SaysGoodbye() { log.info(latin1); }
};

TEST(LogLine, ThatIsNotUtf8ThrowsNothingInADestructor) {
  const auto handler = [](Event, Ports io) -> Task<> {
    const SaysGoodbye goodbye{io.log};
    co_return;
  };
  EXPECT_THAT(what_of(handler), HasSubstr("byte 4 is 0xE9"));
}

std::vector<std::string> log_of(Task<> (*handler)(Event, Ports)) {
  return asks_of(handler).front().said;
}

TEST(LogLines, BeyondALimitAreLeftOut) {
  const std::string note = "(further lines are left out: 1000 lines and 64 KiB are kept)";
  const auto lines = log_of([](Event, Ports io) -> Task<> {
    for (int i = 0; i < 10'001; ++i) io.log.info("x");
    co_return;
  });
  EXPECT_EQ(lines.size(), 1001u);
  EXPECT_EQ(lines.back(), note);
  const auto bytes = log_of([](Event, Ports io) -> Task<> {
    for (int i = 0; i < 3; ++i) io.log.info(std::string(40'000, 'x'));
    co_return;
  });
  EXPECT_EQ(bytes, (std::vector<std::string>{std::string(40'000, 'x'), note}));
}

Task<> asks_without_end(Event, Ports io) {
  while (true) {
    const eda::Item row{"note", std::string(300'000, 'x')};
    (void)co_await io.store.put(row);
  }
}

TEST(Delivery, AsksForALimitedNumberOfBytes) {
  Event tip{"com.bistro.tip.given"};
  sim::HandlerCoroutine run{eda::handler(asks_without_end), tip, Instant{}};
  int count = 0;
  for (; !run.suspension().is_end() && count < 100; ++count)
    run.resume(Json::object({{"result", "written"}}), Instant{});
  EXPECT_EQ(count, int(eda::limits::delivery_bytes_max / 300'000));
  EXPECT_THAT(run.suspension().action.at("what").get<std::string>(), HasSubstr("more than 8 MiB"));
}

TEST(Delivery, IsToldALimitedNumberOfBytes) {
  Event tip{"com.bistro.tip.given"};
  const auto reads = [](Event, Ports io) -> Task<> {
    while (true) (void)co_await io.store.get<Json>("note");
  };
  sim::HandlerCoroutine run{eda::handler(+reads), tip, Instant{}};
  int count = 0;
  for (; !run.suspension().is_end() && count < 100; ++count)
    run.resume(Json::object({{"version", 1}, {"value", std::string(300'000, 'x')}}), Instant{});
  EXPECT_EQ(count, int(eda::limits::delivery_bytes_max / 300'000) + 1);
  EXPECT_THAT(run.suspension().action.at("what").get<std::string>(), HasSubstr("more than 8 MiB"));
}

TEST(AsUtf8, EscapesBytesAndCutsBetweenCharacters) {
  using eda::detail::as_utf8;
  EXPECT_EQ(as_utf8("caf\xE9!", 100), "caf\\xE9!");
  EXPECT_EQ(as_utf8("caf\u00e9", 5), "caf\u00e9");
  EXPECT_EQ(as_utf8("caf\u00e9s", 6), "caf\u00e9s");
  EXPECT_EQ(as_utf8("\u00e9\u00e9\u00e9\u00e9", 7), "\u00e9\u00e9…");
  EXPECT_EQ(as_utf8("", 10), "");
}

}  // namespace
