#include <gmock/gmock.h>

#include <algorithm>

#include "report/formats.hpp"
#include "report_samples.hpp"

/// Points of a room: the table for a terminal, and the sums in each format.
namespace {

using namespace grader::report;
using nlohmann::json;
using testing::HasSubstr, testing::Not;

json answer(const std::string& activity, const std::string& verdict, int points, int bonus = 0) {
  const bool is_there = verdict != "NOT_HANDED_IN";
  return {{"activity", activity},
          {"verdict", verdict},
          {"sentence", "A sentence."},
          {"level", "L3"},
          {"hidden_tests_ran", true},
          {"points", points},
          {"points_max", 100},
          {"bonus", bonus},
          {"families", json::array()},
          {"failures", json::array()},
          {"details", ""},
          {"rule", ""},
          {"attempt", 1},
          {"hash", is_there ? "sha256:1" : ""}};
}

json activity(const std::string& folder) {
  return {{"folder", folder},
          {"number", folder.substr(0, 2)},
          {"title", folder},
          {"points_max", 100},
          {"families", json::array()}};
}

json submission(const std::string& name, const std::string& sentence, const json& answers) {
  return {{"name", name}, {"sentence", sentence}, {"answers", answers}};
}

json room(const json& submissions) {
  return {{"format", 1},
          {"kit", "sha256:kit"},
          {"activities", {activity("00_lost_update"), activity("03_correlator")}},
          {"submissions", submissions}};
}

std::string table_of(const json& room) { return room_text(read_document(room)); }

TEST(RoomText, HasEverybodysPoints) {
  const json document = room(
      {submission("anna", "",
                  {answer("00_lost_update", "PASS", 100, 10), answer("03_correlator", "FAIL", 66)}),
       submission(
           "Ren\xC3\xA9", "",
           {answer("00_lost_update", "NOT_BUILT", 0), answer("03_correlator", "NOT_HANDED_IN", 0)}),
       submission("zoe", "It is empty.", json::array())});
  EXPECT_EQ(table_of(document),
            "Who   00              03             Points of 200\n"
            "anna  100 +10         66             166 +10\n"
            "Ren\xC3\xA9  does not build  not handed in  0\n"
            "zoe   not handed in   not handed in  0\n"
            "    It is empty.\n");
}

TEST(RoomText, SaysWhatCannotBeReadAndWhatIsOurFault) {
  json unread = answer("00_lost_update", "NOT_BUILT", 0);
  unread["hash"] = "";
  const std::string table = table_of(room(
      json::array({submission("a", "", {unread, answer("03_correlator", "INFRA_ERROR", 0)})})));
  EXPECT_THAT(table, HasSubstr("cannot be read"));
  EXPECT_THAT(table, HasSubstr("grader error"));
  EXPECT_THAT(table, Not(HasSubstr("does not build")));
}

TEST(RoomText, TakesHostileNamesForNames) {
  const std::string name = "\x1b[2J\n" + std::string(300, 'x');
  const std::string table = table_of(room(json::array({submission(name, "", json::array())})));
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 2);
  EXPECT_THAT(table, Not(HasSubstr("\x1b")));
}

/// Returns the points of the families that hold.
int sum_of(const Answer& answer, const Activity& activity, bool bonus) {
  double sum = 0;
  for (const Line& line : lines_of(answer, activity))
    if (line.state == Line::State::holds && line.bonus == bonus) sum += line.points;
  return int(sum);
}

TEST(Points, OfThePartsAddUpToThePointsShown) {
  const Document document = read_document(grader::samples::room());
  int judged = 0;
  for (const Submission& submission : document.submissions)
    for (const Answer& answer : submission.answers) {
      if (answer.families.empty()) continue;
      const Activity& activity = *document.activity(answer.activity);
      EXPECT_EQ(sum_of(answer, activity, false), answer.points) << submission.name;
      EXPECT_EQ(sum_of(answer, activity, true), answer.bonus) << submission.name;
      ++judged;
    }
  EXPECT_GT(judged, 0);
}

TEST(Points, OfGradescopesTestsAddUpToItsScore) {
  for (const char* name : {"anna", "boris", "clara"}) {
    const json results = json::parse(gradescope(read_document(grader::samples::room_of(name))));
    double sum = 0;
    for (const json& test : results.at("tests")) sum += test.at("score").get<double>();
    EXPECT_EQ(sum, results.at("score").get<double>()) << name;
  }
}

}  // namespace
