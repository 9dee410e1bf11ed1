// workshop: where am I, run my tests, show me a hint, run that schedule again. Exit codes: 0 all
// tests that were asked for pass, 1 some fail, 2 the command line makes no sense, 3 not built.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "workshop/workshop.hpp"

#ifndef _WIN32
#include <sys/wait.h>
#endif

namespace {

/// Runs a shell command and returns its exit code.
int run(const std::string& command) {
  std::fflush(stdout);
  const int status = std::system(command.c_str());
#ifdef _WIN32
  return status;
#else
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
#endif
}

workshop::Activities activities_in(const table::Judged& judged) {
  workshop::Activities activities;
  for (const table::JudgedActivity& each : judged.activities)
    activities[each.folder] = table::read_activity(judged.root, each.folder);
  return activities;
}

/// Of the latest run; nothing before the first.
table::Results results_in(const table::Judged& judged) {
  const bool has_run = exists(judged.build / "Testing" / "Temporary" / "LastTest.log");
  return has_run ? table::read_results(judged.build) : table::Results{};
}

int test(const table::Judged& judged, const std::string& number, const std::string& family) {
  if (run(workshop::test_command(judged, number, family)) == 0) return 0;
  const int code = workshop::exit_code_of(results_in(judged));
  return code == 0 ? 1 : code;
}

int replay(const table::Judged& judged, const std::string& token, const std::string& debugger) {
  const auto [build, program] = workshop::replay_commands(judged, token, debugger);
  if (run(build) != 0) return 3;
  return run(program);
}

int follow(int argc, char** argv) {
  CLI::App app{"Out of Order: where am I? Without a command, the list of activities."};
  app.require_subcommand(0, 1);
  std::string number, family, token, debugger;
  int level = 0;

  app.add_subcommand("list", "The activities, and the points of the latest run");
  CLI::App* test_it = app.add_subcommand("test", "Builds and runs the tests of an activity");
  test_it->add_option("NN", number, "Its number; all activities without it");
  test_it->add_option("FAMILY", family, "order, duplicate, timeout ...; all families without it");
  CLI::App* hint_it = app.add_subcommand("hint", "The next hint for an activity");
  hint_it->add_option("NN", number, "Its number")->required();
  hint_it->add_option("LEVEL", level, "This hint, from 1 (a question) to 3 (nearly the answer)");
  CLI::App* replay_it =
      app.add_subcommand("replay", "Runs a schedule again, with the code as it is now");
  replay_it->add_option("TOKEN", token, "As it stands under a failure")->required();
  replay_it->add_option("--debugger", debugger, "Runs it under gdb, or another that takes --args");

  try {
    app.parse(argc, argv);
    const table::Judged judged = table::read_judged(OOO_JUDGED);
    if (*test_it) return test(judged, number, family);
    if (*replay_it) return replay(judged, token, debugger);
    const workshop::Activities activities = activities_in(judged);
    const std::string text =
        *hint_it ? workshop::hint(judged, activities, number, level, judged.build / "hints.json")
                 : workshop::list(judged, activities, results_in(judged));
    std::fputs(text.c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return follow(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "workshop: %s\n", error.what());
    return 2;
  }
}
