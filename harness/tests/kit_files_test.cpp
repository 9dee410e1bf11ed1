#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "tests/source_files.hpp"

/// Files of the kit that no compiler reads: presets, scripts, attributes, instructions.
namespace {

using nlohmann::json;
using testing::Contains, testing::HasSubstr, testing::Not;

const json& presets() {
  static const json all = json::parse(tidy::text_of("CMakePresets.json"));
  return all;
}

/// A test preset with what it inherits.
json resolved(const std::string& name) {
  for (const json& each : presets()["testPresets"]) {
    if (each["name"] != name) continue;
    json preset = each.contains("inherits") ? resolved(each["inherits"]) : json::object();
    preset.merge_patch(each);
    return preset;
  }
  ADD_FAILURE() << "no test preset " << name;
  return json::object();
}

TEST(Presets, FailWhereNoTestRuns) {
  for (const json& each : presets()["testPresets"])
    EXPECT_EQ(resolved(each["name"])["execution"]["noTestsAction"], "error") << each["name"];
}

TEST(Presets, LeaveTheLastWordToTheClosingTable) {
  std::vector<std::string> names{"participant"};
  for (const std::string& activity : tidy::activities()) names.push_back(activity.substr(0, 2));
  for (const std::string& name : names) EXPECT_EQ(resolved(name)["output"]["quiet"], true) << name;
}

TEST(Presets, BuildTheKitBeforeTheyTest) {
  for (const json& workflow : presets()["workflowPresets"]) {
    const json& steps = workflow["steps"];
    ASSERT_EQ(steps.size(), 3u) << workflow["name"];
    EXPECT_EQ(steps[1]["type"], "build");
    EXPECT_EQ(steps[1]["name"], steps[0]["name"].get<std::string>() + "-kit");
    EXPECT_TRUE(workflow.contains("displayName")) << "CMake lists them where one does not exist";
  }
  for (const json& build : presets()["buildPresets"])
    EXPECT_THAT(build["targets"], Contains("kit"));
}

std::vector<tidy::SourceFile> text_files() {
  std::vector<tidy::SourceFile> all;
  for (const char* folder :
       {"harness", "exercises", "solutions", "facilitator", ".github", ".devcontainer", ".ci"})
    for (tidy::SourceFile& file :
         tidy::files_in(folder, {".md", ".yml", ".json", ".sh", ".cmake", ".cpp", ".hpp", ".in",
                                 "CMakeLists.txt", "Dockerfile", "run"}))
      all.push_back(std::move(file));
  return all;
}

TEST(Setup, IsNeverCalledBySudo) {
  const std::regex by_sudo{std::string{"su"} + "do [^ ]*harness/setup"};
  EXPECT_FALSE(std::regex_search(tidy::text_of("README.md"), by_sudo));
  for (const tidy::SourceFile& file : text_files())
    for (const tidy::Line& line : file.lines)
      EXPECT_FALSE(std::regex_search(line.text, by_sudo)) << file.at(line);
}

TEST(LineEnds, AreTheSameOnEverySystem) {
  EXPECT_THAT(tidy::text_of(".gitattributes"), HasSubstr("\n* text=auto eol=lf\n"));
  for (const tidy::SourceFile& file : text_files())
    for (const tidy::Line& line : file.lines)
      ASSERT_THAT(line.text, Not(testing::EndsWith("\r"))) << file.at(line);
}

TEST(Tests, HaveNoLimitByTheClockOnTheWall) {
  const std::regex limit{R"(PROPERTIES\b[^)]*\bTIMEOUT (?!\$\{no_time_limit\}))"};
  for (const tidy::SourceFile& file : tidy::files_in("harness", {".cmake", "CMakeLists.txt"}))
    EXPECT_FALSE(std::regex_search(tidy::text_of(file.path), limit)) << file.path;
}

TEST(Tests, OfActivitiesAreNeitherDisabledNorSkipped) {
  const std::regex left_out{std::string{"\\bDIS"} + "ABLED_|\\bGTEST_" + "SKIP\\b"};
  for (const std::string& activity : tidy::activities())
    for (const char* tree : {"exercises/", "facilitator/"})
      for (const tidy::SourceFile& file : tidy::files_in(tree + activity, {".cpp", ".hpp"}))
        for (const tidy::Line& line : file.lines)
          EXPECT_FALSE(std::regex_search(line.text, left_out)) << file.at(line);
}

}  // namespace
