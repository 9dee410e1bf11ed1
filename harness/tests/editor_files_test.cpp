#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "tests/source_files.hpp"

/// The files in .vscode/: the buttons of VS Code.
namespace {

using nlohmann::json;
using testing::IsSupersetOf, testing::StartsWith;

json editor_file(const std::string& name) { return json::parse(tidy::text_of(".vscode/" + name)); }

std::set<std::string> values_of(const json& list, const std::string& field) {
  std::set<std::string> values;
  for (const json& each : list)
    if (each.contains(field)) values.insert(each[field]);
  return values;
}

/// Each match of the first group of `pattern` in `text`.
std::set<std::string> found(const std::string& text, const std::string& pattern) {
  const std::regex expression{pattern};
  std::set<std::string> words;
  for (std::sregex_iterator it{text.begin(), text.end(), expression}, end; it != end; ++it)
    words.insert((*it)[1]);
  return words;
}

TEST(VsCode, TakesThePresets) {
  EXPECT_EQ(editor_file("settings.json")["cmake.useCMakePresets"], "always");
}

TEST(VsCode, RecommendsTheExtensionsOfTheDevContainer) {
  const json container = json::parse(tidy::text_of(".devcontainer/devcontainer.json"));
  const json& there = container["customizations"]["vscode"]["extensions"];
  EXPECT_EQ(editor_file("extensions.json")["recommendations"], there);
}

TEST(VsCode, HasTasksOfPresetsThatExist) {
  const json presets = json::parse(tidy::text_of("exercises/presets.json"));
  const json file = editor_file("tasks.json");
  for (const json& task : file["tasks"]) {
    const std::string command = task["command"];
    const std::string kind = command.starts_with("cmake --build")      ? "buildPresets"
                             : command.starts_with("cmake --workflow") ? "workflowPresets"
                                                                       : "configurePresets";
    const auto named = found(command, "--preset (\\S+)");
    EXPECT_EQ(named.size(), command.starts_with("cmake ") ? 1u : 0u) << command;
    EXPECT_THAT(values_of(presets[kind], "name"), IsSupersetOf(named)) << command;
    if (named.empty()) {
      EXPECT_THAT(command, StartsWith("build/participant/workshop "));
    }
  }
}

TEST(VsCode, HasTasksThatWaitForTasksThatExist) {
  const json tasks = editor_file("tasks.json")["tasks"];
  const auto labels = values_of(tasks, "label");
  EXPECT_EQ(labels.size(), tasks.size());
  EXPECT_THAT(labels, IsSupersetOf(values_of(tasks, "dependsOn")));
  EXPECT_THAT(labels, IsSupersetOf(values_of(editor_file("launch.json")["configurations"],
                                             "preLaunchTask")));
}

TEST(VsCode, HasOneDefaultForBuildAndOneForTest) {
  std::multiset<std::string> defaults;
  const json file = editor_file("tasks.json");
  for (const json& task : file["tasks"])
    if (task.contains("group") && task["group"].is_object() && task["group"]["isDefault"] == true)
      defaults.insert(task["group"]["kind"]);
  EXPECT_EQ(defaults, (std::multiset<std::string>{"build", "test"}));
}

TEST(VsCode, DebugsTheProgramThatTheTaskBuilds) {
  const json presets = json::parse(tidy::text_of("exercises/presets.json"));
  EXPECT_EQ(presets["configurePresets"][0]["binaryDir"], "${sourceDir}/build/${presetName}");
  const json launch = editor_file("launch.json");
  for (const json& each : launch["configurations"])
    EXPECT_EQ(each["program"], "${workspaceFolder}/build/participant/bin/${fileDirnameBasename}");
  EXPECT_EQ(values_of(launch["configurations"], "preLaunchTask"),
            std::set<std::string>{"Build the open activity"});
}

TEST(VsCode, AsksForNothingThatItDoesNotUse) {
  const json launch = editor_file("launch.json");
  EXPECT_EQ(values_of(launch["inputs"], "id"),
            found(launch["configurations"].dump(), R"(\$\{input:(\w+)\})"));
}

}  // namespace
