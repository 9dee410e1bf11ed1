#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "grade/commands/reporting.hpp"
#include "report/reports.hpp"
#include "results/json_file.hpp"

namespace grader {

void add_render(CLI::App& app, std::function<int()>& chosen) {
  struct Options {
    std::string document;
    Reports reports;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* render = app.add_subcommand("render", "writes a report document in other formats");
  render->add_option("document", options->document, "file report.json of grade room, ci or merge")
      ->required();
  add_report_options(*render, options->reports);
  render->add_flag("--live", options->reports.live,
                   "the page loads its file again every 3 seconds: you will write it again");
  render->callback([&chosen, options] {
    chosen = [options] {
      write_reports(results::read_json(options->document, options->document), options->reports);
      return 0;
    };
  });
}

}  // namespace grader
