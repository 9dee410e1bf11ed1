#include "grade/commands/command_line.hpp"

#include <csignal>
#include <cstdio>

#include "grade/commands/commands.hpp"
#include "grade/commands/reporting.hpp"
#include "grade/scratch_dir.hpp"
#include "grade/supervisor.hpp"
#include "results/json_file.hpp"

namespace grader {

namespace {

int carry_out(const Chosen& chosen) {
  std::signal(SIGPIPE, SIG_IGN);  // a box may end while this process writes to it
  try {
    remove_abandoned_scratch_dirs();
    return chosen();
  } catch (const results::BadInput& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

}  // namespace

int run_command_line(int count, char** arguments) {
  CLI::App app{"Grades untrusted answers in boxes."};
  app.require_subcommand(1);
  Chosen chosen;
  add_one(app, chosen);
  add_room(app, chosen);
  add_ci(app, chosen);
  add_merge(app, chosen);
  add_verify(app, chosen);
  add_render(app, chosen);
  add_catalogue(app, chosen);
  try {
    app.parse(count, arguments);
    const CLI::App& room = *app.get_subcommand("room");
    return under_supervisor([&] { return carry_out(chosen); }, room.count("--watch") > 0);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

}  // namespace grader
