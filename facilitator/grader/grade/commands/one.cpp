#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "grade/commands/commands.hpp"
#include "grade/intake.hpp"

namespace grader {

namespace {

struct Options : Common {
  std::string answer, activity, json;
};

int grade_one(const Options& options) {
  const Kit kit = options.the_kit();
  const Kit::Activity& activity =
      options.activity.empty() ? activity_of(options.answer, kit) : kit.activity(options.activity);
  const Graded graded =
      grade([&] { return take_in(options.answer, activity); }, kit, activity, options.terms(kit));
  fmt::print("{}", text_report(graded, options.feedback));
  if (!options.json.empty()) {
    eda::Json report = json_report(graded, options.feedback);
    report["format"] = 1;
    report["cost"] = cost_report(graded);
    std::ofstream stream{options.json};
    stream << report.dump(2) << '\n';
    stream.close();
    if (!stream) throw std::runtime_error{options.json + ": cannot be written"};
  }
  return graded.verdict == Verdict::infra_error ? 1 : 0;
}

}  // namespace

void add_one(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* one = app.add_subcommand("one", "what one answer is worth");
  add_common(*one, *options);
  add_feedback(*one, *options);
  one->add_option("answer", options->answer, "a file, or a folder that holds it")->required();
  one->add_option("--activity", options->activity, "its number: 03");
  one->add_option("--json", options->json, "also writes the report there");
  one->callback([&chosen, options] { chosen = [options] { return grade_one(*options); }; });
}

}  // namespace grader
