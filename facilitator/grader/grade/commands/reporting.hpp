#pragma once

#include <CLI/App.hpp>
#include <functional>

#include "report/reports.hpp"

/// The commands of `grade` on reports. Each adds itself to the command line. If the user names it,
/// it sets `chosen` to a function that does the work and returns the exit code.
namespace grader {

/// --junit, --markdown, --gradescope, --classroom, --html, --clock, --names
void add_report_options(CLI::App& command, Reports& reports);

void add_render(CLI::App& app, std::function<int()>& chosen);
void add_catalogue(CLI::App& app, std::function<int()>& chosen);

}  // namespace grader
