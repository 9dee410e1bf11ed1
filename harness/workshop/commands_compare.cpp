#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "results/shell.hpp"
#include "workshop/command.hpp"
#include "workshop/commands.hpp"
#include "workshop/compare.hpp"

namespace workshop::commands {
namespace {

/// Runs the program of one side and returns what it has written. Throws BadUsage.
nlohmann::json ends_of(const Compared& side, const std::string& arguments) {
  std::filesystem::remove(side.ends);
  const std::filesystem::path printed = side.ends.string() + ".txt";
  run(fmt::format("{} --ends={} --gtest_brief=1 {} >{} 2>&1", side.program, quoted(side.ends),
                  arguments, quoted(printed)));
  if (!exists(side.ends))
    throw BadUsage{
        fmt::format("the tests of answer {} did not come to their end; what they "
                    "printed is in {}",
                    side.sources.filename().string(), printed.string())};
  return nlohmann::json::parse(std::ifstream{side.ends});
}

/// Returns the argument that selects these tests of one activity.
std::string filter_of(const std::vector<std::string>& tests) {
  std::string filter;
  for (const std::string& test : tests) filter += (filter.empty() ? "" : ":") + test.substr(3);
  return "--gtest_filter=" + filter;
}

int compare(const results::Manifest& manifest, const std::string& one, const std::string& other) {
  notice_interrupts();
  const auto [first, second] = compared_answers(manifest, one, other);
  const results::Activity about = results::read_activity(manifest.root, first.folder);
  if (!about.suite.empty())
    throw BadUsage{"an answer to " + about.title + " is a suite of tests, and has no outcomes"};
  const Compared a = compared(manifest, first.folder, "a"),
                 b = compared(manifest, first.folder, "b");
  for (const auto& [answer, side] : {std::pair{&first, &a}, {&second, &b}})
    for (const std::string& command : take_answer(manifest, *answer, side->sources))
      if (run(command) != 0) return 3;
  const std::string number = first.folder.substr(0, 2);
  if (run(fmt::format("cmake --build {} --target {}_compared_a {}_compared_b",
                      quoted(manifest.build), number, number)) != 0)
    return 3;
  print(fmt::format("\na: {}\nb: {}\n\n", results::shell_path(manifest, first.path),
                    results::shell_path(manifest, second.path)));
  const nlohmann::json all_of_a = ends_of(a, ""), all_of_b = ends_of(b, "");
  const std::vector<std::string> tests = differing_tests(all_of_a, all_of_b);
  if (tests.empty()) return print(no_difference_text(all_of_a, all_of_b));
  const nlohmann::json own_of_a = ends_of(a, "--outcomes " + filter_of(tests)),
                       own_of_b = ends_of(b, "--outcomes " + filter_of(tests));
  const Difference difference = calmest_difference(own_of_a, own_of_b);
  print(difference_text(difference, own_of_a, own_of_b));
  const Compared& side = difference.side == "a" ? a : b;
  run(fmt::format("{} --ends={} --outcomes={} --gtest_brief=1 {}", side.program, quoted(side.ends),
                  difference.number, filter_of(tests)));
  return 1;
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  struct Asked {
    std::string one, other;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* compare_two = app.add_subcommand(
      "compare", "Finds the calmest schedule on which two answers behave differently");
  compare_two->add_option("A", asked->one, "A file, a folder, 03/mine, 03/solution or a name")
      ->required();
  compare_two->add_option("B", asked->other, "Another answer to the same activity")->required();
  compare_two->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      return compare(manifest, asked->one, asked->other);
    };
  });
}

}  // namespace workshop::commands
