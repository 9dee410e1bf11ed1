// workshop: shows progress, runs tests, shows hints, replays schedules, checks events and logs.
// Exit codes: 0 all requested tests pass, or done; 1 some fail, or there are findings; 2 the
// command line is wrong, or a file cannot be read; 3 not built; 130 stopped by Ctrl-C.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "results/json_file.hpp"
#include "results/progress.hpp"
#include "results/shell.hpp"
#include "workshop/answers.hpp"
#include "workshop/command.hpp"
#include "workshop/commands.hpp"
#include "workshop/doctor.hpp"
#include "workshop/glossary.hpp"
#include "workshop/pack.hpp"
#include "workshop/replay.hpp"
#include "workshop/where.hpp"
#include "workshop/workshop.hpp"

using namespace workshop::commands;

namespace {

int build_and_run(const workshop::Commands& commands) {
  return workshop::run(commands.build) == 0 ? workshop::run_in_terminal(commands.run) : 3;
}

int where(const results::Manifest& manifest) {
  return print(workshop::where(manifest, activities_in(manifest), results::read_progress(manifest),
                               workshop::read_hints(manifest.build / "hints.json"),
                               std::filesystem::file_time_type::clock::now(), terminal()));
}

void add_list(CLI::App& app, Action& action) {
  app.add_subcommand("list", "Lists the activities and their points")->callback([&action] {
    action = [](const results::Manifest& manifest) {
      return print(workshop::list(manifest, activities_in(manifest),
                                  results::read_progress(manifest).results));
    };
  });
}

void add_hint(CLI::App& app, Action& action) {
  struct Asked {
    std::string number;
    int level = 0;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* hint = app.add_subcommand("hint", "Shows the next hint for an activity");
  hint->add_option("NN", asked->number, "Its number")->required();
  hint->add_option("LEVEL", asked->level, "From 1 (a question) to 3; default: the next");
  hint->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      return print(workshop::hint(manifest, activities_in(manifest), asked->number, asked->level,
                                  manifest.build / "hints.json"));
    };
  });
}

void add_explain(CLI::App& app, Action& action) {
  auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* explain = app.add_subcommand("explain", "Explains a family of tests or a term");
  explain->add_option("TERM", *words, "duplicate, outbox, lost update ...; default: lists all");
  explain->callback([&action, words] {
    action = [words](const results::Manifest& manifest) {
      const auto glossary = workshop::read_glossary(workshop::glossary_of(manifest.root));
      return print(workshop::explain(glossary, fmt::format("{}", fmt::join(*words, " ")),
                                     results::tool_command(manifest, "explain")));
    };
  });
}

void add_show(CLI::App& app, Action& action) {
  auto test = std::make_shared<std::string>();
  CLI::App* show = app.add_subcommand("show", "Draws the calm schedule of a test in a page");
  show->add_option("TEST", *test, "03.order.in_sequence; or 17, for the dashboards of 17")
      ->required();
  show->callback([&action, test] {
    action = [test](const results::Manifest& manifest) {
      return build_and_run(workshop::show_commands(manifest, *test));
    };
  });
}

void add_outcomes(CLI::App& app, Action& action) {
  struct Asked {
    std::string test;
    int show = 0;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* outcomes =
      app.add_subcommand("outcomes", "Lists the distinct outcomes of a test: why does it pass?");
  outcomes->add_option("TEST", asked->test, "03.timeout.third_fact_races_deadline")->required();
  outcomes->add_option("--show", asked->show, "Draws the calmest schedule to outcome number N")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  outcomes->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      const int exit_code =
          build_and_run(workshop::outcomes_commands(manifest, asked->test, asked->show));
      if (asked->show > 0 || exit_code > 1) return exit_code;
      print(fmt::format("To draw the calmest schedule to outcome 1:\n{}\n",
                        results::tool_command(manifest, "outcomes " + asked->test + " --show 1")));
      return exit_code;
    };
  });
}

void add_replay(CLI::App& app, Action& action) {
  auto asked = std::make_shared<workshop::Replay>();
  CLI::App* replay = app.add_subcommand("replay", "Runs a schedule again, with your current code");
  replay->add_option("TOKEN", asked->token, "The token printed under a failure")->required();
  replay->add_option("--debugger", asked->debugger, "vscode, gdb, or another that takes --args");
  replay->add_flag("--step", asked->step, "Stops before each step");
  replay->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      const workshop::Commands commands = workshop::replay_commands(manifest, *asked);
#ifndef _WIN32
      // under a debugger the leak sanitizer does not work, and fails programs without leaks
      if (!asked->debugger.empty()) setenv("LSAN_OPTIONS", "detect_leaks=0", 0);
#endif
      if (asked->debugger != "vscode") return build_and_run(commands);
      if (workshop::run(commands.build) != 0) return 3;
      return print(workshop::launch_in_vscode(manifest, *asked));
    };
  });
}

