#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

/// Types and functions that the commands of the program share.
namespace workshop::commands {

/// Action of a command, run after the command line has been read. Returns the exit code.
using Action = std::function<int(const results::Manifest&)>;

/// Returns the abilities of standard output.
Terminal terminal();

Activities activities_in(const results::Manifest& manifest);

/// Prints `text` and returns 0, the exit code of commands that only print.
int print(const std::string& text);

/// Builds an answer and runs its tests, and tells on a line of the terminal how far they are.
/// `notes_coverage`: see judge().
results::Results judge_at_a_pace(const results::Manifest& manifest,
                                 const results::ManifestActivity& activity,
                                 bool notes_coverage = false);

/// Adds the commands that judge answers.
void add_test(CLI::App& app, Action& action);
void add_watch(CLI::App& app, Action& action);
void add_compare(CLI::App& app, Action& action);
void add_checklist(CLI::App& app, Action& action);
/// Adds the commands that look beyond the workshop: events of others, a template, real servers.
void add_lint(CLI::App& app, Action& action);
void add_observe(CLI::App& app, Action& action);
void add_export(CLI::App& app, Action& action);
void add_real(CLI::App& app, Action& action);

}  // namespace workshop::commands
