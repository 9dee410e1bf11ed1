// grade one ANSWER: what an answer is worth. grade room FOLDER: what all answers in it are worth.
// grade ci: the answers of a checkout. grade merge: reports of several rooms as one. grade verify:
// how well answers are shut in here. grade render: a report in other formats. grade catalogue: the
// wrong answers that we know.
// Exit codes: 0 a verdict was reached, whatever it is; 1 it was not (INFRA_ERROR), or the level or
// the points are below what they should be; 2 the command line makes no sense.

#include <csignal>
#include <cstdio>

#include "grade/commands/commands.hpp"
#include "grade/commands/reporting.hpp"
#include "grade/warden.hpp"
#include "grade/workshop.hpp"
#include "results/json_file.hpp"

namespace {

int carry_out(const grader::Chosen& chosen) {
  std::signal(SIGPIPE, SIG_IGN);  // a box may go while we speak
  try {
    grader::remove_abandoned_workshops();
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

int main(int count, char** arguments) {
  CLI::App app{"Grades answers that nobody has read."};
  app.require_subcommand(1);
  grader::Chosen chosen;
  grader::add_one(app, chosen);
  grader::add_room(app, chosen);
  grader::add_ci(app, chosen);
  grader::add_merge(app, chosen);
  grader::add_verify(app, chosen);
  grader::add_render(app, chosen);
  grader::add_catalogue(app, chosen);
  try {
    app.parse(count, arguments);
    return grader::under_a_warden([&] { return carry_out(chosen); });
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
