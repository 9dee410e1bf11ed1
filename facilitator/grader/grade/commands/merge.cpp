#include <fmt/format.h>

#include <memory>

#include "grade/commands/commands.hpp"
#include "grade/room/document.hpp"

namespace grader {

namespace {

struct Options {
  std::vector<std::string> reports;
  std::string out;
};

int merge(const Options& options) {
  write_document(merged({options.reports.begin(), options.reports.end()}), options.out);
  return 0;
}

}  // namespace

void add_merge(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("merge", "the reports of several rooms as one");
  command->add_option("reports", options->reports, "report.json of each")->required();
  command->add_option("--out", options->out, "where the one report goes")->required();
  command->callback([&chosen, options] { chosen = [options] { return merge(*options); }; });
}

}  // namespace grader
