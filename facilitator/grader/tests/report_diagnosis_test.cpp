#include <gmock/gmock.h>

#include <pugixml.hpp>

#include "answers/wrong_answer.hpp"
#include "grade/diagnosis.hpp"
#include "grade/report.hpp"
#include "report/formats.hpp"
#include "report/room_page.hpp"
#include "report_samples.hpp"
#include "tests/scratch.hpp"

/// The known mistake that a failing answer behaves like: in the report of a participant, and
/// counted on the page of a room.
namespace {

using namespace grader;
using namespace grader::report;
using nlohmann::json;
using testing::AllOf, testing::Each, testing::ElementsAre, testing::HasSubstr, testing::Not,
    testing::StartsWith;
namespace fs = std::filesystem;

/// A kit with a catalogue of the Tip Jar. Of its wrong answers, two fail the same tests.
class SmallKit : public testing::Test {
 protected:
  SmallKit() {
    fs::create_directories(wrong());
    write(wrong() / "catalogue.json", to_text(catalogue_));
    for (const WrongAnswer& wrong_answer : catalogue_.answers)
      write(wrong() / (wrong_answer.name + ".diff"),
            "// Mistake: " + wrong_answer.mistake + "\n// Rejected by: order.a\n// Hint: Which " +
                wrong_answer.name + "?\n");
  }
  fs::path wrong() const { return root() / "facilitator" / folder_ / "wrong"; }
  const fs::path& root() const { return scratch_.folder; }
  static void write(const fs::path& file, const std::string& text) { std::ofstream{file} << text; }

  /// Returns an answer that fails these tests, with the schedule "get: missing".
  static Graded failing(const std::vector<std::string>& tests) {
    Graded graded{.activity = folder_, .verdict = Verdict::fail, .hidden_tests_ran = true};
    graded.score.families = {{.name = "order", .tests = 1}};
    for (const std::string& test : tests) {
      const std::size_t dot = test.find('.');
      graded.failures.push_back({.family = test.substr(0, dot), .test = test.substr(dot + 1)});
      graded.failures.back().schedule = {{{"verb", "get"}, {"result", "missing"}}};
    }
    return graded;
  }
  std::string mistake_of(Graded graded) const {
    diagnose(graded, root());
    return graded.behaves_like ? graded.behaves_like->mistake : "none";
  }

  static constexpr const char* folder_ = "00_lost_update";
  const Catalogue catalogue_{
      .folder = folder_,
      .skeleton = {{"order.a", "reorder.b"}, "get: missing"},
      .answers = {{"alone", "counts twice", {{"order.a", "timeout.d"}, ""}},
                  {"one_twin", "reads late", {{"crash.e"}, "put: written"}},
                  {"other_twin", "writes early", {{"crash.e"}, "put: refused"}},
                  {"third", "forgets", {{"stale.f"}, "put: written"}},
                  {"fourth", "repeats", {{"stale.f"}, "get: missing"}}}};

