#include "patterns/event_pattern.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <string>

namespace {

using eda::EventPattern;
using eda::Json;

/// Table of cases: why, pattern, and either event and matches, or the message of the refusal.
Json cases() {
  std::ifstream file{OOO_TEST_DATA "/event_patterns.json"};
  return Json::parse(file);
}

std::string refusal(const Json& pattern) {
  try {
    EventPattern{pattern};
  } catch (const eda::InvalidPattern& error) {
    return error.what();
  }
  return "accepted";
}

TEST(EventPattern, MatchesAsInTheTableOfCases) {
  int matching = 0;
  int others = 0;
  for (const Json& each : cases()) {
    if (each.contains("refused")) continue;
    const bool expected = each.at("matches");
    EXPECT_EQ(eda::matches(each.at("pattern"), each.at("event")), expected) << each.dump();
    ++(expected ? matching : others);
  }
  EXPECT_GT(matching, 100);
  EXPECT_GT(others, 100);
}

TEST(EventPattern, IsRefusedAsInTheTableOfCases) {
  int refused = 0;
  for (const Json& each : cases()) {
    if (not each.contains("refused")) continue;
    EXPECT_EQ(refusal(each.at("pattern")), each.at("refused")) << each.at("why");
    ++refused;
  }
  EXPECT_GT(refused, 50);
}

TEST(EventPattern, HasAReasonForEachCase) {
  std::set<std::string> reasons;
  for (const Json& each : cases()) EXPECT_TRUE(reasons.insert(each.at("why")).second) << each;
}

TEST(EventPattern, IsCompiledOnceAndMatchesManyEvents) {
  const EventPattern failures{{{"type", {{{"suffix", ".failed"}}}}}};
  const EventPattern copy = failures;
  EXPECT_TRUE(failures.matches({{"type", "payment.failed"}}));
  EXPECT_FALSE(copy.matches({{"type", "payment.done"}}));
  EXPECT_TRUE(copy.matches({{"type", "stock.failed"}}));
}

TEST(EventPattern, NamesItsFileInTheMessage) {
  try {
    EventPattern(Json{{"type", "x"}}, "rules/all.json");
    FAIL() << "accepted";
  } catch (const eda::InvalidPattern& error) {
    EXPECT_STREQ(error.what(),
                 R"(rules/all.json at /type: this is "x"; put it into an array, like ["x"])");
  }
}

TEST(EventPattern, RefusesTextThatIsNotUtf8) {
  EXPECT_EQ(refusal({{"type", {"\xE9"}}}).substr(0, 48),
            "pattern: the value at /type/0 is not UTF-8: byte");
}

TEST(EventPattern, MatchesAnEventWithTextThatIsNotUtf8) {
  const EventPattern pattern{{{"a", {{{"equals-ignore-case", "\u00e9"}}}}}};
  EXPECT_TRUE(pattern.matches({{"a", "\u00c9"}}));
  EXPECT_FALSE(pattern.matches({{"a", "\xE9"}}));
}

TEST(EventPattern, ChoosesAmongManyElementsOfManyArrays) {
  Json event;
  Json pattern;
  for (const char* array : {"a", "b", "c", "d", "e", "f"}) {
    for (int i = 0; i < 200; ++i) event[array].push_back({{"x", i}, {"y", -i}});
    pattern[array] = {{"x", {7}}, {"y", {-7}}};
  }
  EXPECT_TRUE(eda::matches(pattern, event));
  pattern["f"]["y"] = {-8};
  EXPECT_FALSE(eda::matches(pattern, event));
}

}  // namespace
