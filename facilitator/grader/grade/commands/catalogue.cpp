#include "report/catalogue.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "answers/whole.hpp"
#include "answers/wrong_answer.hpp"
#include "grade/commands/reporting.hpp"
#include "grade/grading.hpp"
#include "grade/report.hpp"
#include "grade/room/durable.hpp"
#include "report/reports.hpp"
#include "results/json_file.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

struct CatalogueOptions {
  std::string kit = OOO_GRADER_KIT;
  std::string level = "L3";
  std::vector<std::string> activities;
  bool write = false;
};

/// Grades the answer `files` and returns its full report.
report::Fingerprint fingerprint_of(const std::string& name, const Files& files, const Kit& kit,
                                   const Kit::Activity& activity, const Terms& terms) {
  const Graded graded = grade([&] { return files; }, kit, activity, terms);
  fmt::print("{} {}: {}\n", activity.tests.number(), name, to_string(graded.verdict));
  std::fflush(stdout);
  if (graded.verdict == Verdict::infra_error)
    throw std::runtime_error{name + ": " + graded.sentence};
  return report::fingerprint_of(report::read_answer(json_report(graded, Feedback::schedule)));
}

report::Catalogue catalogue_of(const Kit& kit, const Kit::Activity& activity, const Terms& terms) {
  const std::string& folder = activity.tests.folder;
  report::Catalogue catalogue{
      .folder = folder,
      .skeleton = fingerprint_of("skeleton", answers::files_of_skeleton(kit.root, folder), kit,
                                 activity, terms),
      .answers = {}};
  for (const fs::path& file : answers::wrong_answer_files(kit.root, folder)) {
    const answers::WrongAnswer wrong = answers::read_wrong_answer(kit.root, file);
    const Files files = answers::files_of_answer(kit.root, folder, file);
    catalogue.answers.push_back(
        {wrong.name, wrong.mistake, fingerprint_of(wrong.name, files, kit, activity, terms)});
  }
  return catalogue;
}

/// Checks that the grader rejects each wrong answer. One without failing tests would match nothing.
bool finds_each(const report::Catalogue& catalogue) {
  return std::ranges::all_of(catalogue.answers, [&](const report::WrongAnswer& wrong) {
    const bool found = !wrong.fingerprint.tests.empty();
    if (!found) fmt::print("{}: no test fails, so it is not a wrong answer\n", wrong.name);
    return found;
  });
}

int make_catalogues(const CatalogueOptions& options) {
  const Kit kit = read_kit(options.kit);
  const Terms terms{.level = level_here(kit, level_from(options.level))};
  bool all_well = true;
  for (const Kit::Activity& activity : kit.activities) {
    const bool asked = options.activities.empty() ||
                       std::ranges::count(options.activities, activity.tests.number()) > 0;
    if (!asked) continue;
    kit.check_built({&activity});
    const report::Catalogue catalogue = catalogue_of(kit, activity, terms);
    const fs::path file = report::catalogue_file(kit.root, catalogue.folder);
    all_well = finds_each(catalogue) && all_well;
    if (options.write) {
      write_whole(file, report::to_text(catalogue));
    } else if (text_of(file) != report::to_text(catalogue)) {
      fmt::print("{} differs from the grader's results. Update it: grade catalogue --write\n",
                 file.string());
      all_well = false;
    }
  }
  return all_well ? 0 : 1;
}

}  // namespace

void add_catalogue(CLI::App& app, std::function<int()>& chosen) {
  const auto options = std::make_shared<CatalogueOptions>();
  CLI::App* catalogue = app.add_subcommand(
      "catalogue", "grades the known wrong answers and compares the results with catalogue.json");
  catalogue->add_option("--kit", options->kit, "file grader.json of a build directory");
  catalogue->add_option("--level", options->level, "highest level of boxes to use: L2, L3");
  catalogue->add_option("--activity", options->activities,
                        "number of an activity, e.g. 03; default: all");
  catalogue->add_flag("--write", options->write, "replace catalogue.json by the results");
  catalogue->callback(
      [&chosen, options] { chosen = [options] { return make_catalogues(*options); }; });
}

}  // namespace grader
