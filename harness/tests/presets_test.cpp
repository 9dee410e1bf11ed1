#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "answers/header.hpp"
#include "results/activity.hpp"
#include "scratch.hpp"
#include "tests/source_files.hpp"
#include "workshop/command.hpp"

/// CMakePresets.json with the files that it includes, and the options whose values presets say.
namespace {

using nlohmann::json;
using testing::AllOf, testing::Contains, testing::HasSubstr;

const std::string root_file = "CMakePresets.json", activities_file = "exercises/presets.json";

/// Adds the presets in `file`, and in those that it includes, to `all`.
void add_presets(const std::string& file, json& all, std::set<std::string>& read) {
  if (!read.insert(file).second) return;
  const json presets = json::parse(tidy::text_of(file));
  const std::filesystem::path folder = std::filesystem::path{file}.parent_path();
  for (const json& included : presets.value("include", json::array()))
    add_presets((folder / included.get<std::string>()).lexically_normal().generic_string(), all,
                read);
  for (const auto& [kind, list] : presets.items()) {
    if (!kind.ends_with("Presets")) continue;
    for (const json& each : list) all[kind].push_back(each);
  }
}

const json& presets() {
  static const json all = [] {
    json found = json::object();
    std::set<std::string> read;
    add_presets(root_file, found, read);
    return found;
  }();
  return all;
}

/// Returns a preset with the values it inherits; null if there is none of that name.
json resolved(const std::string& kind, const std::string& name) {
  for (const json& each : presets()[kind]) {
    if (each["name"] != name) continue;
    json preset = each.contains("inherits") ? resolved(kind, each["inherits"]) : json::object();
    preset.merge_patch(each);
    return preset;
  }
  return nullptr;
}

/// Options of harness/cmake/options.cmake with their defaults.
std::map<std::string, std::string> options() {
  static const std::regex option{R"re(\n(?:option\((OUT_OF_ORDER_\w+) "[^"]*" (\w+)\)|)re"
                                 R"re(set\((OUT_OF_ORDER_\w+) (\w+) CACHE ))re"};
  const std::string text = tidy::text_of("harness/cmake/options.cmake");
  std::map<std::string, std::string> found;
  for (std::sregex_iterator it{text.begin(), text.end(), option}, end; it != end; ++it)
    found[(*it)[1].str() + (*it)[3].str()] = (*it)[2].str() + (*it)[4].str();
  return found;
}

TEST(Presets, SayTheValueOfEachOption) {
  ASSERT_EQ(options().size(), 9u);
  for (const json& each : presets()["configurePresets"]) {
    const json values = resolved("configurePresets", each["name"])["cacheVariables"];
    for (const auto& [option, value] : options())
      EXPECT_TRUE(values.contains(option)) << each["name"] << " does not say " << option;
  }
}

TEST(Presets, OfParticipantsHaveTheDefaultsOfTheOptions) {
  json values = resolved("configurePresets", "participant")["cacheVariables"];
  values["OUT_OF_ORDER_CI"] = "OFF";  // it is taken from the environment
  for (const auto& [option, value] : options()) EXPECT_EQ(values[option], value) << option;
}

TEST(Presets, AreThreeOfEachActivity) {
  const json all = json::parse(tidy::text_of(activities_file));
  for (const char* kind : {"buildPresets", "testPresets", "workflowPresets"}) {
    json expected = json::array();
    for (const std::string& activity : tidy::activities()) {
      const std::string number = activity.substr(0, 2);
      const std::string title = results::read_activity(tidy::root(), activity).title;
      const std::string shown = number + " " + title;
      if (kind == std::string{"buildPresets"})
        expected.push_back({{"name", number},
                            {"displayName", shown},
                            {"configurePreset", "participant"},
                            {"targets", {"kit", activity}}});
      else if (kind == std::string{"testPresets"})
        expected.push_back({{"name", number},
                            {"displayName", shown},
                            {"inherits", "participant"},
                            {"filter", {{"include", {{"label", "^" + number + "$"}}}}}});
      else
        expected.push_back(
            {{"name", number},
             {"displayName", "Judges your answer to activity " + number + ", " + title},
             {"steps",
              {{{"type", "configure"}, {"name", "participant"}},
               {{"type", "build"}, {"name", "participant-kit"}},
               {{"type", "test"}, {"name", number}}}}});
    }
    json found = json::array();
    for (const json& each : all[kind])
      if (std::regex_match(each["name"].get<std::string>(), std::regex{R"(\d\d)"}))
        found.push_back(each);
    EXPECT_EQ(found, expected) << activities_file << ", " << kind << ", must have:\n"
                               << expected.dump(2);
  }
}

TEST(Presets, BuildTheAnswersOfAParticipant) {
  const json build = resolved("buildPresets", "participant");
  EXPECT_FALSE(build.contains("targets")) << "without targets it builds all, the answers included";
  EXPECT_THAT(build["nativeToolOptions"], Contains("-k0"))
      << "an answer that does not compile must not keep the others from being built";
}

