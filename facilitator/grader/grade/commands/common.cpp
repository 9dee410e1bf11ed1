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
  command.add_option("--kit", options.kit, "file grader.json of a build directory");
  command.add_option("--level", options.level, "highest level of boxes to use: L1, L2, L3");
  command.add_option("--minimum-level", options.minimum,
                     "lowest level of boxes in which hidden tests run");
  command
      .add_option("--cpu-limit", options.cpu_s,
                  "seconds of processor time of an answer for one question; default: 2")
      ->check(CLI::Range(1, 3600));
  command
      .add_option("--memory-limit", options.memory_mib, "memory of an answer in MiB; default: 1024")
      ->check(CLI::Range(64, 1 << 20));
  command
      .add_option("--search-limit", options.search_s_max,
                  "seconds of processor time for all tests of an answer; default: 600")
      ->check(CLI::Range(1, 86'400));
}

void add_feedback(CLI::App& command, Common& options) {
  const std::map<std::string, Feedback> feedbacks{
      {"schedule", Feedback::schedule}, {"family", Feedback::family}, {"none", Feedback::none}};
  command
      .add_option("--feedback", options.feedback,
                  "detail on failing tests: schedule, family or none")
      ->transform(CLI::CheckedTransformer{feedbacks});
}

void add_report_options(CLI::App& command, Reports& reports) {
  const auto add = [&](const char* name, std::filesystem::path& file, const char* what) {
    command.add_option(name, file, what)->type_name("FILE");
  };
  add("--junit", reports.junit, "file for JUnit XML, for GitLab and others");
  add("--markdown", reports.markdown, "file for Markdown, for a step summary of GitHub");
  add("--gradescope", reports.gradescope, "file for Gradescope's results.json");
  add("--classroom", reports.classroom,
      "file for the result that GitHub Classroom's reporter reads");
  add("--html", reports.html, "file for the page of the room");
  command
      .add_option("--clock", reports.clock,
                  "folder for clock.html, the clock of the agenda with the room's counts")
      ->type_name("FOLDER");
  command.add_flag("--names", reports.names, "show names instead of pseudonyms on the page");
}

}  // namespace grader
