#include <gtest/gtest.h>

#include <functional>

#include "fixtures/json_schema.hpp"
#include "report_samples.hpp"

/// report.schema.json, checked by an independent implementation.
namespace {

using nlohmann::json;

bool accepts(const json& document) {
  static const json rules =
      grader::samples::read(OOO_ROOT "/facilitator/grader/report.schema.json");
  return json_schema::complaints_about(document, rules).empty();
}

TEST(ReportSchema, AcceptsARoom) {
  EXPECT_TRUE(accepts(grader::samples::room()));
  json empty = grader::samples::room();
  empty["submissions"] = json::array();
  EXPECT_TRUE(accepts(empty));
}

TEST(ReportSchema, AcceptsTheMistakeThatAnAnswerBehavesLike) {
  json room = grader::samples::room();
  room["submissions"][1]["answers"][0]["behaves_like"] = {{"mistake", "m"}, {"hint", "h"}};
  EXPECT_TRUE(accepts(room));
}

TEST(ReportSchema, AcceptsWhateverAParticipantWrites) {
  EXPECT_TRUE(accepts(grader::samples::room_with("]]><script> | ` \\x1b")));
}

TEST(ReportSchema, RefusesWhatIsNoReport) {
  const std::vector<std::function<void(json&)>> spoilers{
      [](json& room) { room = json::array(); },
      [](json& room) { room["format"] = 2; },
      [](json& room) { room["when"] = "now"; },
      [](json& room) { room["kit"] = "md5:1"; },
      [](json& room) { room.erase("submissions"); },
      [](json& room) { room["activities"][0]["families"][0]["points"] = "20"; },
      [](json& room) { room["activities"][0]["number"] = 0; },
      [](json& room) { room["submissions"][0].erase("sentence"); },
      [](json& room) { room["submissions"][0]["answers"][0]["verdict"] = "GOOD"; },
      [](json& room) { room["submissions"][0]["answers"][0]["points"] = -1; },
      [](json& room) { room["submissions"][0]["answers"][0]["points"] = 1.5; },
      [](json& room) { room["submissions"][0]["answers"][0]["seconds"] = 1; },
      [](json& room) { room["submissions"][0]["answers"][0].erase("rule"); },
      [](json& room) { room["submissions"][0]["answers"][0]["attempt"] = 0; },
      [](json& room) { room["submissions"][0]["answers"][0]["hash"] = "sha256:"; },
      [](json& room) { room["submissions"][0]["answers"][0]["families"][0].erase("holds"); },
      [](json& room) { room["submissions"][1]["answers"][0]["failures"][0]["why"] = "x"; },
      [](json& room) {
        room["submissions"][1]["answers"][0]["behaves_like"] = {{"hint", "x"}};
      }};
  for (std::size_t i = 0; i < spoilers.size(); ++i) {
    json room = grader::samples::room();
    spoilers[i](room);
    EXPECT_FALSE(accepts(room)) << i;
  }
}

}  // namespace