 private:
  Scratch scratch_;
};

TEST_F(SmallKit, NamesTheOnlyMistakeThatFits) {
  EXPECT_EQ(mistake_of(failing({"order.a", "timeout.d"})), "counts twice");
  EXPECT_EQ(mistake_of(failing({"stale.f"})), "repeats") << "its schedule differs from the other";
}

TEST_F(SmallKit, SaysNothingWhereTwoMistakesFit) {
  EXPECT_EQ(mistake_of(failing({"crash.e"})), "none");
}

TEST_F(SmallKit, SaysNothingWhereNoMistakeFits) {
  EXPECT_EQ(mistake_of(failing({"order.z"})), "none");
  EXPECT_EQ(mistake_of(failing({"order.a"})), "none") << "only the first failing test is the same";
  EXPECT_EQ(mistake_of(failing({"order.a", "timeout.d", "stale.f"})), "none");
  EXPECT_EQ(mistake_of(failing({})), "none");
}

TEST_F(SmallKit, SaysNothingOfASkeleton) {
  EXPECT_EQ(mistake_of(failing({"order.a", "reorder.b"})), "none");
}

TEST_F(SmallKit, SaysNothingOfAnswersThatTheTestsDoNotDescribe) {
  for (const Verdict verdict : {Verdict::crashed, Verdict::limit, Verdict::infra_error}) {
    Graded graded = failing({"order.a", "timeout.d"});
    graded.verdict = verdict;
    EXPECT_EQ(mistake_of(graded), "none") << to_string(verdict);
  }
  Graded graded = failing({"order.a", "timeout.d"});
  graded.hidden_tests_ran = false;
  EXPECT_EQ(mistake_of(graded), "none");
}

TEST_F(SmallKit, SaysNothingWithoutACatalogue) {
  fs::remove(wrong() / "catalogue.json");
  EXPECT_EQ(mistake_of(failing({"order.a", "timeout.d"})), "none");
}

const std::string told = "It behaves like: counts twice\nHint: Which alone?\n";

TEST_F(SmallKit, IsInTheReportsOfAParticipant) {
  Graded graded = failing({"order.a", "timeout.d"});
  diagnose(graded, root());
  EXPECT_THAT(text_report(graded, Feedback::schedule),
              HasSubstr("  It behaves like: counts twice\n  Hint: Which alone?\n"));
  eda::Json report = json_report(graded, Feedback::schedule);
  EXPECT_EQ(report.at("behaves_like"),
            (eda::Json{{"mistake", "counts twice"}, {"hint", "Which alone?"}}));
  report.erase("behaves_like");
  diagnose(report, catalogue_of(root(), folder_));
  EXPECT_EQ(report, json_report(graded, Feedback::schedule)) << "of a room";
}

TEST_F(SmallKit, IsToldNoMoreThanTheTests) {
  Graded graded = failing({"order.a", "timeout.d"});
  diagnose(graded, root());
  for (const Feedback feedback : {Feedback::family, Feedback::none}) {
    const std::string all = text_report(graded, feedback) + json_report(graded, feedback).dump();
    for (const char* secret : {"behaves", "counts twice", "Which alone", "timeout.d"})
      EXPECT_THAT(all, Not(HasSubstr(secret)));
  }
}

/// Returns the report of a room in which boris has that diagnosis.
json diagnosed_room() {
  json room = samples::room_of("boris");
  room["submissions"][0]["answers"][0]["behaves_like"] =
      json{{"mistake", "counts twice"}, {"hint", "Which alone?"}};
  return room;
}

TEST(Diagnosis, IsInEveryFormatOnce) {
  const Document document = read_document(diagnosed_room());
  pugi::xml_document xml;
  xml.load_string(junit(document).c_str());
  std::vector<std::string> with_it;
  for (const auto& found : xml.select_nodes("//failure"))
    if (const std::string text = found.node().text().get(); text.find(told) != text.npos)
      with_it.push_back(found.node().parent().attribute("name").value());
  EXPECT_THAT(with_it, ElementsAre("00.visible"));
  EXPECT_THAT(markdown(document), HasSubstr("counts twice"));
  EXPECT_THAT(json::parse(gradescope(document))["output"].get<std::string>(), HasSubstr(told));
  const json result = json::parse(classroom(document));
  int times = 0;
  for (const json& test : result["tests"])
    times += test["message"].get<std::string>().find(told) != std::string::npos;
  EXPECT_EQ(times, 1);
}

TEST(Diagnosis, IsTextInEveryFormat) {
  json room = diagnosed_room();
  room["submissions"][0]["answers"][0]["behaves_like"]["hint"] = samples::hostile;
  const Document document = read_document(room);
  EXPECT_THAT(markdown(document), Not(HasSubstr("<script")));
  pugi::xml_document xml;
  EXPECT_TRUE(xml.load_string(junit(document).c_str()));
  for (const std::string& report : {gradescope(document), classroom(document)})
    for (const char c : report) ASSERT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
}

/// Returns the rows of the mistakes on the page of a room, as lines of text.
std::vector<std::string> rows_of(const json& room, const std::vector<Catalogue>& catalogues) {
  const std::string page =
      room_page(read_document(room), catalogues, {.page = "@ROOM@", .names = false});
  pugi::xml_document xml;
  EXPECT_TRUE(xml.load_string(("<main>" + page + "</main>").c_str()));
  std::vector<std::string> rows;
  for (const auto& row : xml.select_nodes("//table[@class='mistakes']/tbody/tr")) {
    std::string text;
    for (const auto& part : row.node().select_nodes(".//text()")) text += part.node().value();
    rows.push_back(text);
  }
  return rows;
}

TEST(Mistakes, AreCountedAndTheMostFrequentIsFirst) {
  json room = samples::room_of("boris");
  room["activities"].erase(1);
  const auto add = [&](std::vector<std::string> tests) {
    json answer = samples::room_of("boris")["submissions"][0]["answers"][0];
    answer["failures"] = json::array();
    for (const std::string& test : tests)
      answer["failures"].push_back(
          {{"family", test.substr(0, test.find('.'))}, {"test", test.substr(test.find('.') + 1)}});
    room["submissions"].push_back(
        {{"name", "p"}, {"sentence", ""}, {"answers", json::array({answer})}});
  };
  room["submissions"] = json::array();
  add({"order.a"});
  for (int i = 0; i < 3; ++i) add({"crash.e"});
  for (int i = 0; i < 2; ++i) add({"order.a", "timeout.d"});
  add({"stale.z"});
  const std::vector<Catalogue> all{
      {.folder = "00_lost_update",
       .answers = {
           {"alone", "counts twice", {{"order.a", "timeout.d"}, "get: missing, time"}, "H?"},
           {"a_twin", "reads late", {{"crash.e"}, ""}, "When?"},
           {"b_twin", "writes early", {{"crash.e"}, ""}, "Why?"},
           {"absent", "is not there", {{"timeout.x"}, ""}, "Where?"}}}};
  const std::vector<std::string> rows = rows_of(room, all);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_THAT(rows[0], AllOf(StartsWith("3"), HasSubstr("reads late"), HasSubstr("Hint: When?"),
                             HasSubstr("or writes early"), HasSubstr("Hint: Why?")));
  EXPECT_THAT(rows[1], AllOf(StartsWith("2"), HasSubstr("counts twice"), HasSubstr("Hint: H?"),
                             HasSubstr("get: missing"), HasSubstr("time")));
  EXPECT_THAT(rows[2], AllOf(StartsWith("1"), HasSubstr("The same test fails first as of"),
                             HasSubstr("counts twice")));
  EXPECT_THAT(rows[3], AllOf(StartsWith("1"), HasSubstr("like no known wrong answer")));
  EXPECT_THAT(rows, Each(Not(HasSubstr("is not there"))));
}

TEST(Mistakes, AreNotGuessedWhereTheFeedbackHidesTests) {
  json room = samples::room_of("boris");
  for (json& answer : room["submissions"][0]["answers"])
    for (json& failure : answer["failures"]) failure = {{"family", failure["family"]}};
  EXPECT_EQ(rows_of(room, catalogues_of(OOO_ROOT, read_document(room))).size(), 0u);
}

TEST(Mistakes, OfThisKitHaveTheirHints) {
  const Catalogue catalogue = catalogue_of(OOO_ROOT, "00_lost_update");
  ASSERT_FALSE(catalogue.answers.empty());
  for (const WrongAnswer& wrong : catalogue.answers) EXPECT_NE(wrong.hint, "") << wrong.name;
}

}  // namespace
