// grade one ANSWER: what an answer is worth. grade verify: how well answers are shut in here.
// grade render: a report in other formats. grade catalogue: the wrong answers that we know.
// Exit codes: 0 a verdict was reached, whatever it is; 1 it was not (INFRA_ERROR), or the level is
// below the minimum; 2 the command line makes no sense.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <map>

#include "box/probing.hpp"
#include "grade/build.hpp"
#include "grade/commands/reporting.hpp"
#include "grade/grading.hpp"
#include "grade/intake.hpp"
#include "grade/report.hpp"
#include "table/json_file.hpp"

namespace {

using namespace grader;

struct Options {
  std::string kit = OOO_GRADER_KIT;
  std::string level = "L3", minimum = "L2";
  std::string answer, activity, json;
  Feedback feedback = Feedback::schedule;
};

int grade_one(const Options& options) {
  const Kit kit = read_kit(options.kit);
  const Kit::Activity& activity =
      options.activity.empty() ? activity_of(options.answer, kit) : kit.activity(options.activity);
  const Terms terms{.level = level_here(kit, level_from(options.level)),
                    .minimum = level_from(options.minimum)};
  const Graded graded = grade(options.answer, kit, activity, terms);
  fmt::print("{}", text_report(graded, options.feedback));
  if (!options.json.empty()) {
    std::ofstream stream{options.json};
    stream << json_report(graded, options.feedback).dump(2) << '\n';
    stream.close();
    if (!stream) throw std::runtime_error{options.json + ": cannot be written"};
  }
  return graded.verdict == Verdict::infra_error ? 1 : 0;
}

int verify(const Options& options) {
  const Kit kit = read_kit(options.kit);
  for (Level level : {Level::process, Level::landlock, Level::namespaces}) {
    const Workshop workshop;
    namespace fs = std::filesystem;
    const fs::path cell = workshop.folder() / "cell", probe = workshop.folder() / "probe";
    fs::copy_file(kit.cell, cell);
    fs::copy_file(kit.probe, probe);
    fmt::print("{}\n", to_string(level));
    try {
      for (const Attempt& attempt : attempts_in(level, {cell, probe}, workshop.folder()))
        fmt::print("  {:<30} {}\n", attempt.what, attempt.was_possible ? "possible" : "prevented");
    } catch (const std::exception& error) {
      fmt::print("  not here: {}\n", error.what());
    }
  }
  const Level level = level_here(kit, level_from(options.level));
  const bool is_enough = level >= level_from(options.minimum);
  fmt::print("Boxes have level {} here: hidden tests are {}.\n", to_string(level),
             is_enough ? "run" : "not run, it is below the minimum of " + options.minimum);
  return is_enough ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  std::signal(SIGPIPE, SIG_IGN);  // a box may go while we speak
  Options options;
  CLI::App app{"Grades answers that nobody has read."};
  app.require_subcommand(1);
  const auto add_common = [&](CLI::App* command) {
    command->add_option("--kit", options.kit, "grader.json of a build directory");
    command->add_option("--level", options.level, "use no better boxes than these: L1, L2, L3");
    command->add_option("--minimum-level", options.minimum,
                        "run hidden tests only from this level on");
  };
  CLI::App* one = app.add_subcommand("one", "what one answer is worth");
  add_common(one);
  one->add_option("answer", options.answer, "a file, or a folder that holds it")->required();
  one->add_option("--activity", options.activity, "its number: 03");
  one->add_option("--json", options.json, "also writes the report there");
  const std::map<std::string, Feedback> feedbacks{
      {"schedule", Feedback::schedule}, {"family", Feedback::family}, {"none", Feedback::none}};
  one->add_option("--feedback", options.feedback, "schedule, family or none")
      ->transform(CLI::CheckedTransformer{feedbacks});
  CLI::App* verifies = app.add_subcommand("verify", "tries to break out of each kind of box");
  add_common(verifies);
  std::function<int()> chosen;
  add_render(app, chosen);
  add_catalogue(app, chosen);
  try {
    app.parse(count, arguments);
    if (chosen) return chosen();
    return one->parsed() ? grade_one(options) : verify(options);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const table::BadInput& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
