#pragma once

#include <CLI/App.hpp>
#include <functional>

#include "report/reports.hpp"

/// The commands of `grade` that are about reports. Each adds itself to the command line, and sets
/// `chosen` when it is the one: what to do, and the exit code that comes of it.
namespace grader {

/// --junit, --markdown, --gradescope, --classroom, --html, --names
void add_report_options(CLI::App& command, Reports& reports);

void add_render(CLI::App& app, std::function<int()>& chosen);
void add_catalogue(CLI::App& app, std::function<int()>& chosen);

}  // namespace grader
