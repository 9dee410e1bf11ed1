#include <gmock/gmock.h>

#include <pugixml.hpp>

#include "report/document.hpp"
#include "report/formats.hpp"
#include "report/plain.hpp"
#include "report_samples.hpp"
#include "results/json_file.hpp"

/// A report document in the formats of other programs.
namespace {

using namespace grader;
using namespace grader::report;
using nlohmann::json;
using testing::AllOf, testing::Each, testing::HasSubstr, testing::Not, testing::SizeIs;

Document read(const json& document) { return read_document(document); }

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document xml;
  const pugi::xml_parse_result result = xml.load_string(text.c_str());
  EXPECT_TRUE(result) << result.description() << " at " << result.offset;
  return xml;
}

std::vector<pugi::xml_node> suites_of(const pugi::xml_document& xml) {
  const auto range = xml.child("testsuites").children("testsuite");
  return {range.begin(), range.end()};
}

int count(const pugi::xml_node& suite, const char* outcome) {
  int found = 0;
  for (const pugi::xml_node test : suite.children("testcase"))
    found += !test.child(outcome).empty();
  return found;
}

TEST(Document, ReadsWhatTheGraderHasWritten) {
  const Document room = read(samples::room());
  EXPECT_THAT(room.activities, SizeIs(2));
  EXPECT_THAT(room.submissions, SizeIs(8));
  const Answer& anna = room.submissions[0].answers[1];
  EXPECT_EQ(anna.activity, "03_correlator");
  EXPECT_EQ(anna.verdict, "PASS");
  EXPECT_EQ(anna.points, 100);
  EXPECT_EQ(anna.bonus, 10);
}

TEST(Document, SaysWhichFieldIsWrong) {
  const auto complaint = [](const json& document) -> std::string {
    try {
      (void)read(document);
    } catch (const results::BadInput& error) {
      return error.what();
    }
    return "none";
  };
  json room = samples::room();
  room["format"] = 2;
  EXPECT_THAT(complaint(room), HasSubstr("\"format\" must be from 1 to 1"));
  room = samples::room();
  room["submissions"][0]["answers"][0].erase("verdict");
  EXPECT_THAT(complaint(room), HasSubstr("answers: \"verdict\" must be a text"));
  room = samples::room();
  room["submissions"][0]["answers"][0]["activity"] = "99_none";
  EXPECT_THAT(complaint(room), HasSubstr("99_none, which is no activity"));
  EXPECT_THAT(complaint(json::array()), HasSubstr("must be an object"));
}

TEST(Junit, HasASuiteForEachAnswerAndACaseForEachFamily) {
  const pugi::xml_document xml = parsed(junit(read(samples::room())));
  const auto suites = suites_of(xml);
  ASSERT_THAT(suites, SizeIs(15)) << "seven with two answers, one with none";
  EXPECT_STREQ(suites[1].attribute("name").value(), "anna.03_correlator");
  EXPECT_EQ(suites[1].attribute("tests").as_int(), 9);
  EXPECT_EQ(suites[1].attribute("failures").as_int(), 0);
  EXPECT_STREQ(suites[1]
                   .find_node([](pugi::xml_node node) {
                     return node.attribute("name").value() == std::string{"level"};
                   })
                   .attribute("value")
                   .value(),
               "L3");
}

TEST(Junit, CountsWhatItHas) {
  const pugi::xml_document xml = parsed(junit(read(samples::room())));
  int failures = 0, errors = 0;
  for (const pugi::xml_node suite : suites_of(xml)) {
    EXPECT_EQ(count(suite, "failure"), suite.attribute("failures").as_int());
    EXPECT_EQ(count(suite, "error"), suite.attribute("errors").as_int());
    EXPECT_EQ(count(suite, "skipped"), suite.attribute("skipped").as_int());
    failures += count(suite, "failure");
    errors += count(suite, "error");
  }
  EXPECT_GT(failures, 0);
  EXPECT_GT(errors, 0);
}

TEST(Junit, NamesEveryTestOnceAndOpensNoFiles) {
  const std::string text = junit(read(samples::room()));
  const pugi::xml_document xml = parsed(text);
  std::set<std::string> names;
  for (const pugi::xml_node suite : suites_of(xml))
    for (const pugi::xml_node test : suite.children("testcase"))
      EXPECT_TRUE(names
                      .insert(std::string{test.attribute("classname").value()} + " " +
                              test.attribute("name").value())
                      .second)
          << "GitLab would treat them as one";
  EXPECT_THAT(text, Not(HasSubstr("system-out")));
}

TEST(Markdown, HasARowForEachAnswerAndTheWordsOfFailures) {
  const std::string text = markdown(read(samples::room()));
  EXPECT_THAT(text, HasSubstr("| <code>anna</code> | 03 Three Tickets"));
  EXPECT_THAT(text, HasSubstr("| <code>hugo</code> | | not graded |"));
  EXPECT_THAT(text, HasSubstr("Broken rule"));
  EXPECT_THAT(text, Not(HasSubstr("Cut here")));
}

TEST(Formats, SayOnceThatNothingCouldBeGraded) {
  json room = samples::room_of("boris");
  room["submissions"][0]["sentence"] = "no archive that can be read";
  EXPECT_THAT(suites_of(parsed(junit(read(room)))), SizeIs(1));
  const std::string text = markdown(read(room));
  EXPECT_THAT(text, HasSubstr("| not graded | | no archive that can be read | |"));
  EXPECT_THAT(text, Not(HasSubstr("Broken rule")));
}

