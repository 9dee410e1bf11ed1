#include <fmt/format.h>

#include <memory>

#include "box/probing.hpp"
#include "grade/commands/commands.hpp"
#include "grade/scratch_dir.hpp"

namespace grader {

namespace {

int verify(const Common& options) {
  const Kit kit = options.the_kit();
  for (Level level : {Level::process, Level::landlock, Level::namespaces}) {
    const ScratchDir scratch;
    namespace fs = std::filesystem;
    const fs::path fork_server = scratch.folder() / "fork_server",
                   probe = scratch.folder() / "probe";
    fs::copy_file(kit.fork_server, fork_server);
    fs::copy_file(kit.probe, probe);
    fmt::print("{}\n", to_string(level));
    try {
      for (const Attempt& attempt : attempts_in(level, {fork_server, probe}, scratch.folder()))
        fmt::print("  {:<30} {}\n", attempt.what, attempt.was_possible ? "possible" : "prevented");
    } catch (const std::exception& error) {
      fmt::print("  not on this machine: {}\n", error.what());
    }
  }
  const Terms terms = options.terms(kit);
  const bool is_enough = terms.level >= terms.minimum;
  fmt::print("Boxes have level {} on this machine: hidden tests {}.\n", to_string(terms.level),
             is_enough ? "run" : "do not run, it is below --minimum-level=" + options.minimum);
  return is_enough ? 0 : 1;
}

}  // namespace

void add_verify(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<Common>();
  CLI::App* verifies = app.add_subcommand("verify", "tries to break out of each kind of box");
  add_common(*verifies, *options);
  verifies->callback([&chosen, options] { chosen = [options] { return verify(*options); }; });
}

}  // namespace grader
