#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "lint/vocabulary.hpp"
#include "scratch.hpp"
#include "workshop/lint.hpp"
#include "workshop/workshop.hpp"

namespace {

using eda::Json;
using testing::HasSubstr;
using testing::Not;

const std::filesystem::path root{OOO_TEST_DATA "/../../.."};

constexpr const char* good = R"({"specversion": "1.0", "id": "6f1c", "source": "/order-service",
  "type": "com.example.order.placed", "time": "2026-01-13T10:00:00Z", "data": {"orderId": "1"}})";
constexpr const char* bad = R"({"specversion": "1.0", "id": "7a2d", "source": "/order-service",
  "type": "com.example.order.cancel", "time": "2026-01-13T10:00:00Z", "data": {"orderId": "1"}})";

class WorkshopLint : public testing::Test {
 protected:
  std::string file_with(const std::string& name, const std::string& text) {
    std::ofstream{scratch_ / name} << text;
    return (scratch_ / name).string();
  }

  workshop::Linted lint(const std::string& text, const std::string& owners = "") {
    return workshop::lint_files(root, {file_with("events.json", text)}, owners);
  }

  Scratch scratch_;
};

TEST_F(WorkshopLint, CountsTheEventsOfAllFiles) {
  const auto linted = workshop::lint_files(
      root, {file_with("a.json", good), file_with("b.json", std::string{"["} + bad + "]")}, "");
  EXPECT_EQ(linted.events, 2U);
  ASSERT_EQ(linted.findings.size(), 1U);
  EXPECT_TRUE(linted.findings[0].file.ends_with("b.json"));
  EXPECT_EQ(linted.findings[0].pointer, "/0/type");
}

TEST_F(WorkshopLint, FindsTheEventsOfAnAnswer) {
  const auto linted = lint(std::string{R"({"owners": {"a": "b"}, "events": {"kitchen": [)"} + good +
                           "," + bad + "]}}");
  EXPECT_EQ(linted.events, 2U);
  ASSERT_EQ(linted.findings.size(), 1U);
  EXPECT_EQ(linted.findings[0].pointer, "/events/kitchen/1/type");
  EXPECT_EQ(lint(R"({"owners": {"a": "b"}})").events, 1U) << "which lacks all that an event has";
}

TEST_F(WorkshopLint, DoesNotTakeTheEventWithinAnEventForIt) {
  const auto linted = lint(std::string{R"({"id": "1", "source": "/a", "type": "com.example.a.sent",
    "time": "2026-01-13T10:00:00Z", "data": {"orderId": "1", "about": )"} +
                           good + "}}");
  ASSERT_EQ(linted.events, 1U);
  EXPECT_EQ(linted.findings.at(0).pointer, "");
}

TEST_F(WorkshopLint, PrintsPlaceRuleCureAndSource) {
  const std::string report = workshop::lint_report(lint(bad), {});
  EXPECT_THAT(report, HasSubstr("events.json /type  command\n"));
  EXPECT_THAT(report, HasSubstr("\n  The type \"com.example.order.cancel\" gives an order.\n"));
  EXPECT_THAT(report, HasSubstr("\n  To do: Publish what has happened in your own service"));
  EXPECT_THAT(report, HasSubstr("\n  Source: emit facts, not commands\n"));
  EXPECT_THAT(report, HasSubstr("\n1 finding in 1 event.\n"));
  EXPECT_EQ(workshop::lint_report(lint(good), {}), "No findings in 1 event.\n");
}

TEST_F(WorkshopLint, PaintsForATerminalWithColourOnly) {
  EXPECT_THAT(workshop::lint_report(lint(bad), {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(workshop::lint_report(lint(bad), {.colour = true}), HasSubstr("\x1b[31mcommand"));
}

TEST_F(WorkshopLint, NamesTheLineOfJsonLines) {
  const std::string lines = Json::parse(good).dump() + "\n" + Json::parse(bad).dump() + "\n";
  EXPECT_THAT(workshop::lint_report(lint(lines), {}), HasSubstr("events.json:2 /type  command\n"));
  const Json json = Json::parse(workshop::lint_json(lint(lines)));
  EXPECT_EQ(json.at("events"), 2);
  ASSERT_EQ(json.at("findings").size(), 1U);
  EXPECT_EQ(json["findings"][0]["line"], 2);
  EXPECT_EQ(json["findings"][0]["pointer"], "/type");
  EXPECT_EQ(json["findings"][0]["rule"], "command");
}

TEST_F(WorkshopLint, HasNoLineInOtherFiles) {
  const Json json = Json::parse(workshop::lint_json(lint(bad)));
  EXPECT_EQ(json["findings"][0]["line"], nullptr);
}

TEST_F(WorkshopLint, WritesJsonOfTextThatIsNotUtf8) {
  EXPECT_EQ(Json::parse(workshop::lint_json(lint("{\"a\xE9\": 1}"))).at("events"), 0);
}

TEST_F(WorkshopLint, ChecksTheOwnersFileToo) {
  const std::string owners =
      file_with("owners.json", R"({"services": [{"name": "shop", "publishes": ["com.a.sale.made"],
                                       "listens": ["com.a.sale.made"]}]})");
  const auto linted = lint(good, owners);
  ASSERT_EQ(linted.findings.size(), 1U);
  EXPECT_EQ(linted.findings[0].rule, "cycle");
  EXPECT_EQ(linted.findings[0].pointer, "/services/0/publishes");
}

TEST_F(WorkshopLint, RefusesFilesThatItCannotRead) {
  EXPECT_THROW(workshop::lint_files(root, {"nowhere.json"}, ""), workshop::BadUsage);
  EXPECT_THROW(workshop::lint_files(root, {scratch_.folder.string()}, ""), workshop::BadUsage);
  EXPECT_THROW(lint(good, file_with("owners.json", R"({"services": [{}]})")), lint::InvalidData);
}

}  // namespace
