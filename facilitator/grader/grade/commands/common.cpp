#include <map>

#include "grade/commands/commands.hpp"

namespace grader {

Terms Common::terms(const Kit& kit) const {
  return {.level = level_here(kit, level_from(level)), .minimum = level_from(minimum)};
}

void add_common(CLI::App& command, Common& options) {
  command.add_option("--kit", options.kit, "grader.json of a build directory");
  command.add_option("--level", options.level, "use no better boxes than these: L1, L2, L3");
  command.add_option("--minimum-level", options.minimum,
                     "run hidden tests only from this level on");
}

void add_feedback(CLI::App& command, Common& options) {
  const std::map<std::string, Feedback> feedbacks{
      {"schedule", Feedback::schedule}, {"family", Feedback::family}, {"none", Feedback::none}};
  command.add_option("--feedback", options.feedback, "schedule, family or none")
      ->transform(CLI::CheckedTransformer{feedbacks});
}

}  // namespace grader
