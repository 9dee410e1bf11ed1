#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "grade/grading.hpp"
#include "grade/report.hpp"

/// The commands of `grade`. Each adds itself to the command line. If the user names it, it sets
/// `chosen` to a function that does the work and returns the exit code.
namespace grader {

using Chosen = std::function<int()>;

void add_one(CLI::App& app, Chosen& chosen);
void add_room(CLI::App& app, Chosen& chosen);
void add_ci(CLI::App& app, Chosen& chosen);
void add_merge(CLI::App& app, Chosen& chosen);
void add_verify(CLI::App& app, Chosen& chosen);

/// Options of every command that judges.
struct Common {
  std::string kit = OOO_GRADER_KIT;
  std::string level = "L3", minimum = "L2";
  Feedback feedback = Feedback::schedule;
  std::uint64_t cpu_s = answer_limits.cpu_s, memory_mib = answer_limits.memory_bytes >> 20;
  int search_s_max = Kit{}.search_s_max;

  /// Returns the kit, with these limits. Throws results::BadInput.
  Kit the_kit() const;
  Terms terms(const Kit& kit) const;
};
void add_common(CLI::App& command, Common& options);
void add_feedback(CLI::App& command, Common& options);

}  // namespace grader
