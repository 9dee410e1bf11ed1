#include "workshop/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "workshop/command.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;  // keeps the order of the user's file

/// True if `text` has no character that is special to a shell. See sim::Token for those of a token.
bool is_plain(const std::string& text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view{"._/-+:@"}.find(c) != std::string_view::npos;
  });
}

const results::ManifestActivity& activity_of_replay(const results::Manifest& manifest,
                                                    const Replay& replay) {
  if (!is_plain(replay.token) || !is_plain(replay.debugger))
    throw BadUsage{"a replay token has only letters, digits and . _ / - + : @"};
  return activity_of(manifest, replay.token.substr(0, replay.token.find('.')));
}

fs::path program_of(const results::Manifest& manifest, const results::ManifestActivity& activity) {
  return manifest.build / "bin" / activity.folder;
}

std::string build_command(const results::Manifest& manifest,
                          const results::ManifestActivity& activity) {
  return fmt::format("cmake --build {} --target {}", quoted(manifest.build), activity.folder);
}

std::vector<Json> configurations(const fs::path& program, const Replay& replay) {
  const std::string test = replay.token.substr(0, replay.token.find('/'));
  Json arguments = Json::array({"--replay=" + replay.token});
  if (replay.step) arguments.push_back("--step");
  // under a debugger the leak sanitizer does not work, and fails programs without leaks
  return {{{"name", test + " (gdb)"},
           {"type", "cppdbg"},
           {"request", "launch"},
           {"program", program.generic_string()},
           {"args", arguments},
           {"cwd", "${workspaceFolder}"},
           {"environment", {{{"name", "LSAN_OPTIONS"}, {"value", "detect_leaks=0"}}}},
           {"MIMode", "gdb"},
           {"setupCommands", {{{"text", "-enable-pretty-printing"}, {"ignoreFailures", true}}}}},
          {{"name", test + " (CodeLLDB)"},
           {"type", "lldb"},
           {"request", "launch"},
           {"program", program.generic_string()},
           {"args", arguments},
           {"cwd", "${workspaceFolder}"},
           {"env", {{"LSAN_OPTIONS", "detect_leaks=0"}}}}};
}

/// Returns the settings in `file`, or those of a new file; nullopt if it has another format.
std::optional<Json> read_launch(const fs::path& file) {
  if (!exists(file)) return Json{{"version", "0.2.0"}, {"configurations", Json::array()}};
  std::ifstream stream{file, std::ios::binary};
  Json launch = Json::parse(stream, nullptr, false);
  if (!launch.is_object()) return std::nullopt;
  if (!launch.contains("configurations")) launch["configurations"] = Json::array();
  if (!launch["configurations"].is_array()) return std::nullopt;
  return launch;
}

void put(Json& configurations, const Json& configuration) {
  for (Json& each : configurations)
    if (each.is_object() && each.contains("name") && each["name"] == configuration["name"]) {
      each = configuration;
      return;
    }
  configurations.push_back(configuration);
}

bool write(const fs::path& file, const Json& launch) {
  std::error_code nowhere;
  create_directories(file.parent_path(), nowhere);
  const fs::path next = file.string() + ".new";
  if (!(std::ofstream{next, std::ios::binary} << launch.dump(2) << '\n')) return false;
  rename(next, file, nowhere);
  return !nowhere;
}

fs::path launch_file(const fs::path& root) { return root / ".vscode" / "launch.json"; }

/// True for a configuration made by launch_in_vscode. The kit's own configurations ask for a token.
bool is_replay(const Json& configuration) {
  const Json arguments =
      configuration.is_object() ? configuration.value("args", Json::array()) : Json::array();
  return std::ranges::any_of(arguments, [](const Json& each) {
    const std::string text = each.is_string() ? each.get<std::string>() : "";
    return text.starts_with("--replay=") && text.find('$') == text.npos;
  });
}

/// Returns the tests of an activity, one a line.
std::string tests_of(const results::ManifestActivity& activity) {
  std::string tests;
  for (const results::Test& test : activity.tests) tests += "\n  " + activity.ctest_name(test);
  return tests;
}