TEST(Presets, HaveANameInTheListsOfEditors) {
  for (const char* kind : {"configurePresets", "buildPresets", "testPresets", "workflowPresets"})
    for (const json& each : presets()[kind])
      EXPECT_TRUE(each.contains("displayName")) << kind << ": " << each["name"];
}

TEST(Presets, OfTheFacilitatorStandInTheirOwnFile) {
  EXPECT_EQ(json::parse(tidy::text_of(root_file))["include"],
            json::parse(R"(["exercises/presets.json", "facilitator/presets.json"])"));
  EXPECT_FALSE(json::parse(tidy::text_of(activities_file)).contains("include"));
}

TEST(Presets, FailWhereNoTestRuns) {
  for (const json& each : presets()["testPresets"])
    EXPECT_EQ(resolved("testPresets", each["name"])["execution"]["noTestsAction"], "error")
        << each["name"];
}

TEST(Presets, LeaveTheLastWordToTheClosingTable) {
  std::vector<std::string> names{"participant"};
  for (const std::string& activity : tidy::activities()) names.push_back(activity.substr(0, 2));
  for (const std::string& name : names)
    EXPECT_EQ(resolved("testPresets", name)["output"]["quiet"], true) << name;
}

/// `real` needs less than the kit: the programs that it runs.
TEST(Presets, BuildTheKitAloneBeforeTheyTest) {
  for (const json& workflow : presets()["workflowPresets"]) {
    const json& steps = workflow["steps"];
    ASSERT_EQ(steps.size(), 3u) << workflow["name"];
    EXPECT_EQ(steps[0]["type"], "configure");
    EXPECT_EQ(steps[1]["type"], "build");
    EXPECT_EQ(steps[2]["type"], "test");
    const json build = resolved("buildPresets", steps[1]["name"]);
    EXPECT_EQ(build["configurePreset"], steps[0]["name"]) << workflow["name"];
    const std::string target = workflow["name"] == "real" ? "real" : "kit";
    EXPECT_EQ(build["targets"], json::array({target})) << workflow["name"];
  }
}

/// Output of `cmake` with these options, which it must refuse before it looks for a compiler.
std::string complaint_of(const std::string& values) {
  const Scratch scratch;
  const std::string command = "cmake -S " + workshop::quoted(tidy::root()) + " -B " +
                              workshop::quoted(scratch / "build") + " " + values + " > " +
                              workshop::quoted(scratch / "said") + " 2>&1";
  EXPECT_NE(workshop::run(command), 0) << command;
  EXPECT_FALSE(exists(scratch / "build/manifest.json"));
  return answers::squeezed(tidy::text_of((scratch / "said").string()));
}

TEST(Options, StopTheConfigureStepWhereTheyContradict) {
  EXPECT_THAT(complaint_of("-DOUT_OF_ORDER_PROOFS=ON"),
              AllOf(HasSubstr("OUT_OF_ORDER_PROOFS=ON and OUT_OF_ORDER_SELF_CHECK=OFF contradict "
                              "each other: the proofs use programs of the self-check."),
                    HasSubstr("or use a preset: cmake --list-presets")));
  EXPECT_THAT(complaint_of("-DOUT_OF_ORDER_ESSENCE=1"),
              HasSubstr("OUT_OF_ORDER_ESSENCE=ON and OUT_OF_ORDER_SELF_CHECK=OFF contradict"));
  EXPECT_THAT(complaint_of("-DOUT_OF_ORDER_SELF_CHECK=ON -DOUT_OF_ORDER_ESSENCE=ON "
                           "-DOUT_OF_ORDER_PROOFS=yes"),
              HasSubstr("OUT_OF_ORDER_ESSENCE=ON and OUT_OF_ORDER_PROOFS=ON contradict"));
  EXPECT_THAT(
      complaint_of("-DOUT_OF_ORDER_SELF_CHECK=ON -DOUT_OF_ORDER_ANSWERS=solutions"),
      HasSubstr("OUT_OF_ORDER_SELF_CHECK=ON and OUT_OF_ORDER_ANSWERS=solutions contradict"));
}

TEST(Options, StandInOneFile) {
  const std::regex option{R"(^\s*option\()"};
  for (const char* folder : {"harness", "exercises", "facilitator"})
    for (const tidy::SourceFile& file : tidy::files_in(folder, {".cmake", "CMakeLists.txt"}))
      for (const tidy::Line& line : file.lines)
        if (file.path != "harness/cmake/options.cmake") {
          EXPECT_FALSE(std::regex_search(line.text, option)) << file.at(line);
        }
}

TEST(Options, OfAnswersAreTwo) {
  EXPECT_THAT(complaint_of("-DOUT_OF_ORDER_ANSWERS=solution"),
              HasSubstr("OUT_OF_ORDER_ANSWERS must be exercises or solutions, is 'solution'"));
}

}  // namespace
