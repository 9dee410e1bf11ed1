#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "grade/commands/commands.hpp"
#include "grade/diagnosis.hpp"
#include "grade/intake.hpp"
#include "results/json_file.hpp"

namespace grader {

namespace {

struct OneOptions : Common {
  std::string answer, activity, json;
};

/// Returns the activity that `handed_in` is an answer to. Throws results::BadInput.
const Kit::Activity& only_activity(const HandedIn& handed_in, const Kit& kit) {
  std::vector<std::string> found;
  for (const Kit::Activity& activity : kit.activities)
    if (handed_in.has_some(activity)) found.push_back(activity.tests.folder);
  if (found.size() == 1) return kit.activity(found.front());
  if (found.empty() && handed_in.whole->verdict == Verdict::infra_error)
    throw std::runtime_error{handed_in.whole->sentence};
  if (found.empty())
    throw results::BadInput{handed_in.whole->sentence + " Name the activity: --activity=00"};
  throw results::BadInput{fmt::format("It has answers to {}: choose one with --activity={}",
                                      fmt::join(found, ", "), found.front().substr(0, 2))};
}

/// Reads the answer. With --activity, a file may have any name.
Graded graded_by(const OneOptions& options, const Kit& kit, const Terms& terms) {
  namespace fs = std::filesystem;
  const fs::path answer = options.answer;
  if (options.activity.empty()) {
    const HandedIn handed_in = take_in(answer, kit.chosen({}), kit, terms.level);
    const Kit::Activity& activity = only_activity(handed_in, kit);
    kit.check_built({&activity});
    return grade([&] { return handed_in.files(activity); }, kit, activity, terms);
  }
  const Kit::Activity& activity = kit.activity(options.activity);
  kit.check_built({&activity});
  const auto files = [&] {
    const bool is_file = !fs::is_directory(answer) && !is_archive(answer.filename().string());
    return is_file ? take_in(answer, activity)
                   : take_in(answer, {&activity}, kit, terms.level).files(activity);
  };
  return grade(files, kit, activity, terms);
}

int grade_one(const OneOptions& options) {
  const Kit kit = options.the_kit();
  Graded graded = graded_by(options, kit, options.terms(kit));
  diagnose(graded, kit.root);
  fmt::print("{}", text_report(graded, options.feedback));
  if (!options.json.empty()) {
    eda::Json report = json_report(graded, options.feedback);
    report["format"] = 1;
    report["cost"] = cost_report(graded);
    std::ofstream stream{options.json};
    stream << report.dump(2) << '\n';
    stream.close();
    if (!stream) throw std::runtime_error{options.json + ": cannot be written (--json)"};
  }
  return graded.verdict == Verdict::infra_error ? 1 : 0;
}

}  // namespace

void add_one(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<OneOptions>();
  CLI::App* one = app.add_subcommand("one", "grades one answer");
  add_common(*one, *options);
  add_feedback(*one, *options);
  one->add_option("answer", options->answer, "a file, or an archive or a folder with the answer")
      ->required();
  one->add_option("--activity", options->activity,
                  "number of the activity, e.g. 03; default: from the names");
  one->add_option("--json", options->json, "file to write the report to");
  one->callback([&chosen, options] { chosen = [options] { return grade_one(*options); }; });
}

}  // namespace grader