/// Returns the commands that run one test with `arguments`. Throws BadUsage if there is none such.
Commands commands_on_test(const results::Manifest& manifest,
                          const results::ManifestActivity& activity, const std::string& test,
                          const std::string& arguments) {
  for (const results::Test& each : activity.tests)
    if (activity.ctest_name(each) == test)
      return {
          .build = build_command(manifest, activity),
          .run = fmt::format("{} {} --gtest_filter={}.{}", quoted(program_of(manifest, activity)),
                             arguments, each.family, each.name)};
  throw BadUsage{fmt::format("there is no test \"{}\"; activity {} has{}", test, activity.number(),
                             tests_of(activity))};
}

}  // namespace

Commands replay_commands(const results::Manifest& manifest, const Replay& replay) {
  const results::ManifestActivity& activity = activity_of_replay(manifest, replay);
  const std::string program =
      fmt::format("{} --replay={}{}", quoted(program_of(manifest, activity)), replay.token,
                  replay.step ? " --step" : "");
  return {.build = build_command(manifest, activity),
          .run = replay.debugger.empty() ? program
                                         : fmt::format("{} --args {}", replay.debugger, program)};
}

Commands show_commands(const results::Manifest& manifest, const std::string& test) {
  const results::ManifestActivity& activity = activity_of(manifest, test.substr(0, test.find('.')));
  if (test == activity.number())
    return {.build = build_command(manifest, activity),
            .run = quoted(program_of(manifest, activity)) + " --page"};
  return commands_on_test(manifest, activity, test, "--draw");
}

Commands outcomes_commands(const results::Manifest& manifest, const std::string& test, int show) {
  const results::ManifestActivity& activity = activity_of(manifest, test.substr(0, test.find('.')));
  return commands_on_test(manifest, activity, test,
                          show == 0 ? "--outcomes --gtest_brief=1"
                                    : fmt::format("--outcomes={} --gtest_brief=1", show));
}

Commands play_commands(const results::Manifest& manifest, const std::string& what, int scenario) {
  const results::ManifestActivity& activity = activity_of(manifest, what.substr(0, what.find('.')));
  if (what != activity.number())
    return commands_on_test(
        manifest, activity, what,
        scenario == 0 ? "--adversary" : fmt::format("--adversary={}", scenario));
  if (scenario > 0)
    throw BadUsage{fmt::format("--scenario needs the name of a test; activity {} has{}",
                               activity.number(), tests_of(activity))};
  return {.build = build_command(manifest, activity),
          .run = quoted(program_of(manifest, activity)) + " --adversary"};
}

std::string launch_in_vscode(const results::Manifest& manifest, const Replay& replay) {
  const fs::path program = program_of(manifest, activity_of_replay(manifest, replay));
  const std::vector<Json> ours = configurations(program, replay);
  const fs::path file = launch_file(manifest.root);
  std::optional<Json> launch = read_launch(file);
  if (launch)
    for (const Json& each : ours) put((*launch)["configurations"], each);
  if (!launch || !write(file, *launch))
    return fmt::format(
        "{} was not changed: it cannot be read or written as plain JSON.\n"
        "Paste one of these into its \"configurations\", choose it (Ctrl+Shift+D), press F5:\n"
        "{},\n{}\n",
        file.string(), ours[0].dump(2), ours[1].dump(2));
  return fmt::format(
      "Written: {}\n"
      "In VS Code, open the folder {}\n"
      "and set a breakpoint in your answer. Under Run and Debug (Ctrl+Shift+D) choose\n"
      "  {} or\n  {}\n"
      "and press F5. After each edit run this command again: it builds what F5 runs.\n",
      file.string(), manifest.root.string(), ours[0]["name"].get<std::string>(),
      ours[1]["name"].get<std::string>());
}

void remove_launches(const fs::path& root) {
  const fs::path file = launch_file(root);
  std::optional<Json> launch = exists(file) ? read_launch(file) : std::nullopt;
  if (!launch) return;
  Json kept = Json::array();
  for (const Json& each : (*launch)["configurations"])
    if (!is_replay(each)) kept.push_back(each);
  if (kept.size() == (*launch)["configurations"].size()) return;
  (*launch)["configurations"] = kept;
  write(file, *launch);
}

}  // namespace workshop