TEST(Markdown, IsNeverLongerThanGitHubTakes) {
  json room = samples::room_of("boris");
  const json boris = room["submissions"][0];
  for (int i = 0; i < 1000; ++i) {
    room["submissions"].push_back(boris);
    room["submissions"].back()["name"] = "b" + std::to_string(i);
  }
  const std::string text = markdown(read(room));
  EXPECT_LE(text.size(), 1024u * 1024u);
  EXPECT_THAT(text.substr(text.size() - 200), HasSubstr("Cut here: a summary may have 1 MiB"));
}

TEST(Gradescope, CountsPointsAndBonus) {
  const json result = json::parse(gradescope(read(samples::room_of("anna"))));
  EXPECT_EQ(result["score"], 100 + 10 + 100 + 10);
  EXPECT_FALSE(result.contains("leaderboard"));
  double full = 0;
  for (const json& test : result["tests"]) {
    EXPECT_EQ(test["status"], "passed");
    EXPECT_EQ(test["visibility"], "visible");
    if (test.contains("max_score")) full += test["max_score"].get<double>();
  }
  EXPECT_NEAR(full, 200, 0.1);
}

TEST(Gradescope, SaysWhatDoesNotHold) {
  const json result = json::parse(gradescope(read(samples::room_of("boris"))));
  std::string words;
  for (const json& test : result["tests"])
    if (test["status"] == "failed") words += test.value("output", "");
  EXPECT_THAT(words, HasSubstr("Broken rule"));
}

TEST(Classroom, AddsUpToTheGrade) {
  for (const char* name : {"anna", "boris", "clara", "dmitri", "emma", "farid", "greta"}) {
    const Document room = read(samples::room_of(name));
    const json result = json::parse(classroom(room));
    int expected = 0, score = 0;
    for (const Answer& answer : room.submissions[0].answers)
      expected += answer.points + answer.bonus;
    for (const json& test : result["tests"]) score += test["score"].get<int>();
    EXPECT_EQ(score, expected) << name;
    EXPECT_EQ(result["max_score"], 200);
    EXPECT_EQ(result["version"], 1);
    EXPECT_EQ(result["status"], name == std::string{"anna"} ? "pass" : "fail") << name;
  }
}

TEST(Classroom, CallsOurFaultAnError) {
  json room = samples::room_of("anna");
  room["submissions"][0]["answers"][0]["verdict"] = "INFRA_ERROR";
  EXPECT_EQ(json::parse(classroom(read(room)))["status"], "error");
}

TEST(Formats, AboutOneSubmissionRefuseARoom) {
  EXPECT_THROW((void)gradescope(read(samples::room())), results::BadInput);
  EXPECT_THROW((void)classroom(read(samples::room())), results::BadInput);
}

/// Reports of a room in which all texts of participants are `text`.
std::vector<std::string> all_with(const std::string& text) {
  const json room = samples::room_with(text);
  json one = room;
  one["submissions"] = json::array({room["submissions"][1]});
  return {junit(read(room)), markdown(read(room)), gradescope(read(one)), classroom(read(one))};
}

TEST(Hostile, TextIsTextInEveryFormat) {
  const std::vector<std::string> reports = all_with(samples::hostile);
  for (const std::string& report : reports)
    for (const char c : report)
      ASSERT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << int(c);
  EXPECT_THAT(suites_of(parsed(reports[0])), SizeIs(15));
  EXPECT_TRUE(json::accept(reports[2]));
  EXPECT_TRUE(json::accept(reports[3]));
}

TEST(Hostile, TextIsTextInXml) {
  const pugi::xml_document xml = parsed(all_with(samples::hostile)[0]);
  for (const char* name : {"script", "img", "main", "td"})
    EXPECT_FALSE(xml.find_node([&](pugi::xml_node node) {
      return node.name() == std::string{name};
    })) << name;
  const pugi::xml_node failure =
      xml.find_node([](pugi::xml_node node) { return node.name() == std::string{"failure"}; });
  EXPECT_THAT(failure.text().get(), HasSubstr("]]><script>"));
  EXPECT_THAT(failure.text().get(), HasSubstr("\\x1b[2J"));
}

TEST(Hostile, TextIsTextInMarkdown) {
  const std::string text = all_with(samples::hostile)[1];
  for (const char* bad : {"<script", "<img", "::error", "##[", "<!--", "</main>", "`x`", "@every"})
    EXPECT_THAT(text, Not(HasSubstr(bad)));
  std::istringstream lines{text};
  int rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ")) continue;
    ++rows;
    EXPECT_EQ(std::ranges::count(line, '|'), 7) << line;
  }
  EXPECT_EQ(rows, 1 + 15) << "the head and a row for each answer";
}

TEST(Hostile, TenMegabytesAreCut) {
  std::string text;
  while (text.size() < 10'000'000) text += samples::hostile;
  const json room = samples::room_of("farid");
  json big = room;
  big["submissions"][0]["name"] = text;
  big["submissions"][0]["answers"][0]["details"] = text;
  const Document document = read(big);
  for (const std::string& report :
       {junit(document), markdown(document), gradescope(document), classroom(document)})
    EXPECT_LT(report.size(), 300'000u);
  EXPECT_THAT(junit(document), HasSubstr("[cut here: "));
}

TEST(Plain, CutsBetweenCharacters) {
  EXPECT_EQ(one_line("caf\xc3\xa9", 4), "caf\xE2\x80\xA6");
  EXPECT_EQ(one_line("a\nb\tc"), "a b c");
  EXPECT_EQ(clipped("caf\xc3\xa9", 4), "caf\n[cut here: 2 bytes more]");
  EXPECT_EQ(clipped("four", 4), "four");
}

}  // namespace
