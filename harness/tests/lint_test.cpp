#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "eda/event.hpp"
#include "lint/input.hpp"
#include "lint/linter.hpp"
#include "lint/relation_rules.hpp"

namespace {

using eda::Json;
using lint::Finding;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const lint::Linter& linter() {
  static const lint::Linter instance = lint::read_linter(OOO_TEST_DATA "/../../..");
  return instance;
}

/// Rows of a table: why, events, and pairs of place and rule.
Json rows(const std::string& name) {
  std::ifstream file{OOO_TEST_DATA "/lint_" + name + ".json"};
  return Json::parse(file);
}

std::vector<Finding> findings_of(const Json& row) {
  std::vector<lint::Event> events;
  for (const Json& event : row.at("events"))
    events.push_back({"", static_cast<int>(events.size()) + 1, Json::json_pointer{}, event});
  return linter().check(events);
}

using Places = std::multiset<std::pair<std::string, std::string>>;

Places places_of(const std::vector<Finding>& findings) {
  Places places;
  for (const Finding& each : findings) places.emplace(each.pointer, each.rule);
  return places;
}

/// An event without any finding.
Json order_placed() {
  return {{"specversion", "1.0"},           {"id", "6f1c"},
          {"source", "/order-service"},     {"type", "com.example.order.placed"},
          {"time", "2026-01-13T10:00:00Z"}, {"data", {{"orderId", "1"}}}};
}

TEST(Lint, FindsNothingInGoodEvents) {
  const Json table = rows("good");
  for (const Json& row : table)
    for (const Finding& each : findings_of(row))
      ADD_FAILURE() << row.at("why") << ": " << each.pointer << " " << each.what;
  EXPECT_GE(table.size(), 30U);
}

TEST(Lint, FindsTheFaultsOfBadEventsAndNoOthers) {
  const Json table = rows("bad");
  for (const Json& row : table)
    EXPECT_EQ(places_of(findings_of(row)), row.at("findings").get<Places>()) << row.at("why");
  EXPECT_GE(table.size(), 60U);
}

TEST(Lint, SaysOfEachFindingWhatIsWrongWhatToDoAndWhereTheRuleIsFrom) {
  std::set<std::string> rules;
  for (const Json& row : rows("bad"))
    for (const Finding& each : findings_of(row)) {
      EXPECT_TRUE(each.what.ends_with('.') && each.cure.ends_with('.')) << each.what << each.cure;
      EXPECT_NE(lint::source_of(each.rule), "");
      rules.insert(each.rule);
    }
  EXPECT_EQ(rules.size(), 17U) << "a rule without a bad event: " << testing::PrintToString(rules);
}

/// Compares the findings on CloudEvents alone with the refusals of event.hpp.
TEST(Lint, AgreesWithTheVocabularyOnCloudEvents) {
  int refused = 0;
  for (const char* name : {"good", "bad"})
    for (const Json& row : rows(name))
      for (const Json& event : row.at("events")) {
        bool is_refused = false;
        try {
          eda::event_from_json(event);
        } catch (const eda::InvalidEvent&) {
          is_refused = true;
        }
        const auto findings = linter().check(event);
        const bool is_found = std::ranges::any_of(findings, [](const Finding& each) {
          return each.rule == "cloudevents" && each.what.find("is JSON.") == std::string::npos;
        });
        EXPECT_EQ(is_found, is_refused) << row.at("why");
        refused += is_refused;
      }
  EXPECT_GE(refused, 15);
}

TEST(Lint, AcceptsTheEventThatItsTestsChange) {
  EXPECT_THAT(linter().check(order_placed()), IsEmpty());
}

TEST(Lint, TakesTheDomainFromTheOwnersFile) {
  const lint::Owners garage{{{.name = "engine", .called = {{"motor"}}, .owns = {{"oil", "level"}}},
                             {.name = "tyre", .called = {}, .owns = {{"pressure"}}}}};
  const lint::Linter other{lint::read_vocabulary(OOO_TEST_DATA "/../../lint/data/vocabulary.json"),
                           garage};
  Json event = order_placed();
  event["source"] = "/motor";
  event["type"] = "com.garage.motor.started";
  event["data"] = {{"carId", "c"}, {"oilLevel", 3}, {"tyre_pressure", 2}, {"stockLevel", 5}};
  EXPECT_EQ(places_of(other.check(event)), (Places{{"/data/tyre_pressure", "ownership"}}));
}

TEST(Owners, AreCheckedForCirclesAndForTwoPublishersOfAType) {
  const lint::Owners owners{
      {{.name = "a", .publishes = {"com.a.one.done"}, .listens = {"com.a.two.done"}},
       {.name = "b", .publishes = {"com.a.two.done"}, .listens = {"com.a.one.done"}},
       {.name = "c", .publishes = {"com.a.two.done"}, .listens = {}}}};
  const auto findings = lint::check_owners(owners, "owners.json");
  EXPECT_EQ(places_of(findings), (Places{{"/services/0/publishes", "cycle"},
                                         {"/services/1/publishes", "cycle"},
                                         {"/services/2/publishes", "cycle"},
                                         {"/services/2/publishes", "publisher"}}));
  EXPECT_THAT(findings[0].what, HasSubstr("com.a.one.done -> com.a.two.done -> com.a.one.done"));
}

TEST(Owners, OfTheWorkshopHaveNoFindings) {
  const auto owners = lint::read_owners(OOO_TEST_DATA "/../../lint/data/owners.json");
  EXPECT_THAT(lint::check_owners(owners, ""), IsEmpty());
  EXPECT_GT(owners.services().size(), 10U);
}

TEST(Words, AreFoundInEverySpelling) {
  EXPECT_THAT(lint::words_of("s3Key"), ElementsAre("s3", "key"));
  EXPECT_THAT(lint::words_of("S3_KEY"), ElementsAre("s3", "key"));
  EXPECT_THAT(lint::words_of("HTTPStatus"), ElementsAre("http", "status"));
  EXPECT_THAT(lint::words_of("userIDs"), ElementsAre("user", "ids"));
  EXPECT_THAT(lint::words_of("order-service/v1"), ElementsAre("order", "service", "v1"));
  EXPECT_TRUE(lint::ends_with({"original", "filename"}, {"file", "name"}));
  EXPECT_TRUE(lint::ends_with({"home", "addresses"}, {"address"}));
  EXPECT_FALSE(lint::ends_with({"file", "name", "length"}, {"file", "name"}));
  EXPECT_TRUE(lint::has({"payment", "gateway", "eu"}, {"payment"}));
  EXPECT_FALSE(lint::has({"repayment"}, {"payment"}));
}

TEST(Input, IsOneEventAnArrayOrJsonLines) {
  const std::string event = order_placed().dump();
  EXPECT_EQ(lint::read_events(event, "a").events.size(), 1U);
  EXPECT_EQ(lint::read_events(order_placed().dump(2), "a").events.size(), 1U);
  const auto batch = lint::read_events("[" + event + "," + event + "]", "a");
  ASSERT_EQ(batch.events.size(), 2U);
  EXPECT_EQ(batch.events[1].place.to_string(), "/1");
  const auto lines = lint::read_events(event + "\n\n" + event + "\n", "a");
  ASSERT_EQ(lines.events.size(), 2U);
  EXPECT_EQ(lines.events[1].line, 3);
}

TEST(Input, MayBeAnEntryOfEventBridge) {
  const Json entry{{"detail-type", "x"}, {"detail", order_placed()}};
  const auto input = lint::read_events(entry.dump(), "a");
  ASSERT_EQ(input.events.size(), 1U);
  EXPECT_EQ(input.events[0].place.to_string(), "/detail");
  EXPECT_THAT(linter().check(input.events), IsEmpty());
}

TEST(Input, HasFindingsForTextThatIsNoJson) {
  const auto what = [](const std::string& text) {
    const auto findings = lint::read_events(text, "a").findings;
    return findings.size() == 1 && findings[0].rule == "json" ? findings[0].what : "";
  };
  EXPECT_THAT(what("{"), HasSubstr("This is no JSON at line 1, column 2: "));
  EXPECT_THAT(what(""), HasSubstr("This is no JSON"));
  EXPECT_THAT(what("\xEF\xBB\xBF{}"), HasSubstr("byte order mark"));
  EXPECT_THAT(what(R"({"a":{"b":1,"b":2}})"), HasSubstr(R"("b" is given twice)"));
  EXPECT_THAT(what(R"([{"a":1},{"a":1}])"), "") << "one name in two objects";
  EXPECT_THAT(what("{}\n{"), HasSubstr("This is no JSON"));
  EXPECT_EQ(what(R"({"a":)" + std::string(100000, '[') + std::string(100000, ']') + "}"),
            "The JSON is nested in more than 200 levels.");
}

TEST(Input, IsLintedAsItIs) {
  const auto input = lint::read_events(order_placed().dump() + "\n{\"id\":\"e-1\"}", "a.jsonl");
  for (const Finding& each : linter().check(input.events)) {
    EXPECT_EQ(each.file, "a.jsonl");
    EXPECT_EQ(each.line, 2);
  }
}

TEST(Input, MayBeNestedAsDeeplyAsAPayload) {
  const auto nested = [](int levels) {
    Json event = order_placed();
    event["data"]["deep"] = Json::parse(std::string(levels, '[') + std::string(levels, ']'));
    return places_of(linter().check(event));
  };
  EXPECT_EQ(nested(100), Places{});
  EXPECT_EQ(nested(1000), (Places{{"", "json"}}));
}

TEST(Vocabulary, NamesTheFileThatItCannotRead) {
  try {
    lint::read_vocabulary("nowhere/vocabulary.json");
    FAIL() << "read";
  } catch (const lint::InvalidData& error) {
    EXPECT_STREQ(error.what(), "nowhere/vocabulary.json: the file cannot be read");
  }
}

}  // namespace
