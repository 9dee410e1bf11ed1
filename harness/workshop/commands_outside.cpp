// Commands that look beyond the workshop: events and logs of others, a template, real servers.

#include <fmt/format.h>

#include <memory>

#include "results/shell.hpp"
#include "workshop/cloudformation.hpp"
#include "workshop/command.hpp"
#include "workshop/commands.hpp"
#include "workshop/lint.hpp"
#include "workshop/observe.hpp"
#include "workshop/real.hpp"

namespace workshop::commands {

void add_lint(CLI::App& app, Action& action) {
  struct Asked {
    std::vector<std::string> files;
    std::string owners;
    bool json = false;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* lint = app.add_subcommand("lint", "Checks events against the rules of good events");
  lint->add_option("FILE", asked->files, "One event, an array, or JSON lines; - for the input")
      ->required();
  lint->add_option("--owners", asked->owners, "Services and their data; default: the workshop's");
  lint->add_flag("--json", asked->json, "Prints the findings as JSON");
  lint->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      const workshop::Linted linted =
          workshop::lint_files(manifest.root, asked->files, asked->owners);
      print(asked->json ? workshop::lint_json(linted) : workshop::lint_report(linted, terminal()));
      return linted.findings.empty() ? 0 : 1;
    };
  });
}

void add_observe(CLI::App& app, Action& action) {
  struct Asked {
    std::string log, rules;
    int within = -1, delay = 10;
    bool from_start = false;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* observe = app.add_subcommand(
      "observe", "Judges the log of a running system by the rules of an activity");
  observe->add_option("LOG", asked->log, "CloudEvents, one in each line; - for the input")
      ->required();
  observe->add_option("--rules", asked->rules, "Number of an activity, or a file of that form")
      ->type_name("NN")
      ->required();
  const auto minutes = CLI::Range(0, 366 * 24 * 60);
  observe->add_option("--within", asked->within, "Time until the end; default: that of the rules")
      ->type_name("MINUTES")
      ->check(minutes);
  observe
      ->add_option("--delay", asked->delay, "Longest way of an event to its handler; default: 10")
      ->type_name("MINUTES")
      ->check(minutes);
  observe->add_flag("--from-start", asked->from_start, "The log has all events since the first");
  observe->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      LogRules rules = read_log_rules(manifest, asked->rules);
      if (asked->within >= 0) rules.within = std::chrono::minutes{asked->within};
      const Observed observed = workshop::observe(
          rules, read_log(asked->log),
          {.delay = std::chrono::minutes{asked->delay}, .from_start = asked->from_start});
      print(observe_report(observed, terminal()));
      return observed.wrong.empty() ? 0 : 1;
    };
  });
}

void add_export(CLI::App& app, Action& action) {
  struct Asked {
    std::string number;
    bool as_template = false;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* exported =
      app.add_subcommand("export", "Prints an answer in the form of a real service");
  exported->add_option("NN", asked->number, "13, the plumbing")
      ->required()
      ->check(CLI::IsMember({"13"}));
  exported->add_flag("--cloudformation", asked->as_template, "A template of CloudFormation")
      ->required();
  exported->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      const std::string& folder = workshop::activity_of(manifest, asked->number).folder;
      const workshop::Plumbing plumbing =
          workshop::read_plumbing(manifest.root / "exercises" / folder);
      return print(workshop::cloudformation_of(plumbing).dump(2) + '\n');
    };
  });
}

void add_real(CLI::App& app, Action& action) {
  struct Asked {
    std::string number, store = "postgres", kill;
    int orders = 1000;
    bool no_kill = false, keep = false;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* real = app.add_subcommand("real", "Runs an answer on NATS JetStream and PostgreSQL");
  real->add_option("NN", asked->number, "Number of the activity")->required();
  real->add_option("--orders", asked->orders, "Default: 1000")->check(CLI::Range(10, 100'000));
  real->add_flag("--no-kill", asked->no_kill, "Kills neither a server nor a worker");
  real->add_option("--kill", asked->kill, "Default: leader,worker; also: postgres, partition")
      ->check([](const std::string& words) {
        const bool is_list = words.find_first_not_of("abcdefghijklmnopqrstuvwxyz,") == words.npos;
        return is_list ? "" : "a list of words, such as leader,worker";
      });
  real->add_option("--store", asked->store, "postgres, or kv: a store of NATS")
      ->check(CLI::IsMember({"postgres", "kv"}));
  real->add_flag("--keep", asked->keep, "Keeps data and logs of the servers");
  real->callback([&action, asked] {
    action = [asked](const results::Manifest& manifest) {
      if (const std::string why_not = why_not_real(manifest, asked->number); !why_not.empty()) {
        print(why_not);
        return 2;
      }
      RealRun run{asked->number, {"--orders", std::to_string(asked->orders)}};
      if (asked->no_kill) run.options.push_back("--no-kill");
      if (!asked->kill.empty()) run.options.insert(run.options.end(), {"--kill", asked->kill});
      run.options.insert(run.options.end(), {"--store", asked->store});
      if (asked->keep) run.options.push_back("--keep");
      const Commands commands = real_commands(manifest, run);
      if (workshop::run(commands.build) == 0) return workshop::run_in_terminal(commands.run);
      print(
          fmt::format("Without the servers and their libraries there is no such target: "
                      "harness/setup.sh --real, then {}\n",
                      results::configure_command(manifest)));
      return 3;
    };
  });
}

}  // namespace workshop::commands
