#include "report/room_page.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <pugixml.hpp>

#include "report/reports.hpp"
#include "report/test_texts.hpp"
#include "report_samples.hpp"
#include "results/json_file.hpp"
#include "tests/scratch.hpp"

/// The page of a room, and the catalogue of mistakes that it uses.
namespace {

using namespace grader;
using namespace grader::report;
using nlohmann::json;
using testing::Contains, testing::ElementsAre, testing::HasSubstr, testing::IsEmpty, testing::Not,
    testing::SizeIs;
namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string page_of(const json& room, bool names, const fs::path& kit = OOO_DATA "/kit") {
  const Document document = read_document(room);
  return room_page(
      document, catalogues_of(kit, document),
      {.page = text_of(OOO_ROOT "/facilitator/grader/report/page.html"), .names = names});
}

/// Returns the `main` element of a page; it must be well-formed.
pugi::xml_document main_of(const std::string& page) {
  const std::size_t begin = page.find("<main>"), end = page.rfind("</main>");
  pugi::xml_document xml;
  const pugi::xml_parse_result result =
      xml.load_string(page.substr(begin, end + 7 - begin).c_str());
  EXPECT_TRUE(result) << result.description() << ": " << page.substr(begin + result.offset, 200);
  return xml;
}

int count(const pugi::xml_document& xml, const char* path) {
  return int(xml.select_nodes(path).size());
}

TEST(RoomPage, HasARowForEachSubmissionAndACellForEachFamily) {
  const pugi::xml_document main = main_of(page_of(samples::room(), true));
  EXPECT_EQ(count(main, "//tbody/tr[@data-points]"), 8);
  EXPECT_EQ(count(main, "//tr[@data-points][1]/td[contains(@class,'cell')]"), 7 + 9);
  EXPECT_EQ(count(main, "//tr[@data-points][1]/td[contains(@class,'holds')]"), 7 + 9);
}

TEST(RoomPage, SaysEachFamilyInAWordToo) {
  const pugi::xml_document main = main_of(page_of(samples::room(), false));
  EXPECT_EQ(count(main, "//td[contains(@class,'cell')]"),
            count(main, "//td[contains(@class,'cell')]/span[@class='unseen']"));
}

TEST(RoomPage, SaysWhatToTalkAbout) {
  const std::string page = page_of(samples::room(), false);
  EXPECT_THAT(page, HasSubstr("writes_<wbr/>without_<wbr/>a_<wbr/>condition"));
  EXPECT_THAT(page, HasSubstr("the jar is written whatever has become of it since it was read"));
  EXPECT_THAT(page, HasSubstr("facilitator/<wbr/>03_<wbr/>correlator/<wbr/>notes.md"));
  EXPECT_THAT(page, HasSubstr("not begun"));
  EXPECT_THAT(page, HasSubstr("not handed in"));
}

TEST(RoomPage, HasNoNamesUnlessAsked) {
  for (const char* name : {"anna", "boris", "clara", "dmitri", "hugo"}) {
    json room = samples::room();
    const std::string longer = std::string{name} + "-of-somewhere";
    for (json& submission : room["submissions"])
      if (submission["name"] == name) submission["name"] = longer;
    EXPECT_THAT(page_of(room, false), Not(HasSubstr(longer)));
    EXPECT_THAT(page_of(room, true), HasSubstr(longer));
  }
}

TEST(RoomPage, HasNothingThatAParticipantMayHaveWrittenUnlessAsked) {
  const json room = samples::room_with("MINE AND PRIVATE\n");
  EXPECT_THAT(page_of(room, false), Not(HasSubstr("MINE AND")));
  EXPECT_THAT(page_of(room, true), HasSubstr("MINE AND"));
}

TEST(RoomPage, NamesARuleThatStandsInTheTests) {
  const std::string rule = "a tip that is told twice is counted once";
  EXPECT_THAT(page_of(samples::room_with(rule), false, OOO_ROOT), HasSubstr("</strong> " + rule));
}

TEST(RoomPage, TakesHostileTextForText) {
  for (const bool names : {false, true}) {
    const std::string page = page_of(samples::room_with(samples::hostile), names);
    const pugi::xml_document main = main_of(page);
    EXPECT_EQ(count(main, "//script | //img"), 0);
    EXPECT_EQ(count(main, "//tr[@data-points]"), 8);
    for (const char c : page) ASSERT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
  }
}

TEST(RoomPage, IsShortWhateverPeopleSay) {
  std::string text;
  while (text.size() < 10'000'000) text += samples::hostile;
  json room = samples::room_of("boris");
  room["submissions"][0]["answers"][0]["failures"][0]["words"] = text;
  EXPECT_LT(page_of(room, true).size(), 100'000u);
}

TEST(RoomPage, OfNobodyIsAPage) {
  json room = samples::room();
  room["submissions"] = json::array();
  EXPECT_THAT(page_of(room, false), HasSubstr("0 submissions"));
  (void)main_of(page_of(room, false));
}

Document people(int number) {
  Document document;
  for (int i = 0; i < number; ++i)
    document.submissions.push_back({"p" + std::to_string(i), "", {}});
  return document;
}

/// More people than pairs of words.
TEST(Pseudonyms, AreDifferentForEverybody) {
  const std::vector<std::string> all = pseudonyms(people(1500));
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 1500u);
}

TEST(Pseudonyms, StayWhenOthersCome) {
  const std::vector<std::string> few = pseudonyms(people(10)), more = pseudonyms(people(12));
  EXPECT_EQ(few, std::vector<std::string>(more.begin(), more.begin() + 10));
}

TEST(Pseudonyms, DoNotFollowTheNames) {
  const std::vector<std::string> all = pseudonyms(people(30));
  EXPECT_FALSE(std::ranges::is_sorted(all));
  EXPECT_FALSE(std::ranges::is_sorted(all, std::ranges::greater{}));
}

/// Catalogue of the kit that has graded the sample. Later kits do not change it.
std::vector<Catalogue> catalogues() {
  return catalogues_of(OOO_DATA "/kit", read_document(samples::room()));
}
/// Catalogue of this kit.
std::vector<Catalogue> own_catalogues() {
  return catalogues_of(OOO_ROOT, read_document(samples::room()));
}

/// Returns an answer with the results of `fingerprint`.
Answer answer_with(const Fingerprint& fingerprint) {
  Answer answer;
  answer.verdict = "FAIL";
  for (const std::string& test : fingerprint.tests) {
    const std::size_t dot = test.find('.');
    answer.failures.push_back({.family = test.substr(0, dot), .test = test.substr(dot + 1)});
  }
  return answer;
}

TEST(Likeness, OfEachWrongAnswerIsToItself) {
  int wrong_answers = 0;
  for (const Catalogue& catalogue : own_catalogues()) {
    for (const WrongAnswer& wrong : catalogue.answers) {
      const Likeness likeness = likeness_of(answer_with(wrong.fingerprint), catalogue);
      EXPECT_TRUE(likeness.same_tests);
      EXPECT_THAT(likeness.like, Contains(&wrong)) << to_text(likeness);
      ++wrong_answers;
    }
  }
  EXPECT_GE(wrong_answers, 22);
}

TEST(Likeness, OfASkeletonIsThatNobodyHasBegun) {
  for (const char* name : {"dmitri", "greta"}) {
    const Document room = read_document(samples::room_of(name));
    const Answer& answer = room.submissions[0].answers[name == std::string{"dmitri"} ? 0 : 1];
    const auto all = catalogues();
    const auto catalogue = std::ranges::find(all, answer.activity, &Catalogue::folder);
    EXPECT_EQ(to_text(likeness_of(answer, *catalogue)), "not begun");
  }
}

TEST(Likeness, IsToldApartByTheScheduleWhereTheTestsAreTheSame) {
  const Document room = read_document(samples::room_of("boris"));
  EXPECT_EQ(to_text(likeness_of(room.submissions[0].answers[0], catalogues()[0])),
            "behaves like writes_without_a_condition");
}

const Catalogue catalogue_of_one{
    .folder = "00_lost_update",
    .answers = {{"known", "a mistake", {{"order.a", "timeout.b"}, ""}}}};

TEST(Likeness, IsNoneWhereAnotherTestFailsFirst) {
  const Catalogue& catalogue = catalogue_of_one;
  EXPECT_EQ(to_text(likeness_of(answer_with({{"order.c", "timeout.b"}, ""}), catalogue)),
            "like no known wrong answer");
  EXPECT_EQ(to_text(likeness_of(answer_with({{"order.a"}, ""}), catalogue)),
            "first fails the same test as known");
  EXPECT_EQ(to_text(likeness_of(answer_with({{"order.a", "timeout.b"}, ""}), catalogue)),
            "behaves like known");
}

TEST(Likeness, IsNotSaidOfWhatCrashedOrDidNotBuild) {
  const Catalogue& catalogue = catalogue_of_one;
  Answer answer = answer_with({{"order.a"}, ""});
  for (const char* verdict : {"CRASHED", "LIMIT", "NOT_BUILT", "INFRA_ERROR"}) {
    answer.verdict = verdict;
    EXPECT_EQ(likeness_of(answer, catalogue).kind, Likeness::Kind::unknown) << verdict;
  }
  answer.verdict = "PASS";
  answer.failures.clear();
  EXPECT_EQ(likeness_of(answer, catalogue).kind, Likeness::Kind::nothing_wrong);
}

TEST(Shape, HasTheVerbAndTheResultOfEachStep) {
  EXPECT_EQ(shape_of({{"get", "missing"}, {"put", "written"}, {"time", "none"}, {"get", "found"}}),
            "get: missing, put: written, time, get: found");
  EXPECT_EQ(shape_of({}), "");
}

TEST(Shape, OfManyStepsIsCut) {
  EXPECT_LT(shape_of(std::vector<Failure::Step>(10'000, {"put", "written"})).size(), 1'020u);
}

TEST(Catalogue, HasARecordALine) {
  const std::string text = to_text(catalogue_of_one);
  EXPECT_THAT(text, HasSubstr("\n{\"mistake\":\"a mistake\",\"name\":\"known\",\"tests\":["
                              "\"order.a\",\"timeout.b\"]}\n"));
}

TEST(Catalogue, KnowsTheRulesThatTheTestsName) {
  EXPECT_THAT(
      texts_in(
          "x = f(\"a \\\"rule\\\"\"\n   \" that goes on\"); // \"not\"\n'\"' R\"(\"no\")\" \"b\""),
      ElementsAre("a \"rule\" that goes on", "b"));
  const std::string rule = "a tip that is told twice is counted once";
  const Catalogue own = own_catalogues()[0];
  EXPECT_THAT(own.rules, Contains(rule));
}

TEST(Catalogue, ReadsWhatItWrites) {
  const Scratch scratch;
  for (const Catalogue& catalogue : own_catalogues()) {
    write_whole(scratch / "catalogue.json", to_text(catalogue));
    EXPECT_EQ(to_text(read_catalogue(scratch / "catalogue.json")), to_text(catalogue));
  }
}

TEST(Reports, AreWrittenWholeOrNotAtAll) {
  const Scratch scratch;
  write_whole(scratch / "a", "first");
  write_whole(scratch / "a", "second");
  EXPECT_EQ(text_of(scratch / "a"), "second");
  EXPECT_THROW(write_whole(scratch / "none" / "a", "x"), std::system_error);
  fs::create_directory(scratch / "folder");
  EXPECT_THROW(write_whole(scratch / "folder", "x"), std::system_error);
  EXPECT_THAT((std::vector<fs::path>{fs::directory_iterator{scratch.folder}, {}}), SizeIs(2))
      << "no temporary file is left";
}

TEST(Reports, AreThoseThatSomebodyWants) {
  const Scratch scratch;
  Reports wanted;
  wanted.junit = scratch / "junit.xml";
  wanted.html = scratch / "room.html";
  write_reports(samples::room(), wanted);
  EXPECT_THAT(text_of(wanted.junit), HasSubstr("<testsuites"));
  EXPECT_THAT(text_of(wanted.html), HasSubstr("Where the room is stuck"));
  EXPECT_THAT((std::vector<fs::path>{fs::directory_iterator{scratch.folder}, {}}), SizeIs(2));
}

}  // namespace
