#include <map>

#include "grade/commands/commands.hpp"
#include "grade/commands/reporting.hpp"

namespace grader {

Kit Common::the_kit() const {
  Kit read = read_kit(kit);
  read.limits.cpu_s = cpu_s;
  read.limits.memory_bytes = memory_mib << 20;
  read.search_s_max = search_s_max;
  return read;
}

Terms Common::terms(const Kit& kit) const {
  return {.level = level_here(kit, level_from(level)), .minimum = level_from(minimum)};
}

void add_common(CLI::App& command, Common& options) {
  command.add_option("--kit", options.kit, "grader.json of a build directory");
  command.add_option("--level", options.level, "use no better boxes than these: L1, L2, L3");
  command.add_option("--minimum-level", options.minimum,
                     "run hidden tests only from this level on");
  command
      .add_option("--cpu-limit", options.cpu_s,
                  "seconds of processor time that an answer has for a question: 2")
      ->check(CLI::Range(1, 3600));
  command.add_option("--memory-limit", options.memory_mib, "MiB that an answer may use: 1024")
      ->check(CLI::Range(64, 1 << 20));
  command
      .add_option("--search-limit", options.search_s_max,
                  "seconds of processor time that all tests of an answer may take together: 600")
      ->check(CLI::Range(1, 86'400));
}

void add_feedback(CLI::App& command, Common& options) {
  const std::map<std::string, Feedback> feedbacks{
      {"schedule", Feedback::schedule}, {"family", Feedback::family}, {"none", Feedback::none}};
  command.add_option("--feedback", options.feedback, "schedule, family or none")
      ->transform(CLI::CheckedTransformer{feedbacks});
}

void add_report_options(CLI::App& command, Reports& reports) {
  const auto add = [&](const char* name, std::filesystem::path& file, const char* what) {
    command.add_option(name, file, what)->type_name("FILE");
  };
  add("--junit", reports.junit, "JUnit XML, for GitLab and others");
  add("--markdown", reports.markdown, "Markdown, for a step summary of GitHub");
  add("--gradescope", reports.gradescope, "Gradescope's results.json");
  add("--classroom", reports.classroom, "a result for GitHub Classroom's reporter");
  add("--html", reports.html, "the room as a page");
  command.add_flag("--names", reports.names, "the page shows names instead of pseudonyms");
}

}  // namespace grader
