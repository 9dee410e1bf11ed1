#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "grade/commands/commands.hpp"
#include "grade/commands/reporting.hpp"
#include "grade/diagnosis.hpp"
#include "grade/digest.hpp"
#include "grade/intake.hpp"
#include "grade/room/document.hpp"
#include "report/reports.hpp"
#include "results/json_file.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

struct CiOptions : Common {
  std::string checkout = ".", name, out;
  std::vector<std::string> activities;
  int points_min = 0;
  Reports reports;
};

struct Total {
  int points = 0, points_max = 0, bonus = 0, misfortunes = 0, handed_in = 0;

  void add(const Graded& graded) {
    points += graded.score.points;
    points_max += graded.score.points_max;
    bonus += graded.score.bonus;
    misfortunes += graded.verdict == Verdict::infra_error;
    handed_in += !graded.hash.empty();
  }
};

fs::path checkout_of(const CiOptions& options) {
  std::error_code error;
  const fs::path checkout = fs::canonical(options.checkout, error);
  if (error || !fs::is_directory(checkout))
    throw results::BadInput{options.checkout + ": is not a folder"};
  return checkout;
}

int grade_checkout(const CiOptions& options) {
  const Kit kit = options.the_kit();
  const auto activities = kit.chosen(options.activities);
  const Terms terms = options.terms(kit);
  Total total;
  eda::Json answers = eda::Json::array();
  const fs::path checkout = checkout_of(options);
  const HandedIn handed_in = take_in(checkout, activities, kit, terms.level);
  Activities needed = activities;
  std::erase_if(needed, [&](const auto* each) { return !handed_in.has_some(*each); });
  kit.check_built(needed);
  for (const Kit::Activity* activity : activities) {
    Graded graded = grade([&] { return handed_in.files(*activity); }, kit, *activity, terms);
    diagnose(graded, kit.root);
    fmt::print("{}\n", text_report(graded, options.feedback));
    std::fflush(stdout);
    answers.push_back(json_report(graded, options.feedback));
    total.add(graded);
  }
  fmt::print("Total: {} of {}{}\n", total.points, total.points_max,
             total.bonus > 0 ? fmt::format(", bonus {}", total.bonus) : "");
  const std::string name = options.name.empty() ? checkout.filename().string() : options.name;
  const std::string sentence =
      total.handed_in > 0 ? "" : "It has no answer to a requested activity.";
  eda::Json document = new_document(digest_of(kit), activities);
  document["submissions"].push_back(
      {{"name", escaped(name)}, {"sentence", sentence}, {"answers", answers}});
  if (!options.out.empty()) write_document(document, options.out);
  write_reports(document, options.reports);
  return total.misfortunes > 0 || total.points < options.points_min ? 1 : 0;
}

}  // namespace

void add_ci(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<CiOptions>();
  CLI::App* ci = app.add_subcommand("ci", "grades the answers in a checkout of the kit");
  add_common(*ci, *options);
  add_feedback(*ci, *options);
  ci->add_option("checkout", options->checkout, "folder; only its answers are read");
  ci->add_option("--activity", options->activities, "number of an activity, e.g. 03; default: all");
  ci->add_option("--name", options->name, "name in the report; default: the name of the folder");
  ci->add_option("--out", options->out, "file or folder to write report.json to");
  ci->add_option("--fail-below", options->points_min,
                 "exit code 1 below this sum of points over all activities, without bonus");
  add_report_options(*ci, options->reports);
  ci->callback([&chosen, options] { chosen = [options] { return grade_checkout(*options); }; });
}

}  // namespace grader