void add_reset(CLI::App& app, Action& action) {
  auto number = std::make_shared<std::string>();
  CLI::App* reset = app.add_subcommand("reset", "Restores a skeleton; keeps a copy of your answer");
  reset->add_option("NN", *number, "The activity's number")->required();
  reset->callback([&action, number] {
    action = [number](const results::Manifest& manifest) {
      return print(workshop::reset(manifest, *number, workshop::time_stamp()));
    };
  });
}

void add_diff(CLI::App& app, Action& action) {
  struct Asked {
    std::string number;
    bool gives_up = false;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* diff = app.add_subcommand("diff", "Compares your answer with ours, once it passes");
  diff->add_option("NN", asked->number, "The activity's number")->required();
  diff->add_flag("--give-up", asked->gives_up, "Compares even if some tests fail");
  diff->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      const std::string why_not = workshop::why_no_diff(manifest, results::read_progress(manifest),
                                                        asked->number, asked->gives_up);
      if (!why_not.empty()) {
        print(why_not);
        return 1;
      }
      const char* path = std::getenv("PATH");
      const auto git = workshop::find_program("git", path == nullptr ? "" : path);
      int code = 0;
      for (const std::string& command :
           workshop::diff_commands(manifest, asked->number, git, terminal().colour))
        code = std::max(code, workshop::run(command));
      if (code == 0) return print("No difference.\n");
      return code == 1 ? 0 : 2;
    };
  });
}

void add_doctor(CLI::App& app, Action& action) {
  app.add_subcommand("doctor", "Finds problems of this machine, with cures")->callback([&action] {
    action = [](const results::Manifest& manifest) {
      const auto findings =
          workshop::examine(manifest, std::filesystem::space(manifest.build).available);
      print(workshop::doctor(findings, terminal()));
      return workshop::exit_code_of(findings);
    };
  });
}

void add_pack(CLI::App& app, Action& action) {
  auto directory = std::make_shared<std::string>();
  CLI::App* pack = app.add_subcommand("pack", "Makes the archive for participants");
  pack->add_option("DIR", *directory, "Folder of the archive; default: the build directory");
  pack->callback([&action, directory] {
    action = [directory](const results::Manifest& manifest) {
      const workshop::Pack pack =
          workshop::pack(manifest, directory->empty() ? manifest.build / "pack"
                                                      : std::filesystem::path{*directory});
      remove_all(pack.folder);
      create_directories(pack.folder);
      create_directories(pack.archive.parent_path());
      if (workshop::run(pack.install) != 0) return 1;
      workshop::take_answers_out(manifest, pack.folder);
      workshop::remove_launches(pack.folder);
      if (workshop::run(pack.compress) != 0) return 1;
      return print(fmt::format("{}\n", pack.archive.string()));
    };
  });
}

int follow(int argc, char** argv) {
  CLI::App app{"Out of Order: without a command, shows your progress and the next step."};
  app.require_subcommand(0, 1);
  Action action = where;
  for (const auto add : {add_list, add_test, add_watch, add_hint, add_explain, add_show,
                         add_outcomes, add_compare, add_replay, add_reset, add_real, add_lint,
                         add_observe, add_export, add_checklist, add_doctor})
    add(app, action);
  if (workshop::can_compare(OOO_ROOT)) add_diff(app, action);
  if (workshop::can_pack(OOO_ROOT)) add_pack(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const std::filesystem::path file = OOO_MANIFEST;
  const std::filesystem::path here = std::filesystem::current_path();
  if (!std::filesystem::exists(file)) {
    const results::Manifest gone{.root = OOO_ROOT, .build = file.parent_path(), .here = here};
    std::fprintf(stderr, "workshop: %s is missing; configure again: %s\n", OOO_MANIFEST,
                 results::configure_command(gone).c_str());
    return 3;
  }
  results::Manifest manifest = results::read_manifest(file);
  manifest.here = here;
  workshop::set_variable("OUT_OF_ORDER_HERE", here.string());  // for the closing table
  return action(manifest);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return follow(argc, argv);
  } catch (const workshop::Interrupted& stopped) {
    std::fprintf(stderr, "\nworkshop: %s; the results of this run were not kept\n", stopped.what());
    return 130;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "workshop: %s\n", error.what());
    return 2;
  }
}
