#include <gmock/gmock.h>

#include <filesystem>

#include "report/room_clock.hpp"
#include "report_samples.hpp"
#include "results/json_file.hpp"
#include "tests/left_behind.hpp"

/// Figures of the room for the clock page.
namespace {

using namespace grader;
using namespace grader::report;
using nlohmann::json;
using testing::AllOf, testing::HasSubstr, testing::Not, testing::StartsWith;

std::string figures_of(const json& room, const ClockLook& look = {}) {
  const Document document = read_document(room);
  return clock_figures(document, catalogues_of(OOO_DATA "/kit", document), look);
}

/// Returns the argument of showRoom().
json parsed(const std::string& script) {
  const std::size_t begin = script.find('('), end = script.rfind(')');
  return json::parse(script.substr(begin + 1, end - begin - 1));
}

TEST(ClockFigures, CountWhatIsHandedInAndWhatPasses) {
  const json room = parsed(figures_of(samples::room(), {.at = 7, .live = true}));
  EXPECT_EQ(room["at"], 7);
  EXPECT_EQ(room["live"], true);
  EXPECT_EQ(room["people"], 8) << "with the one whose archive is damaged";
  const json& tips = room["activities"].at(0);
  EXPECT_EQ(tips["folder"], "00_lost_update");
  EXPECT_EQ(tips["handedIn"], 7);
  EXPECT_EQ(tips["passes"], 1);
  EXPECT_EQ(tips["notBuilt"], 1);
  EXPECT_EQ(tips["waits"], 0);
  const json& pizzas = room["activities"].at(1);
  EXPECT_EQ(pizzas["handedIn"], 6);
  EXPECT_EQ(pizzas["notBegun"], 1) << "greta's skeleton";
}

TEST(ClockFigures, HaveTheHiddenFamiliesThatAreMissedMostOften) {
  const json room = parsed(figures_of(samples::room()));
  const json& families = room["activities"].at(1)["families"];
  EXPECT_EQ(families.at(0),
            json({{"name", "duplicate"}, {"bonus", false}, {"fails", 3}, {"judged", 5}}))
      << "of boris, clara and farid; skeletons do not count";
  int before = 8;
  for (const json& family : families) {
    EXPECT_NE(family["name"], "visible");
    EXPECT_NE(family["fails"], 0);
    if (family["bonus"]) continue;
    EXPECT_LE(family["fails"], before);
    before = family["fails"];
  }
  EXPECT_EQ(families.back()["name"], "crash") << "a bonus comes last";
}

TEST(ClockFigures, HaveTheCommonestMistakeIfOnlyOneFits) {
  const Catalogue catalogue{.folder = "00_lost_update",
                            .answers = {{"known", "a mistake", {{"order.a"}, ""}, "a hint"},
                                        {"rare", "another", {{"timeout.b"}, ""}, "its hint"},
                                        {"twin", "a twin", {{"stale.c"}, ""}},
                                        {"other_twin", "a twin too", {{"stale.c"}, ""}}}};
  Document document = read_document(samples::room_of("boris"));
  document.activities.resize(1);
  const Answer sample = document.submissions[0].answers[0];
  document.submissions.clear();
  for (const char* test : {"order.a", "order.a", "timeout.b", "stale.c", "stale.c", "stale.c"}) {
    Answer answer = sample;
    const std::string name = test;
    answer.failures = {
        {.family = name.substr(0, name.find('.')), .test = name.substr(name.find('.') + 1)}};
    document.submissions.push_back({"anna", "", {answer}});
  }
  const json room = parsed(clock_figures(document, {catalogue}, {}));
  EXPECT_EQ(room["activities"].at(0)["mistake"],
            json({{"says", "a mistake"}, {"hint", "a hint"}, {"count", 2}}));
}

TEST(ClockFigures, HaveNoNameAndNoTextOfAParticipant) {
  EXPECT_THAT(figures_of(samples::room()), AllOf(Not(HasSubstr("anna")), Not(HasSubstr("hugo"))));
  EXPECT_THAT(figures_of(samples::room_with("MINE AND PRIVATE\n")), Not(HasSubstr("MINE AND")));
  EXPECT_THAT(figures_of(samples::room_with(samples::hostile)),
              AllOf(StartsWith("showRoom({"), Not(HasSubstr("script")), Not(HasSubstr("img"))));
}

TEST(ClockFigures, OfAnEmptyRoomHaveNoActivities) {
  json room = samples::room();
  room["submissions"] = json::array();
  const json figures = parsed(figures_of(room));
  EXPECT_EQ(figures["people"], 0);
  EXPECT_TRUE(figures["activities"].empty());
}

TEST(ClockPage, LoadsTheFigures) {
  EXPECT_THAT(clock_with_room(file_text(OOO_ROOT "/facilitator/clock.html")),
              HasSubstr(R"(<body data-room="clock_room.js">)"));
  EXPECT_THROW(clock_with_room("<body>"), results::BadInput);
}

}  // namespace
