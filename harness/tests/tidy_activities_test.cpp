#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "answers/whole.hpp"
#include "answers/wrong_answer.hpp"
#include "answers/wrong_turns.hpp"
#include "results/activity.hpp"
#include "results/json_file.hpp"
#include "tests/source_files.hpp"

/// Budgets of an activity, and texts that stand in two of its files.
namespace {

/// True for the first activities, which are older than the budgets.
bool may_be_large(const std::string& activity) {
  return activity == "00_lost_update" || activity == "03_correlator";
}

/// Number of answers that are judged apart: a suite, and what else is handed in.
std::size_t answers_of(const std::string& activity) {
  const results::Activity about = results::read_activity(tidy::root(), activity);
  return about.suite.empty() || about.files.size() == 1 ? 1 : 2;
}

TEST(Budget, AllowsTwoToFourOtherRightAnswers) {
  for (const std::string& activity : tidy::activities()) {
    const std::size_t count = tidy::names_in("solutions/" + activity + "/also_right").size();
    EXPECT_GE(count, 2u) << activity;
    if (!may_be_large(activity)) {
      EXPECT_LE(count, 4 * answers_of(activity)) << activity;
    }
  }
}

TEST(Budget, AllowsSixToTwelveWrongAnswers) {
  for (const std::string& activity : tidy::activities()) {
    const auto wrong = answers::wrong_answer_files(tidy::root(), activity);
    EXPECT_GE(wrong.size(), 6u) << activity;
    if (!may_be_large(activity)) {
      EXPECT_LE(wrong.size(), 12 * answers_of(activity)) << activity;
    }
  }
}

TEST(WrongAnswers, AreEditsOfRightOnes) {
  for (const std::string& activity : tidy::activities()) {
    for (const auto& file : answers::wrong_answer_files(tidy::root(), activity))
      EXPECT_THAT(answers::whole_answer(tidy::root(), file).header.text("Base"),
                  testing::StartsWith("solutions/" + activity + "/"))
          << file;
    EXPECT_THAT(tidy::names_in("facilitator/" + activity + "/wrong"),
                testing::Each(testing::AnyOf("catalogue.json", testing::EndsWith(".diff"))))
        << "write a wrong answer as an edit of a right one: harness/answers/edit.hpp";
  }
}

/// The shared headers of hidden tests count too.
TEST(Budget, Allows300LinesOfHiddenTests) {
  for (const std::string& activity : tidy::activities()) {
    std::size_t lines = 0;
    for (const tidy::SourceFile& file : tidy::files_in("facilitator/" + activity, {".cpp", ".hpp"}))
      lines += file.lines.size();
    if (!may_be_large(activity)) {
      EXPECT_LE(lines, 300u) << activity;
    }
  }
}

/// Returns the C++ names of the services that a header declares.
std::vector<std::string> services_in(const std::string& header) {
  static const std::regex line{
      R"((^|\n)(namespace ([\w:]+) \{|inline const eda::Service (\w+)\{))"};
  const std::string text = tidy::text_of(header);
  std::vector<std::string> services;
  std::string space;
  for (std::sregex_iterator it{text.begin(), text.end(), line}, end; it != end; ++it) {
    if ((*it)[3].matched) space = (*it)[3];
    if ((*it)[4].matched) services.push_back(space + "::" + (*it)[4].str());
  }
  return services;
}

TEST(Services, InActivityJsonAreThoseOfTheHeader) {
  for (const std::string& activity : tidy::activities()) {
    const std::string header = "exercises/" + activity + "/" + activity.substr(3) + ".hpp";
    const results::Activity about = results::read_activity(tidy::root(), activity);
    if (std::ranges::none_of(about.files, results::is_code) || !about.suite.empty()) continue;
    EXPECT_EQ(about.services, services_in(header))
        << header << " declares other services than \"services\" in its activity.json";
  }
}

/// Types of events and names of fields in the given data of an activity.
std::set<std::string> words_of_the_domain(const std::string& activity) {
  std::set<std::string> words;
  const std::regex word{R"re("(com\.[a-z.]+|[a-z0-9]+[A-Z]\w*)")re"};
  for (const char* name : {"owners.json", activity.c_str() + 3}) {
    std::string file = "exercises/" + activity + "/" + name;
    if (!file.ends_with(".json")) file += ".json";
    const std::string text = tidy::text_of(file);
    for (std::sregex_iterator it{text.begin(), text.end(), word}, end; it != end; ++it)
      words.insert((*it)[1]);
  }
  return words;
}

/// A facilitator moves these activities into another domain without a change to C++.
TEST(Domains, AreDataInActivitiesThatCanBeMoved) {
  // members of the answer itself, and of CloudEvents
  const std::set<std::string> of_the_form{"listensTo", "correlationId", "correlateBy",
                                          "proceedWhen", "rejectWhen"};
  for (const std::string& activity : tidy::activities()) {
    if (tidy::names_in("facilitator/" + activity + "/domains").empty()) continue;
    const std::set<std::string> words = words_of_the_domain(activity);
    EXPECT_FALSE(words.empty()) << activity;
    for (const char* tree : {"exercises/", "facilitator/"})
      for (const tidy::SourceFile& file : tidy::files_in(tree + activity, {".cpp", ".hpp"}))
        for (const tidy::Line& line : file.lines)
          for (const std::string& word : words)
            EXPECT_TRUE(of_the_form.contains(word) || line.text.find(word) == std::string::npos)
                << file.at(line) << " names " << word << ", which is data of one domain";
  }
}

/// Returns the text of an answer without the header of an edit.
std::string body_of(const std::string& source) {
  const std::string text = answers::whole_answer(tidy::root(), tidy::root() / source).text;
  return source.ends_with(".diff") ? text.substr(text.find("\n\n") + 2) : text;
}

/// Participants get some of the services that judge their tests, as whole files.
TEST(Suites, GiveServicesThatAreAmongTheirJudges) {
  using results::Json;
  for (const std::string& activity : tidy::activities()) {
    if (results::read_activity(tidy::root(), activity).suite.empty()) continue;
    const std::string name = "/" + activity + "/suite.json";
    const Json given = results::read_json(tidy::root() / ("exercises" + name), name);
    const Json all = results::read_json(tidy::root() / ("facilitator" + name), name);
    for (const char* kind : {"right", "wrong"})
      for (const Json& one : given.at(kind)) {
        const std::string source = one.at("source");
        const auto judge = std::ranges::find_if(all.at(kind), [&](const Json& other) {
          using Path = std::filesystem::path;
          return Path{other.at("source").get<std::string>()}.stem() == Path{source}.stem();
        });
        ASSERT_NE(judge, all.at(kind).end()) << source;
        EXPECT_EQ(tidy::text_of(source), body_of(judge->at("source"))) << source;
        EXPECT_EQ(one.value("style", ""), judge->value("style", "")) << source;
      }
  }
}

TEST(Activities, HaveARowInTheReadme) {
  const std::string readme = tidy::text_of("README.md");
  for (const std::string& activity : tidy::activities()) {
    const results::Activity about = results::read_activity(tidy::root(), activity);
    const std::size_t begin = readme.find("\n| " + activity.substr(0, 2) + " |");
    ASSERT_NE(begin, std::string::npos)
        << "README.md has no row \"| " << activity.substr(0, 2) << " |\"";
    const std::string row = readme.substr(begin + 1, readme.find('\n', begin + 1) - begin - 1);
    EXPECT_THAT(row,
                testing::HasSubstr("[" + about.title + "](exercises/" + activity + "/README.md)"));
    EXPECT_THAT(row, testing::HasSubstr("| " + about.track + " |"));
    EXPECT_THAT(row, testing::HasSubstr("| " + std::to_string(about.minutes) + " |"));
    EXPECT_THAT(row, testing::HasSubstr("| " + about.idea + " |"));
  }
}

TEST(Notes, HaveTheTableOfWrongTurns) {
  for (const std::string& activity : tidy::activities()) {
    const std::string name = "facilitator/" + activity + "/notes.md", notes = tidy::text_of(name);
    const std::string table = answers::wrong_turns(tidy::root(), activity);
    EXPECT_EQ(notes, answers::with_wrong_turns(notes, table, name))
        << "to write it: build/self-check/bin/answer_files --root . notes --write";
  }
}

TEST(Activities, SayTheSameInActivityJsonReadmeAndNotes) {
  for (const std::string& activity : tidy::activities()) {
    const results::Activity about = results::read_activity(tidy::root(), activity);
    const std::string lines = std::to_string(about.size_lines) + " lines";
    const std::string minutes = std::to_string(about.minutes) + " min";
    const std::string readme = tidy::text_of("exercises/" + activity + "/README.md");
    EXPECT_THAT(readme, testing::HasSubstr(about.title)) << activity;
    EXPECT_THAT(readme, testing::HasSubstr(lines)) << activity;
    EXPECT_THAT(tidy::text_of("facilitator/" + activity + "/notes.md"), testing::HasSubstr(minutes))
        << activity;
    std::string links;
    for (const std::string& before : about.prerequisites) {
      EXPECT_LT(before, activity) << "an activity builds on earlier ones";
      ASSERT_THAT(tidy::activities(), testing::Contains(before)) << activity;
      const std::string title = results::read_activity(tidy::root(), before).title;
      links += links.empty() ? "Builds on " : before == about.prerequisites.back() ? " and " : ", ";
      links += fmt::format("[{} {}](../{}/README.md)", before.substr(0, 2), title, before);
    }
    if (!links.empty()) {
      EXPECT_THAT(readme, testing::HasSubstr("\n\n" + links + ".\n\n")) << activity;
    }
  }
}

}  // namespace
