#include "workshop/commands.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "results/compiler_words.hpp"
#include "results/progress.hpp"
#include "results/shell.hpp"
#include "results/table.hpp"
#include "workshop/command.hpp"
#include "workshop/compare.hpp"
#include "workshop/keyboard.hpp"
#include "workshop/pace.hpp"
#include "workshop/verdict.hpp"
#include "workshop/watch.hpp"

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <unistd.h>
#endif

namespace workshop::commands {

Terminal terminal() {
  return workshop::terminal(isatty(fileno(stdout)) != 0,
                            [](const char* name) -> const char* { return std::getenv(name); });
}

Activities activities_in(const results::Manifest& manifest) {
  Activities activities;
  for (const results::ManifestActivity& each : manifest.activities)
    activities[each.folder] = results::read_activity(manifest.root, each.folder);
  return activities;
}

int print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
  return 0;
}

namespace {

/// Returns the current time by the clock of the disk that holds `build`.
std::filesystem::file_time_type time_in(const std::filesystem::path& build) {
  const std::filesystem::path file = build / "watch" / "now";
  std::ofstream{file} << ' ';
  std::error_code no_such_file;
  return std::filesystem::last_write_time(file, no_such_file);
}

int show_verdict(const results::Manifest& manifest, const results::ManifestActivity& activity) {
  results::Results results;
  {
    std::atomic<int> ended{0};
    const Pace pace{manifest.build, terminal().clears, [&] {
                      return ended == 0 ? "Building " + activity.folder
                                        : fmt::format("{} of {} tests", ended.load(),
                                                      activity.tests.size());
                    }};
    results = judge(manifest, activity, ended);
  }
  results::keep_results(manifest, results, time_in(manifest.build));
  print(results::closing_table(manifest, activities_in(manifest), results, terminal().colour));
  return exit_code_of(manifest, activity.number(), "", results);
}

int watch_from_here(const results::Manifest& manifest, const std::string& number) {
  Keyboard keyboard;
  Outside outside;
  outside.look = [&](const auto& activity) { return look_at(manifest, activity); };
  outside.key = [&] { return keyboard.key(60); };
  outside.clear = [] {
    if (terminal().clears) print("\x1b[H\x1b[2J\x1b[3J");
    print("Building and running ...\n");
  };
  outside.judge = [&](const auto& activity) { return show_verdict(manifest, activity); };
  outside.hint = [&](const auto& activity) {
    return hint(manifest, activities_in(manifest), activity.number(), 0,
                manifest.build / "hints.json");
  };
  outside.say = [](const std::string& words) { print(words); };
  return watch(manifest, number, outside);
}

}  // namespace

void add_test(CLI::App& app, Action& action) {
  struct Asked {
    std::string number, family;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* test = app.add_subcommand("test", "Builds and runs the tests of an activity");
  test->add_option("NN", asked->number, "Number of the activity; default: all");
  test->add_option("FAMILY", asked->family, "order, duplicate, timeout ...; default: all");
  test->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      notice_interrupts();
      const std::string command = test_command(manifest, asked->number, asked->family);
      if (!asked->number.empty()) {  // one activity: print its first error once, not in every test
        const auto built = build_answer(manifest, activity_of(manifest, asked->number));
        if (built.ending != results::Ending::passed) {
          print(built.output);
          return 3;
        }
        if (const auto warnings = results::warnings_in(built.output); !warnings.empty())
          print(fmt::format("{}\n", fmt::join(warnings, "\n")));
      }
      int status = 0;
      {
        const Pace pace{manifest.build, terminal().clears, [&] {
                          return fmt::format("{} builds and tests done",
                                             ended_in_ctest(manifest.build));
                        }};
        status = run(command);
      }
      if (!exists(results::log_of(manifest.build))) return 3;
      const int red = exit_code_of(manifest, asked->number, asked->family,
                                   results::read_results(manifest.build));
      return red == 0 && status != 0 ? 1 : red;
    };
  });
}

void add_watch(CLI::App& app, Action& action) {
  struct Asked {
    std::string number;
    bool once = false;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* watch_it = app.add_subcommand("watch", "Judges an activity each time you save");
  watch_it->add_option("NN", asked->number, "Number of the activity; default: the first");
  watch_it->add_flag("--once", asked->once, "Judges once, with the exit codes of test");
  watch_it->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      notice_interrupts();
      if (!asked->once) return watch_from_here(manifest, asked->number);
      return show_verdict(manifest, asked->number.empty() ? manifest.activities.at(0)
                                                          : activity_of(manifest, asked->number));
    };
  });
}

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
