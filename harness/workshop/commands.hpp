#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

/// What the commands of the program share.
namespace workshop::commands {

/// What a command does once the command line has been read; returns the exit code.
using Action = std::function<int(const results::Manifest&)>;

/// What standard output can show.
Terminal terminal();

Activities activities_in(const results::Manifest& manifest);

/// Returns 0, the exit code of whoever has only something to say.
int print(const std::string& text);

/// The commands that judge answers.
void add_test(CLI::App& app, Action& action);
void add_watch(CLI::App& app, Action& action);

}  // namespace workshop::commands
