#include "workshop/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "results/compiler_words.hpp"
#include "results/progress.hpp"
#include "results/table.hpp"
#include "workshop/command.hpp"
#include "workshop/keyboard.hpp"
#include "workshop/pace.hpp"
#include "workshop/verdict.hpp"
#include "workshop/watch.hpp"

#if __has_include(<sys/ioctl.h>)
#include <sys/ioctl.h>
#endif
#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <unistd.h>
#endif

namespace workshop::commands {

Terminal terminal() {
  Terminal found =
      workshop::terminal(isatty(fileno(stdout)) != 0,
                         [](const char* name) -> const char* { return std::getenv(name); });
#if __has_include(<sys/ioctl.h>)
  winsize size{};
  const bool is_told = std::getenv("COLUMNS") != nullptr;
  if (!is_told && ioctl(fileno(stdout), TIOCGWINSZ, &size) == 0)
    found.columns = std::max<std::size_t>(found.columns, size.ws_col);
#endif
  return found;
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

results::Results judge_at_a_pace(const results::Manifest& manifest,
                                 const results::ManifestActivity& activity, bool notes_coverage) {
  std::atomic<int> ended{0};
  const Pace pace{manifest.build, terminal().clears, [&] {
                    return ended == 0
                               ? "Building " + activity.folder
                               : fmt::format("{} of {} tests", ended.load(), activity.tests.size());
                  }};
  return judge(manifest, activity, ended, notes_coverage);
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
  const results::Results results = judge_at_a_pace(manifest, activity);
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

}  // namespace workshop::commands
